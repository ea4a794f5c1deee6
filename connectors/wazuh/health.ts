import { z } from "zod";
import { signIn, type WazuhContext } from "./server-api.ts";

const Policies = z.object({ data: z.record(z.string(), z.unknown()) });

/** Our capabilities by the right that carries them. */
const NEEDED: Record<string, string> = {
  "agent:read": "look up endpoints",
  "active-response:command": "isolate and release endpoints",
};

/** GET /security/users/me/policies: the rights as Wazuh itself works them out; in "black" mode what is not listed is allowed. */
export async function checkHealth(
  context: WazuhContext,
): Promise<{ ok: boolean; message: string; may: string[]; mayNot: string[] }> {
  const session = await signIn(context);
  const { data } = await session.call("GET", "/security/users/me/policies", Policies);
  const allowedUnlessListed = data.rbac_mode === "black";
  const may: string[] = [];
  const mayNot: string[] = [];
  for (const [action, words] of Object.entries(NEEDED))
    (isAllowed(data[action], allowedUnlessListed) ? may : mayNot).push(words);
  const user = context.settings.user;
  return {
    ok: mayNot.length === 0,
    message: mayNot.length === 0 ? `Signed in as ${user}` : `Signed in as ${user}, who may not ${mayNot.join(" nor ")}`,
    may,
    mayNot,
  };
}

function isAllowed(resources: unknown, unlessListed: boolean): boolean {
  if (resources === null || typeof resources !== "object") return unlessListed;
  const effects = Object.values(resources);
  return effects.length === 0 ? unlessListed : effects.includes("allow");
}
