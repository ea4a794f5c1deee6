import { requirePasswordChange } from "../../src/connector/capabilities/identity.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { RefusedError } from "../../src/errors.ts";
import { type Account, change, look, requireAccount } from "./account.ts";
import { signIn } from "./admin-api.ts";
import { WRITE_DOCS, WRITE_PERMISSIONS } from "./set-enabled.ts";
import type { KeycloakSettings } from "./settings.ts";

const UPDATE_PASSWORD = "UPDATE_PASSWORD";
const isRequired = ({ requiredActions }: Account) => requiredActions.includes(UPDATE_PASSWORD);

/**
 * PUT /users/{id} with the required action UPDATE_PASSWORD beside those that are there.
 * @throws RefusedError `connector.rejected` for an account that has its password elsewhere, or none.
 */
export const requirePasswordChangeAction = defineAction<
  KeycloakSettings,
  typeof requirePasswordChange.input,
  typeof requirePasswordChange.output
>({
  capability: requirePasswordChange,
  docs: WRITE_DOCS,
  permissions: WRITE_PERMISSIONS,
  idempotent: true,
  async run(context, { user }) {
    const session = await signIn(context);
    const account = await requireAccount(session, user);
    if (isRequired(account)) return { wasRequired: true };
    if (account.serviceAccountClientId !== undefined)
      throw new RefusedError(
        "connector.rejected",
        `${account.username} is the account of a client and has no password; give the client another secret.`,
      );
    await change(session, account, { requiredActions: [...account.requiredActions, UPDATE_PASSWORD] });
    return { wasRequired: false };
  },
  readBack: (context, { user }) => look(context, user, isRequired),
});
