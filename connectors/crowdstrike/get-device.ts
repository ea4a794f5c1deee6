import { getDevice } from "../../src/connector/capabilities/endpoint.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { API_DOCS, signIn } from "./falcon-api.ts";
import { findHost } from "./host.ts";
import type { CrowdstrikeSettings } from "./settings.ts";

/** A host stays isolated until the order to lift it has reached it, and is not yet while the order to contain it is on its way. */
export const getDeviceAction = defineAction<CrowdstrikeSettings, typeof getDevice.input, typeof getDevice.output>({
  capability: getDevice,
  docs: `${API_DOCS}/Hosts.html#querydevicesbyfilter`,
  permissions: ["Hosts: Read"],
  idempotent: true,
  async run(context, input) {
    const host = await findHost(await signIn(context), input.device);
    if (!host) return { found: false, isolated: false, os: "", lastSeen: "", tags: [] };
    return {
      found: true,
      isolated: host.status === "contained" || host.status === "lift_containment_pending",
      os: host.os_version,
      lastSeen: host.last_seen,
      tags: host.tags ?? [],
    };
  },
});
