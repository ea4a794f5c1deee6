import { callRest, type RequestTrackerContext } from "./rest.ts";

/** GET /rt says whether we are let in; the queue's own links say whether tickets may be opened there. */
export async function checkHealth(
  context: RequestTrackerContext,
): Promise<{ ok: boolean; message: string; may: string[]; mayNot: string[] }> {
  const { queue } = context.settings;
  const { body } = await callRest(context, "GET", "/rt");
  const version = String((body as { Version?: unknown } | null)?.Version ?? "unknown");
  const answer = await callRest(context, "GET", `/queue/${encodeURIComponent(queue)}`, { accept: [403, 404] });
  const links = (answer.body as { _hyperlinks?: { ref?: string; type?: string }[] } | null)?._hyperlinks ?? [];
  const mayCreate = answer.status === 200 && links.some(({ ref, type }) => ref === "create" && type === "ticket");
  const create = `open tickets in ${queue}`;
  if (answer.status !== 200)
    return {
      ok: false,
      message: `Request Tracker ${version} answers, and shows no queue "${queue}".`,
      may: [],
      mayNot: [create],
    };
  return {
    ok: mayCreate,
    message: mayCreate
      ? `Request Tracker ${version}`
      : `Request Tracker ${version} answers, and this account may not open tickets in "${queue}"; grant CreateTicket.`,
    may: mayCreate ? [create] : [],
    mayNot: mayCreate ? [] : [create],
  };
}
