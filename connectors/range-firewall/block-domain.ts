import { blockDomain as capability } from "../../src/connector/capabilities/network.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { addBlock, readBlock } from "./blocks.ts";
import type { Settings } from "./settings.ts";

/** `POST /blocks/domains`. */
export const blockDomain = defineAction<Settings, typeof capability.input, typeof capability.output>({
  capability,
  docs: "range/README.md#firewall",
  permissions: ["range: write"],
  idempotent: true,
  run: (context, { domain, reason }) => addBlock(context, "domains", { value: domain, reason, seconds: 0 }),
  readBack: (context, { domain }) => readBlock(context, "domains", domain, true),
});
