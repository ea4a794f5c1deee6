import { z } from "zod";
import { type CloudflareContext, call } from "./access-rules.ts";

/** Reads the rules. What else the token may, Cloudflare tells only tokens that may manage tokens, which ours is not to be. */
export async function checkHealth(
  context: CloudflareContext,
): Promise<{ ok: boolean; message: string; may: string[]; mayNot: string[] }> {
  await call(context, "GET", "", z.array(z.unknown()));
  return {
    ok: true,
    message: `The token may read the access rules of ${context.settings.rulesOf}; whether it may change them Cloudflare does not say: block an address of yours to see`,
    may: [],
    mayNot: [],
  };
}
