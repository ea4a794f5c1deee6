import { callMethod, type SlackContext } from "./web-api.ts";

/** auth.test says who we are; the header `x-oauth-scopes` says what the token may do. */
export async function checkHealth(
  context: SlackContext,
): Promise<{ ok: boolean; message: string; may: string[]; mayNot: string[] }> {
  const { body, headers } = await callMethod(context, "auth.test");
  const who = `${String(body.user ?? "unknown")} in ${String(body.team ?? "unknown")}`;
  const scopes = headers["x-oauth-scopes"]?.split(",").map((scope) => scope.trim());
  // Without the header (Enterprise proxies drop it) only a message shows whether we may post.
  if (scopes === undefined)
    return {
      ok: true,
      message: `Signed in as ${who}; Slack did not say which scopes the token has.`,
      may: [],
      mayNot: [],
    };
  const mayPost = scopes.includes("chat:write") || scopes.includes("chat:write:bot");
  return mayPost
    ? { ok: true, message: `Signed in as ${who}`, may: ["post messages"], mayNot: [] }
    : {
        ok: false,
        message: `Signed in as ${who}, and the token lacks the scope chat:write.`,
        may: [],
        mayNot: ["post messages"],
      };
}
