import { z } from "zod";
import { quarantineFile as capability } from "../../src/connector/capabilities/endpoint.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { readQuarantined, tellFile } from "./file.ts";
import type { Settings } from "./settings.ts";

/** `POST /files/{hash}/quarantine`. */
export const quarantineFile = defineAction<Settings, typeof capability.input, typeof capability.output>({
  capability,
  docs: "range/README.md#endpoint",
  permissions: ["range: write"],
  idempotent: true,
  run: (context, { hash, device, reason }) =>
    tellFile(context, hash, {
      verb: "quarantine",
      body: { device, reason },
      answer: z.object({ moved: z.number().int(), wasQuarantined: z.boolean() }),
    }),
  readBack: (context, { hash, device }) => readQuarantined(context, hash, true, device),
});
