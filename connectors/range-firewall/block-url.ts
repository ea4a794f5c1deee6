import { blockUrl as capability } from "../../src/connector/capabilities/network.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { addBlock, readBlock } from "./blocks.ts";
import type { Settings } from "./settings.ts";

/** `POST /blocks/urls`. */
export const blockUrl = defineAction<Settings, typeof capability.input, typeof capability.output>({
  capability,
  docs: "range/README.md#firewall",
  permissions: ["range: write"],
  idempotent: true,
  run: (context, { url, reason }) => addBlock(context, "urls", { value: url, reason }),
  readBack: (context, { url }) => readBlock(context, "urls", url, true),
});
