import { revokeSessions } from "../../src/connector/capabilities/identity.ts";
import { defineAction, type ReadBack } from "../../src/connector/connector.ts";
import { RefusedError } from "../../src/errors.ts";
import { findAccount, isExternal, nameOf, requireAccount } from "./account.ts";
import { type EntraIdContext, GRAPH_DOCS, signIn } from "./graph.ts";
import type { EntraIdSettings } from "./settings.ts";

/** How long after the call the moment that it sets is taken for its own. */
const FRESH_MS = 15 * 60 * 1000;

/**
 * POST /users/{id}/revokeSignInSessions: refresh tokens and session cookies from before now are good no more, within minutes; access tokens stay
 * good until they expire. Microsoft does not say how many there were.
 * @throws RefusedError `connector.rejected` for a guest, whom the own directory signs in.
 */
export const revokeSessionsAction = defineAction<
  EntraIdSettings,
  typeof revokeSessions.input,
  typeof revokeSessions.output
>({
  capability: revokeSessions,
  docs: `${GRAPH_DOCS}/user-revokesigninsessions`,
  permissions: ["User.RevokeSessions.All", "User.Read.All"],
  idempotent: true,
  async run(context, { user }) {
    const graph = await signIn(context);
    const account = await requireAccount(graph, user);
    if (isExternal(account))
      throw new RefusedError(
        "connector.rejected",
        `${nameOf(account)} is a guest whose own directory signs it in: its sessions are ended there. Suspended, it gets in here no more.`,
      );
    await graph.change("POST", `/users/${account.id}/revokeSignInSessions`);
    return { revoked: -1 };
  },
  readBack: (context, { user }) => readSessions(context, user),
});

/** The moment from which sessions are good is read; long after the call it says nothing about that call any more. */
async function readSessions(context: EntraIdContext, user: string): Promise<ReadBack> {
  const account = await findAccount(await signIn(context), user);
  if (!account) return { inForce: "no", seen: { found: false } };
  const validFrom = account.signInSessionsValidFromDateTime ?? "";
  const age = context.clock.now().getTime() - Date.parse(validFrom);
  return {
    inForce: Math.abs(age) <= FRESH_MS ? "yes" : "cannot-tell",
    seen: { found: true, id: account.id, validFrom },
  };
}
