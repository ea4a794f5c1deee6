import { z } from "zod";
import { restoreFile as capability } from "../../src/connector/capabilities/endpoint.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { readQuarantined, tellFile } from "./file.ts";
import type { Settings } from "./settings.ts";

/** `POST /files/{hash}/restore`: every copy that is in quarantine. */
export const restoreFile = defineAction<Settings, typeof capability.input, typeof capability.output>({
  capability,
  docs: "range/README.md#endpoint",
  permissions: ["range: write"],
  idempotent: true,
  run: (context, { hash, reason }) =>
    tellFile(context, hash, { verb: "restore", body: { reason }, answer: z.object({}) }),
  readBack: (context, { hash }) => readQuarantined(context, hash, false),
});
