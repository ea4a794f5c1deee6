import { z } from "zod";
import { pathPart, tellBearerApi } from "../../src/connector/bearer-api.ts";
import { collectEvidence as capability } from "../../src/connector/capabilities/endpoint.ts";
import { defineAction } from "../../src/connector/connector.ts";
import type { Settings } from "./settings.ts";

const Collected = z.object({ reference: z.string(), sha256: z.string(), bytes: z.number().int() });

/** `POST /devices/{id}/evidence`; `GET` of the same lists what was collected there. */
export const collectEvidence = defineAction<Settings, typeof capability.input, typeof capability.output>({
  capability,
  docs: "range/README.md#endpoint",
  permissions: ["range: write"],
  idempotent: true,
  run(context, { device, kind, reason }) {
    const path = `/devices/${pathPart(device)}/evidence`;
    return tellBearerApi(context, { method: "POST", path, body: { kind, reason } }, Collected);
  },
  // What was collected for the same reason: of another incident's evidence nothing follows.
  async readBack(context, { device, kind, reason }) {
    const path = `/devices/${pathPart(device)}/evidence`;
    const answer = z.object({ evidence: z.array(Collected.extend({ kind: z.string(), reason: z.string() })) });
    const { evidence } = await tellBearerApi(context, { method: "GET", path }, answer);
    const newest = evidence.findLast((one) => one.kind === kind && one.reason === reason);
    return { inForce: newest === undefined ? "no" : "yes", seen: { ...newest } };
  },
});
