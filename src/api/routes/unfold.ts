import { RefusedError } from "../../errors.ts";
import { parseBody } from "../../ingest/parse.ts";
import { readAlert } from "../../store/alert-read.ts";
import { type Client, inWorkspace } from "../../store/database.ts";
import { type FoldedMessage, foldedMessages, forgetFolds } from "../../store/fold.ts";
import { readDeliveryBody } from "../../store/quarantine.ts";
import { notFound } from "../authenticate.ts";
import { Unfolded as answer } from "../contract/belonging.ts";
import { idParams as params } from "../contract/page.ts";
import type { ApiDeps } from "../deps.ts";
import { ANALYSTS, type Route, route } from "../door.ts";

const AT_ONCE = 500;

/** Makes alerts again of what a rule folded into one, out of the messages as they came. */
export function unfoldRoute(deps: ApiDeps): Route {
  const summary = "Make alerts of their own of what a rule folded into this one, at most 500 messages a call";
  return route(
    { method: "post", path: "/v1/alerts/{id}/unfold", tag: "alerts", summary, needs: ANALYSTS, params, answer },
    async ({ caller: { workspaceId }, actor, params: { id } }) => {
      const within = <T>(work: (client: Client) => Promise<T>) => inWorkspace(deps.database, workspaceId, work);
      const { connection, messages } = await within((client) => foldedIn(client, workspaceId, id));
      let accepted = 0;
      const read: FoldedMessage[] = [];
      for (const message of messages) {
        const fresh = await readApart(deps, workspaceId, connection, message);
        if (fresh === null) continue;
        accepted += fresh;
        read.push(message);
      }
      if (read.length === 0)
        throw new RefusedError(
          "api.conflict",
          "The messages that were folded into this alert are no longer kept, or no longer read.",
        );
      await within((client) => forgetFolds(client, workspaceId, id, read, { by: actor, accepted }));
      const rest = await within((client) => foldedMessages(client, workspaceId, id, AT_ONCE));
      return { accepted, left: Math.max(0, rest.length - (messages.length - read.length)) };
    },
  );
}

async function foldedIn(
  client: Client,
  workspaceId: string,
  id: string,
): Promise<{ connection: string; messages: FoldedMessage[] }> {
  const alert = await readAlert(client, workspaceId, id);
  if (alert === null) throw notFound("alert", id);
  const messages = await foldedMessages(client, workspaceId, id, AT_ONCE);
  if (messages.length === 0)
    throw new RefusedError(
      "api.conflict",
      "No rule folded anything into this alert; what was only delivered again is it.",
    );
  return { connection: String(alert.connection), messages };
}

/** Read as if it came now, so that what it opens is responded to now; a second time it is known already. Null when it is no longer there to be read: then it stays folded. */
async function readApart(
  deps: ApiDeps,
  workspaceId: string,
  name: string,
  { deliveryId, position, uids }: FoldedMessage,
): Promise<number | null> {
  const connection = (await deps.sources(workspaceId)).get(name);
  if (connection === undefined) throw notFound("connection that takes alerts", name);
  const kept = await inWorkspace(deps.database, workspaceId, (client) =>
    readDeliveryBody(client, workspaceId, deliveryId),
  );
  if (kept === null) return null;
  const parsed = parseBody(kept.body, kept.contentType, undefined, deps.textWay(connection));
  const document = parsed.documents.find((one) => one.position === position);
  if (document === undefined) return null;
  const body = new TextEncoder().encode(JSON.stringify(document.raw));
  const delivery = { headers: { "content-type": "application/json" }, body };
  const apart = { of: `${deliveryId} ${position}`, uids: new Set(uids) };
  return (await deps.receive({ ...connection, secrets: {} }, delivery, apart)).accepted;
}
