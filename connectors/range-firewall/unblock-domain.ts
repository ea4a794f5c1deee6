import { unblockDomain as capability } from "../../src/connector/capabilities/network.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { readBlock, takeBlock } from "./blocks.ts";
import type { Settings } from "./settings.ts";

/** `DELETE /blocks/domains/{domain}`. */
export const unblockDomain = defineAction<Settings, typeof capability.input, typeof capability.output>({
  capability,
  docs: "range/README.md#firewall",
  permissions: ["range: write"],
  idempotent: true,
  run: (context, { domain }) => takeBlock(context, "domains", domain),
  readBack: (context, { domain }) => readBlock(context, "domains", domain, false),
});
