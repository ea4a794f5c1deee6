import { z } from "zod";
import { pathPart } from "../../src/connector/bearer-api.ts";
import { revokeSessions } from "../../src/connector/capabilities/identity.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { type Account, findAccount, requireAccount } from "./account.ts";
import { ADMIN_DOCS, type AdminSession, signIn } from "./admin-api.ts";
import type { KeycloakSettings } from "./settings.ts";

/**
 * POST /users/{id}/logout: ends its sessions, those of clients too, and no refresh token is good any more. Access tokens that clients hold stay good
 * for the minutes that the realm gives them.
 */
export const revokeSessionsAction = defineAction<
  KeycloakSettings,
  typeof revokeSessions.input,
  typeof revokeSessions.output
>({
  capability: revokeSessions,
  docs: `${ADMIN_DOCS}#_post_adminrealmsrealmusersuser_idlogout`,
  permissions: ["realm-management: view-users", "realm-management: manage-users"],
  idempotent: true,
  async run(context, { user }) {
    const session = await signIn(context);
    const account = await requireAccount(session, user);
    const open = await sessionsOf(session, account);
    await session.call("POST", `/users/${pathPart(account.id)}/logout`, z.unknown());
    return { revoked: open };
  },
  async readBack(context, { user }) {
    const session = await signIn(context);
    const account = await findAccount(session, user);
    if (account === undefined) return { inForce: "no", seen: { found: false } };
    const open = await sessionsOf(session, account);
    return { inForce: open === 0 ? "yes" : "no", seen: { found: true, id: account.id, sessions: open } };
  },
});

/** GET /users/{id}/sessions. */
async function sessionsOf(session: AdminSession, { id }: Account): Promise<number> {
  return (await session.call("GET", `/users/${pathPart(id)}/sessions`, z.array(z.unknown()))).length;
}
