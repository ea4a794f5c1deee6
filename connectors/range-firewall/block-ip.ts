import { blockIp as capability } from "../../src/connector/capabilities/network.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { addBlock, readBlock } from "./blocks.ts";
import type { Settings } from "./settings.ts";

/** `POST /blocks/ips`. */
export const blockIp = defineAction<Settings, typeof capability.input, typeof capability.output>({
  capability,
  docs: "range/README.md#firewall",
  permissions: ["range: write"],
  idempotent: true,
  run: (context, { ip, reason, seconds }) => addBlock(context, "ips", { value: ip, reason, seconds }),
  readBack: (context, { ip }) => readBlock(context, "ips", ip, true),
});
