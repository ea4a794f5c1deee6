import { z } from "zod";
import { pathPart, tellBearerApi } from "../../src/connector/bearer-api.ts";
import { isolate as capability } from "../../src/connector/capabilities/endpoint.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { findDevice, seenOf } from "./device.ts";
import type { Settings } from "./settings.ts";

/** `POST /devices/{id}/isolate`. */
export const isolate = defineAction<Settings, typeof capability.input, typeof capability.output>({
  capability,
  docs: "range/README.md#endpoint",
  permissions: ["range: write"],
  idempotent: true,
  run(context, { device, reason }) {
    const path = `/devices/${pathPart(device)}/isolate`;
    return tellBearerApi(context, { method: "POST", path, body: { reason } }, z.object({ wasIsolated: z.boolean() }));
  },
  async readBack(context, { device }) {
    const found = await findDevice(context, device);
    const mark = found?.since ?? undefined;
    return { inForce: found?.isolated === true ? "yes" : "no", seen: seenOf(found), mark };
  },
});
