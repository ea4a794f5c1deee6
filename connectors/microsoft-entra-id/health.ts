import { z } from "zod";
import { tokenClaims } from "../../src/connector/token-claims.ts";
import { type EntraIdContext, signIn } from "./graph.ts";

/** Our capabilities, each with the permissions of which any set carries it. */
const NEEDED: Record<string, string[][]> = {
  "identity.get-user": [["Directory.Read.All"], ["Directory.ReadWrite.All"]],
  "identity.suspend-user": [["User.EnableDisableAccount.All", "User.Read.All"], ["User.ReadWrite.All"]],
  "identity.restore-user": [["User.EnableDisableAccount.All", "User.Read.All"], ["User.ReadWrite.All"]],
  "identity.revoke-sessions": [["User.RevokeSessions.All", "User.Read.All"], ["User.ReadWrite.All"]],
  "identity.require-password-change": [
    ["User-PasswordProfile.ReadWrite.All", "User.Read.All"],
    ["User-PasswordProfile.ReadWrite.All", "User.ReadWrite.All"],
  ],
};

/** https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference */
const Claims = z.object({ roles: z.array(z.string()).default([]), app_displayname: z.string().optional() });

/**
 * Signs in, reads one account, and tells from the token which permissions the application was given. Accounts of administrators need a role of
 * the application's too, of which the token says nothing.
 */
export async function checkHealth(
  context: EntraIdContext,
): Promise<{ ok: boolean; message: string; may: string[]; mayNot: string[] }> {
  const graph = await signIn(context);
  const claims = tokenClaims(graph.token, Claims);
  const signedIn = `Signed in as ${claims?.app_displayname ?? context.settings.clientId}`;
  if (claims === undefined)
    return { ok: true, message: `${signedIn}; the token does not tell what it may do`, may: [], mayNot: [] };
  const isGiven = (permission: string) => claims.roles.includes(permission);
  const may = Object.keys(NEEDED).filter((capability) => NEEDED[capability]?.some((set) => set.every(isGiven)));
  const mayNot = Object.keys(NEEDED).filter((capability) => !may.includes(capability));
  const missing = [...new Set(mayNot.flatMap((one) => NEEDED[one]?.[0] ?? []).filter((one) => !isGiven(one)))];
  return {
    ok: mayNot.length === 0,
    message:
      missing.length === 0
        ? `${signedIn}; accounts of administrators need a role of its own besides`
        : `${signedIn}, which was not given ${missing.join(", ")} (application permissions, with an administrator's consent)`,
    may,
    mayNot,
  };
}
