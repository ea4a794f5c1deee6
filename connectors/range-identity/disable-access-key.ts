import { z } from "zod";
import { pathPart, tellBearerApi } from "../../src/connector/bearer-api.ts";
import { disableKey as capability } from "../../src/connector/capabilities/cloud.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { findKey, seenOf } from "./access-key.ts";
import type { Settings } from "./settings.ts";

/** `POST /keys/{id}/disable`. */
export const disableAccessKey = defineAction<Settings, typeof capability.input, typeof capability.output>({
  capability,
  docs: "range/README.md#identity",
  permissions: ["range: write"],
  idempotent: true,
  run: (context, { key }) =>
    tellBearerApi(
      context,
      { method: "POST", path: `/keys/${pathPart(key)}/disable` },
      z.object({ wasActive: z.boolean() }),
    ),
  async readBack(context, { key }) {
    const found = await findKey(context, key);
    const mark = found?.statusChanged ?? undefined;
    return { inForce: found?.status === "inactive" ? "yes" : "no", seen: seenOf(found), mark };
  },
});
