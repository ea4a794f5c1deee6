import { unblockUrl as capability } from "../../src/connector/capabilities/network.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { readBlock, takeBlock } from "./blocks.ts";
import type { Settings } from "./settings.ts";

/** `DELETE /blocks/urls/{url}`. */
export const unblockUrl = defineAction<Settings, typeof capability.input, typeof capability.output>({
  capability,
  docs: "range/README.md#firewall",
  permissions: ["range: write"],
  idempotent: true,
  run: (context, { url }) => takeBlock(context, "urls", url),
  readBack: (context, { url }) => readBlock(context, "urls", url, false),
});
