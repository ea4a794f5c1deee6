import { unblockIp as capability } from "../../src/connector/capabilities/network.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { readBlock, takeBlock } from "./blocks.ts";
import type { Settings } from "./settings.ts";

/** `DELETE /blocks/ips/{ip}`. */
export const unblockIp = defineAction<Settings, typeof capability.input, typeof capability.output>({
  capability,
  docs: "range/README.md#firewall",
  permissions: ["range: write"],
  idempotent: true,
  run: (context, { ip }) => takeBlock(context, "ips", ip),
  readBack: (context, { ip }) => readBlock(context, "ips", ip, false),
});
