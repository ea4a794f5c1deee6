import { ourself } from "./account.ts";
import { rolesOf } from "./admin-roles.ts";
import type { OktaContext } from "./management-api.ts";

const READ = ["identity.get-user"];
const WRITE = [
  "identity.suspend-user",
  "identity.restore-user",
  "identity.revoke-sessions",
  "identity.require-password-change",
];
/** Standard roles that manage every account but those of super administrators. */
const MANAGES_ALL = ["SUPER_ADMIN", "ORG_ADMIN"];
const ONLY_READS = ["READ_ONLY_ADMIN", "REPORT_ADMIN"];

/** Whose token it is, and what that administrator's roles are; what a custom role may do is asked of no endpoint, so nothing is promised for it. */
export async function checkHealth(
  context: OktaContext,
): Promise<{ ok: boolean; message: string; may: string[]; mayNot: string[] }> {
  const us = await ourself(context);
  const roles = await rolesOf(context, us);
  const signedIn = `Signed in with the token of ${us.profile.login}`;
  if (roles === undefined)
    return {
      ok: true,
      message: `${signedIn}, which may not see roles: every account counts as privileged. Give it okta.roles.read; what else it may do Okta does not say: try it on a test account`,
      may: READ,
      mayNot: [],
    };
  if (roles.some((role) => MANAGES_ALL.includes(role)))
    return { ok: true, message: `${signedIn} (${roles.join(", ")})`, may: [...READ, ...WRITE], mayNot: [] };
  if (roles.every((role) => ONLY_READS.includes(role)))
    return {
      ok: false,
      message: `${signedIn}, who has no role to change accounts (${roles.join(", ") || "none"})`,
      may: roles.length === 0 ? [] : READ,
      mayNot: roles.length === 0 ? [...READ, ...WRITE] : WRITE,
    };
  return {
    ok: true,
    message: `${signedIn} (${roles.join(", ")}); which accounts these roles may change Okta does not say: try it on a test account`,
    may: READ,
    mayNot: [],
  };
}
