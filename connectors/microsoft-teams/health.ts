import type { TeamsContext } from "./workflow.ts";

/** A workflow can only be tried by a message, and nobody is to be told that a connection was tested: what is looked at is its address alone. */
export async function checkHealth(
  context: TeamsContext,
): Promise<{ ok: boolean; message: string; may: string[]; mayNot: string[] }> {
  const url = context.secrets.workflowUrl ?? "";
  const host = URL.canParse(url) ? new URL(url).hostname : "";
  if (host === "")
    return { ok: false, message: "The secret workflowUrl is no URL.", may: [], mayNot: ["post messages"] };
  await context.dial(host, 443);
  return {
    ok: true,
    message: `${host} can be reached; whether the workflow posts, only a message shows.`,
    may: [],
    mayNot: [],
  };
}
