import { RefusedError } from "../../src/errors.ts";
import { change, requireAccount } from "./account.ts";
import { ADMIN_DOCS, type KeycloakContext, signIn } from "./admin-api.ts";

/** PUT /users/{id} writes an account, and needs both. */
export const WRITE_DOCS = `${ADMIN_DOCS}#_put_adminrealmsrealmusersuser_id`;
export const WRITE_PERMISSIONS = ["realm-management: view-users", "realm-management: manage-users"];

/**
 * PUT /users/{id}, unless it is so already; answers whether it was enabled before.
 * @throws RefusedError `connector.rejected` for the account of Cordon's own client: disabled, it would leave no way back.
 */
export async function setEnabled(
  context: KeycloakContext,
  user: string,
  enabled: boolean,
): Promise<{ wasEnabled: boolean }> {
  const session = await signIn(context);
  const account = await requireAccount(session, user);
  if (account.enabled === enabled) return { wasEnabled: account.enabled };
  if (!enabled && account.serviceAccountClientId === context.settings.clientId)
    throw new RefusedError(
      "connector.rejected",
      `${account.username} is the account this connection signs in with; disabling it would leave no way back.`,
    );
  await change(session, account, { enabled });
  return { wasEnabled: account.enabled };
}
