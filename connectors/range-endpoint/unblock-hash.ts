import { z } from "zod";
import { unblockHash as capability } from "../../src/connector/capabilities/endpoint.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { readBlocked, tellFile } from "./file.ts";
import type { Settings } from "./settings.ts";

/** `POST /files/{hash}/unblock`. */
export const unblockHash = defineAction<Settings, typeof capability.input, typeof capability.output>({
  capability,
  docs: "range/README.md#endpoint",
  permissions: ["range: write"],
  idempotent: true,
  run: (context, { hash, reason }) =>
    tellFile(context, hash, { verb: "unblock", body: { reason }, answer: z.object({}) }),
  readBack: (context, { hash }) => readBlocked(context, hash, false),
});
