import { revokeSessions } from "../../src/connector/capabilities/identity.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { requireAccount } from "./account.ts";
import { API_DOCS, tell } from "./management-api.ts";
import type { OktaSettings } from "./settings.ts";

/**
 * DELETE /api/v1/users/{id}/sessions with oauthTokens=true: sessions with Okta, and the OAuth tokens it issued. Sessions that applications keep
 * themselves go on until these end them. Okta neither counts nor lists what it ended, so there is nothing to read back.
 */
export const revokeSessionsAction = defineAction<
  OktaSettings,
  typeof revokeSessions.input,
  typeof revokeSessions.output
>({
  capability: revokeSessions,
  docs: `${API_DOCS}/tag/UserSessions/#tag/UserSessions/operation/revokeUserSessions`,
  permissions: ["okta.users.read", "okta.users.lifecycle.clearSessions"],
  idempotent: true,
  async run(context, { user }) {
    const { id } = await requireAccount(context, user);
    await tell(context, "DELETE", `/api/v1/users/${id}/sessions`, { query: { oauthTokens: "true" } });
    return { revoked: -1 };
  },
});
