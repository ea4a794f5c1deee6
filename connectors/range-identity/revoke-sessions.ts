import { z } from "zod";
import { pathPart, tellBearerApi } from "../../src/connector/bearer-api.ts";
import { revokeSessions as capability } from "../../src/connector/capabilities/identity.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { findAccount, seenOf } from "./account.ts";
import type { Settings } from "./settings.ts";

/** `DELETE /api/v1/users/{id}/sessions`; unlike the product it is shaped after, the range says how many there were. */
export const revokeSessions = defineAction<Settings, typeof capability.input, typeof capability.output>({
  capability,
  docs: "https://developer.okta.com/docs/api/openapi/okta-management/management/tag/UserSessions/",
  permissions: ["range: write"],
  idempotent: true,
  run(context, { user }) {
    const path = `/api/v1/users/${pathPart(user)}/sessions`;
    return tellBearerApi(context, { method: "DELETE", path }, z.object({ revoked: z.number().int() }));
  },
  async readBack(context, { user }) {
    const account = await findAccount(context, user);
    return { inForce: account?.sessions === 0 ? "yes" : "no", seen: seenOf(account) };
  },
});
