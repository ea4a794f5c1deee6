import { z } from "zod";
import { blockHash as capability } from "../../src/connector/capabilities/endpoint.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { readBlocked, tellFile } from "./file.ts";
import type { Settings } from "./settings.ts";

/** `POST /files/{hash}/block`. */
export const blockHash = defineAction<Settings, typeof capability.input, typeof capability.output>({
  capability,
  docs: "range/README.md#endpoint",
  permissions: ["range: write"],
  idempotent: true,
  run: (context, { hash, reason }) =>
    tellFile(context, hash, { verb: "block", body: { reason }, answer: z.object({ wasBlocked: z.boolean() }) }),
  readBack: (context, { hash }) => readBlocked(context, hash, true),
});
