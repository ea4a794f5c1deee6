import { getDevice as capability } from "../../src/connector/capabilities/endpoint.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { findDevice } from "./device.ts";
import type { Settings } from "./settings.ts";

/** `GET /devices/{id}`. */
export const getDevice = defineAction<Settings, typeof capability.input, typeof capability.output>({
  capability,
  docs: "range/README.md#endpoint",
  permissions: ["range: read"],
  idempotent: true,
  async run(context, { device }) {
    const found = await findDevice(context, device);
    if (found === undefined) return { found: false, isolated: false, os: "", lastSeen: "", tags: [] };
    return { found: true, isolated: found.isolated, os: found.os, lastSeen: found.lastSeen, tags: found.tags };
  },
});
