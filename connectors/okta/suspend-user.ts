import { suspendUser } from "../../src/connector/capabilities/identity.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { RefusedError } from "../../src/errors.ts";
import { type Account, ourself, readState, requireAccount } from "./account.ts";
import { API_DOCS, type OktaContext, tell } from "./management-api.ts";
import type { OktaSettings } from "./settings.ts";
import { STATES } from "./states.ts";

/**
 * POST /api/v1/users/{id}/lifecycle/suspend, which Okta does for ACTIVE accounts alone. One that nobody can sign in to, suspended or not, is
 * left as it is.
 * @throws RefusedError `connector.rejected` for other states, with what helps there, and for the account whose token we hold.
 */
export const suspendUserAction = defineAction<OktaSettings, typeof suspendUser.input, typeof suspendUser.output>({
  capability: suspendUser,
  docs: `${API_DOCS}/tag/UserLifecycle/#tag/UserLifecycle/operation/suspendUser`,
  permissions: ["okta.users.read", "okta.users.lifecycle.suspend"],
  idempotent: true,
  async run(context, { user }) {
    const account = await requireAccount(context, user);
    if (!STATES[account.status].enabled) return { wasEnabled: false };
    if (account.status !== "ACTIVE") throw notActive(account);
    await refuseOurself(context, account);
    await tell(context, "POST", `/api/v1/users/${account.id}/lifecycle/suspend`);
    return { wasEnabled: true };
  },
  readBack: (context, { user }) => readState(context, user, ({ status }) => !STATES[status].enabled),
});

function notActive({ status, profile }: Account): RefusedError {
  return new RefusedError(
    "connector.rejected",
    `Okta suspends only ACTIVE accounts; ${profile.login.slice(0, 100)} is ${status}: ${STATES[status].words}. End its sessions, and deactivate it in Okta to keep it out.`,
    { details: { status } },
  );
}

/** Okta takes no token of a suspended administrator: there would be no way back. */
async function refuseOurself(context: OktaContext, account: Account): Promise<void> {
  if ((await ourself(context)).id !== account.id) return;
  throw new RefusedError(
    "connector.rejected",
    `${account.profile.login.slice(0, 100)} is the account whose token this connection holds; suspending it would leave no way back.`,
  );
}
