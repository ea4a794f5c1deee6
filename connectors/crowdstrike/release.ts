import { release } from "../../src/connector/capabilities/endpoint.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { signIn } from "./falcon-api.ts";
import { CONTAIN_DOCS, order, requireHost } from "./host.ts";
import type { CrowdstrikeSettings } from "./settings.ts";

/** Lifts network containment, also one whose order has not reached the host yet; nothing is sent for a host that has none. */
export const releaseAction = defineAction<CrowdstrikeSettings, typeof release.input, typeof release.output>({
  capability: release,
  docs: CONTAIN_DOCS,
  permissions: ["Hosts: Read", "Hosts: Write"],
  idempotent: true,
  async run(context, input) {
    const session = await signIn(context);
    const host = await requireHost(session, input.device);
    if (host.status !== "normal" && host.status !== "lift_containment_pending")
      await order(session, host, "lift_containment");
    return {};
  },
  async readBack(context, input) {
    const { device_id, status } = await requireHost(await signIn(context), input.device);
    const inForce = status === "normal" ? "yes" : status === "contained" ? "no" : "cannot-tell";
    return { inForce, seen: { host: device_id, status } };
  },
});
