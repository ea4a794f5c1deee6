import type { ReadBack } from "../../src/connector/connector.ts";
import { findAccount, refuseSynced, requireAccount } from "./account.ts";
import { type EntraIdContext, signIn } from "./graph.ts";

/**
 * PATCH /users/{id} with accountEnabled, unless it is so already; answers whether it was enabled before.
 * @throws RefusedError `connector.not-found`, `connector.ambiguous`, `connector.forbidden`; `connector.rejected` for an account that is
 * synchronized from Active Directory.
 */
export async function setEnabled(
  context: EntraIdContext,
  user: string,
  enabled: boolean,
): Promise<{ wasEnabled: boolean }> {
  const graph = await signIn(context);
  const account = await requireAccount(graph, user);
  const wasEnabled = account.accountEnabled;
  if (wasEnabled === enabled) return { wasEnabled };
  refuseSynced(account, enabled ? "enable it" : "disable it");
  await graph.change("PATCH", `/users/${account.id}`, { accountEnabled: enabled });
  return { wasEnabled };
}

/** Reads the account again and says whether it is as wanted. */
export async function readEnabled(context: EntraIdContext, user: string, wanted: boolean): Promise<ReadBack> {
  const account = await findAccount(await signIn(context), user);
  if (!account) return { inForce: "no", seen: { found: false } };
  const { id, accountEnabled: enabled } = account;
  return { inForce: enabled === wanted ? "yes" : "no", seen: { found: true, id, enabled } };
}
