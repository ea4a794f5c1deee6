import { isolate } from "../../src/connector/capabilities/endpoint.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { signIn } from "./falcon-api.ts";
import { CONTAIN_DOCS, order, requireHost } from "./host.ts";
import type { CrowdstrikeSettings } from "./settings.ts";

/**
 * Network containment, of a host that is not contained and not about to be. While the order is on its way Falcon cannot tell whether it is in
 * force; that may last until the host is online again.
 */
export const isolateAction = defineAction<CrowdstrikeSettings, typeof isolate.input, typeof isolate.output>({
  capability: isolate,
  docs: CONTAIN_DOCS,
  permissions: ["Hosts: Read", "Hosts: Write"],
  // Ordered twice it is one containment, but the second answer would take our own order for somebody else's, which we would never lift.
  idempotent: false,
  async run(context, input) {
    const session = await signIn(context);
    const host = await requireHost(session, input.device);
    if (host.status === "contained" || host.status === "containment_pending") return { wasIsolated: true };
    await order(session, host, "contain");
    return { wasIsolated: false };
  },
  async readBack(context, input) {
    const { device_id, status } = await requireHost(await signIn(context), input.device);
    const inForce = status === "contained" ? "yes" : status === "normal" ? "no" : "cannot-tell";
    return { inForce, seen: { host: device_id, status } };
  },
});
