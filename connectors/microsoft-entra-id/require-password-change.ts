import { requirePasswordChange } from "../../src/connector/capabilities/identity.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { RefusedError } from "../../src/errors.ts";
import { findAccount, isExternal, nameOf, refuseSynced, requireAccount } from "./account.ts";
import { GRAPH_DOCS, signIn } from "./graph.ts";
import type { EntraIdSettings } from "./settings.ts";

/** Read and written with a right of its own, so asked for here alone. */
const PASSWORD = ["passwordProfile"];

/**
 * PATCH /users/{id} with passwordProfile.forceChangePasswordNextSignIn; no password is set.
 * @throws RefusedError `connector.rejected` for a guest, and for an account that is synchronized from Active Directory.
 */
export const requirePasswordChangeAction = defineAction<
  EntraIdSettings,
  typeof requirePasswordChange.input,
  typeof requirePasswordChange.output
>({
  capability: requirePasswordChange,
  docs: `${GRAPH_DOCS}/user-update`,
  permissions: ["User-PasswordProfile.ReadWrite.All", "User.Read.All"],
  idempotent: true,
  async run(context, { user }) {
    const graph = await signIn(context);
    const account = await requireAccount(graph, user, PASSWORD);
    if (account.passwordProfile?.forceChangePasswordNextSignIn) return { wasRequired: true };
    refuseSynced(account, "require a new password");
    if (isExternal(account))
      throw new RefusedError(
        "connector.rejected",
        `${nameOf(account)} is a guest, whose password is its own directory's; suspend it here instead.`,
      );
    const passwordProfile = { forceChangePasswordNextSignIn: true };
    await graph.change("PATCH", `/users/${account.id}`, { passwordProfile });
    return { wasRequired: false };
  },
  async readBack(context, { user }) {
    const account = await findAccount(await signIn(context), user, PASSWORD);
    if (!account) return { inForce: "no", seen: { found: false } };
    const required = account.passwordProfile?.forceChangePasswordNextSignIn ?? null;
    const seen = { found: true, id: account.id, required };
    return { inForce: required === null ? "cannot-tell" : required ? "yes" : "no", seen };
  },
});
