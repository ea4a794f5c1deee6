import { getKey as capability } from "../../src/connector/capabilities/cloud.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { findKey } from "./access-key.ts";
import type { Settings } from "./settings.ts";

/** `GET /keys/{id}`. */
export const getAccessKey = defineAction<Settings, typeof capability.input, typeof capability.output>({
  capability,
  docs: "range/README.md#identity",
  permissions: ["range: read"],
  idempotent: true,
  async run(context, { key }) {
    const found = await findKey(context, key);
    if (found === undefined) return { found: false, active: false, owner: "", lastUsed: "" };
    return { found: true, active: found.status === "active", owner: found.owner, lastUsed: found.lastUsed };
  },
});
