import { restoreUser } from "../../src/connector/capabilities/identity.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { RefusedError } from "../../src/errors.ts";
import { readState, requireAccount } from "./account.ts";
import { API_DOCS, tell } from "./management-api.ts";
import type { OktaSettings } from "./settings.ts";
import { STATES } from "./states.ts";

/**
 * POST /api/v1/users/{id}/lifecycle/unsuspend, for a SUSPENDED account; one that is not closed is left as it is.
 * @throws RefusedError `connector.rejected` for one that was never activated, or deactivated: that is no suspension to take back.
 */
export const restoreUserAction = defineAction<OktaSettings, typeof restoreUser.input, typeof restoreUser.output>({
  capability: restoreUser,
  docs: `${API_DOCS}/tag/UserLifecycle/#tag/UserLifecycle/operation/unsuspendUser`,
  permissions: ["okta.users.read", "okta.users.lifecycle.unsuspend"],
  idempotent: true,
  async run(context, { user }) {
    const { id, status, profile } = await requireAccount(context, user);
    if (STATES[status].enabled) return {};
    if (status !== "SUSPENDED")
      throw new RefusedError(
        "connector.rejected",
        `${profile.login.slice(0, 100)} is ${status}: ${STATES[status].words}, which is more than a suspension; activate it in Okta if it is to be used again.`,
        { details: { status } },
      );
    await tell(context, "POST", `/api/v1/users/${id}/lifecycle/unsuspend`);
    return {};
  },
  readBack: (context, { user }) => readState(context, user, ({ status }) => STATES[status].enabled),
});
