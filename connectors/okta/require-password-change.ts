import { requirePasswordChange } from "../../src/connector/capabilities/identity.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { RefusedError } from "../../src/errors.ts";
import { type Account, readState, requireAccount } from "./account.ts";
import { API_DOCS, tell } from "./management-api.ts";
import type { OktaSettings } from "./settings.ts";
import { STATES } from "./states.ts";

/** Okta keeps no password for those who sign in elsewhere. */
const SIGNS_IN_ELSEWHERE = new Set(["FEDERATION", "SOCIAL"]);

/**
 * POST /api/v1/users/{id}/lifecycle/expire_password, without a temporary password: the status becomes PASSWORD_EXPIRED, in Active Directory too
 * where Okta is joined to one.
 * @throws RefusedError `connector.rejected` for a closed account, which expiring a password could open, and for one whose password is not Okta's.
 */
export const requirePasswordChangeAction = defineAction<
  OktaSettings,
  typeof requirePasswordChange.input,
  typeof requirePasswordChange.output
>({
  capability: requirePasswordChange,
  docs: `${API_DOCS}/tag/UserCred/#tag/UserCred/operation/expirePassword`,
  permissions: ["okta.users.read", "okta.users.credentials.expirePassword"],
  idempotent: true,
  async run(context, { user }) {
    const account = await requireAccount(context, user);
    if (account.status === "PASSWORD_EXPIRED") return { wasRequired: true };
    refuseUnlessAsked(account);
    await tell(context, "POST", `/api/v1/users/${account.id}/lifecycle/expire_password`);
    return { wasRequired: false };
  },
  readBack: (context, { user }) => readState(context, user, ({ status }) => status === "PASSWORD_EXPIRED"),
});

function refuseUnlessAsked({ status, profile, credentials }: Account): void {
  const provider = credentials?.provider?.type ?? "";
  const why = SIGNS_IN_ELSEWHERE.has(provider)
    ? `it signs in by another identity provider (${provider}); require it there`
    : STATES[status].enabled
      ? null
      : `it is ${status}: ${STATES[status].words}; nobody signs in to it`;
  if (why === null) return;
  throw new RefusedError(
    "connector.rejected",
    `Okta asks ${profile.login.slice(0, 100)} for no new password: ${why}.`,
    { details: { status } },
  );
}
