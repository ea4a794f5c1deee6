import { z } from "zod";
import { tokenClaims } from "../../src/connector/token-claims.ts";
import { type DefenderContext, signIn } from "./defender-api.ts";

/** Our capabilities by the application permissions of which one carries them. */
const NEEDED = [
  { anyOf: ["Machine.Read.All", "Machine.ReadWrite.All"], words: "look up devices" },
  { anyOf: ["Machine.Isolate"], words: "isolate and release devices" },
  { anyOf: ["Ti.ReadWrite.All"], words: "block files" },
];

const Claims = z.object({ roles: z.array(z.string()).default([]) });

/** The `roles` of our own token: the permissions that an administrator consented to (https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference). */
export async function checkHealth(
  context: DefenderContext,
): Promise<{ ok: boolean; message: string; may: string[]; mayNot: string[] }> {
  const { token } = await signIn(context);
  const who = `Signed in as the application ${context.settings.clientId}`;
  const roles = tokenClaims(token, Claims)?.roles;
  if (roles === undefined)
    return { ok: false, message: `${who}, whose token does not say what it may do`, may: [], mayNot: [] };
  const has = ({ anyOf }: (typeof NEEDED)[number]) => anyOf.some((role) => roles.includes(role));
  const lacking = NEEDED.filter((one) => !has(one));
  const mayNot = lacking.map(({ words }) => words);
  return {
    ok: lacking.length === 0,
    message:
      lacking.length === 0
        ? who
        : `${who}, which may not ${mayNot.join(" nor ")}: give it ${lacking.map(({ anyOf }) => anyOf[0]).join(", ")} of WindowsDefenderATP, with an administrator's consent`,
    may: NEEDED.filter(has).map(({ words }) => words),
    mayNot,
  };
}
