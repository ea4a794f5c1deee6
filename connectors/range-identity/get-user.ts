import { getUser as capability } from "../../src/connector/capabilities/identity.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { findAccount } from "./account.ts";
import type { Settings } from "./settings.ts";

/** `GET /api/v1/users/{id}`. */
export const getUser = defineAction<Settings, typeof capability.input, typeof capability.output>({
  capability,
  docs: "https://developer.okta.com/docs/api/openapi/okta-management/management/tag/User/",
  permissions: ["range: read"],
  idempotent: true,
  async run(context, { user }) {
    const account = await findAccount(context, user);
    if (account === undefined) return { found: false, enabled: false, privileged: false, displayName: "", groups: [] };
    return {
      found: true,
      enabled: account.status === "ACTIVE",
      privileged: account.groups.some((group) => context.settings.privilegedGroups.includes(group)),
      displayName: account.profile.displayName,
      groups: account.groups,
    };
  },
});
