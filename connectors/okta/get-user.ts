import { z } from "zod";
import { getUser } from "../../src/connector/capabilities/identity.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { type Account, findAccount } from "./account.ts";
import { rolesOf } from "./admin-roles.ts";
import { API_DOCS, askAll } from "./management-api.ts";
import type { OktaSettings } from "./settings.ts";
import { STATES } from "./states.ts";

const Groups = z.array(z.object({ profile: z.object({ name: z.string() }) }));

/**
 * GET /api/v1/users/{id}, its /groups and its /roles. Enabled is what nobody has closed: locked out and expired accounts too. Privileged is who
 * holds an administrator's role, and everybody while the connection may not see roles.
 */
export const getUserAction = defineAction<OktaSettings, typeof getUser.input, typeof getUser.output>({
  capability: getUser,
  docs: `${API_DOCS}/tag/User/#tag/User/operation/getUser`,
  permissions: ["okta.users.read", "okta.groups.read", "okta.roles.read, to tell who is privileged"],
  idempotent: true,
  async run(context, { user }) {
    const account = await findAccount(context, user);
    if (!account) return { found: false, enabled: false, privileged: false, displayName: "", groups: [] };
    const groups = await askAll(context, `/api/v1/users/${account.id}/groups`, Groups);
    const roles = await rolesOf(context, account);
    return {
      found: true,
      enabled: STATES[account.status].enabled,
      privileged: roles === undefined || roles.length > 0,
      displayName: displayNameOf(account),
      groups: groups.map(({ profile }) => profile.name),
    };
  },
});

function displayNameOf({ profile: { displayName, firstName, lastName, login } }: Account): string {
  return displayName || [firstName, lastName].filter(Boolean).join(" ") || login;
}
