import { z } from "zod";
import { pathPart, tellBearerApi } from "../../src/connector/bearer-api.ts";
import { requirePasswordChange as capability } from "../../src/connector/capabilities/identity.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { findAccount, seenOf } from "./account.ts";
import type { Settings } from "./settings.ts";

/** `POST /api/v1/users/{id}/lifecycle/expire_password`; unlike the product it is shaped after, the range keeps it beside the status. */
export const requirePasswordChange = defineAction<Settings, typeof capability.input, typeof capability.output>({
  capability,
  docs: "https://developer.okta.com/docs/api/openapi/okta-management/management/tag/UserCred/",
  permissions: ["range: write"],
  idempotent: true,
  run(context, { user }) {
    const path = `/api/v1/users/${pathPart(user)}/lifecycle/expire_password`;
    return tellBearerApi(context, { method: "POST", path }, z.object({ wasRequired: z.boolean() }));
  },
  async readBack(context, { user }) {
    const account = await findAccount(context, user);
    return { inForce: account?.passwordChangeRequired === true ? "yes" : "no", seen: seenOf(account) };
  },
});
