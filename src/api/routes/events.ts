import { InputError } from "../../errors.ts";
import { eventQuery as query } from "../contract/event.ts";
import type { ApiDeps } from "../deps.ts";
import { READERS, type Route, route } from "../door.ts";
import { Streamed } from "../streamed.ts";

/** What changes, told while it happens: names of things alone, to be read by whoever may read them. */
export function eventRoute({ changes }: ApiDeps): Route {
  const summary = "Listen to what changes in the workspace, as server-sent events that name it";
  return route(
    { method: "get", path: "/v1/events", tag: "events", summary, needs: READERS, query, streams: true },
    async ({ caller: { workspaceId }, header, query: { after }, stillMay }) => {
      const from = placeIn(header("last-event-id")) ?? after;
      return new Streamed("text/event-stream", await changes.listen(workspaceId, from, stillMay));
    },
  );
}

function placeIn(header: string | undefined): number | undefined {
  if (header === undefined || header === "") return undefined;
  if (/^(?:-1|\d{1,15})$/.test(header)) return Number(header);
  throw new InputError("api.bad-value", "The header Last-Event-ID is not one that an event of this address had.");
}
