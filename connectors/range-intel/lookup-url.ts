import { lookupUrl as capability } from "../../src/connector/capabilities/intel.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { lookUp } from "./reputation.ts";
import type { Settings } from "./settings.ts";

/** `GET /urls/{url}`. */
export const lookupUrl = defineAction<Settings, typeof capability.input, typeof capability.output>({
  capability,
  docs: "range/README.md#intel",
  permissions: ["range: read"],
  idempotent: true,
  run: (context, { url }) => lookUp(context, "urls", url),
});
