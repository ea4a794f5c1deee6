import { RefusedError } from "../../errors.ts";
import { parseBody } from "../../ingest/parse.ts";
import type { IngestAnswer } from "../../ingest/receive.ts";
import { readRaw } from "../../store/alert-read.ts";
import { inWorkspace } from "../../store/database.ts";
import {
  listQuarantine,
  type QuarantineRow,
  readDeliveryBody,
  readQuarantine,
  settleQuarantine,
} from "../../store/quarantine.ts";
import { notFound } from "../authenticate.ts";
import * as contract from "../contract/alert.ts";
import { IngestReceipt } from "../contract/ingest.ts";
import { Done, idParams } from "../contract/page.ts";
import type { ApiDeps } from "../deps.ts";
import { ANALYSTS, READERS, type Route, route } from "../door.ts";

const tag = "quarantine";

/** What could not be read: look at it, read it again once its connector or mapping is mended, or give it up. */
export function quarantineRoutes(deps: ApiDeps): Route[] {
  return [listOf(deps), readOne(deps), replay(deps), discard(deps)];
}

function listOf({ database }: ApiDeps): Route {
  const summary = "List what could not be read";
  const { quarantineQuery: query, QuarantinePage: answer } = contract;
  return route(
    { method: "get", path: "/v1/quarantine", tag, summary, needs: READERS, query, answer },
    ({ caller: { workspaceId }, query: { limit, cursor, ...filter } }) =>
      inWorkspace(database, workspaceId, (client) => listQuarantine(client, workspaceId, filter, { limit, cursor })),
  );
}

function readOne({ database }: ApiDeps): Route {
  const summary = "Read what could not be read, with the message it came in";
  const answer = contract.QuarantineDetail;
  return route(
    { method: "get", path: "/v1/quarantine/{id}", tag, summary, needs: READERS, params: idParams, answer },
    ({ caller: { workspaceId }, params: { id } }) =>
      inWorkspace(database, workspaceId, async (client) => {
        const item = await readQuarantine(client, workspaceId, id);
        if (item === null) throw notFound("quarantined message", id);
        return { ...item, raw: await readRaw(client, workspaceId, item.deliveryId, item.position) };
      }),
  );
}

function replay(deps: ApiDeps): Route {
  const summary = "Read a message again; what still cannot be read is held anew";
  return route(
    {
      method: "post",
      path: "/v1/quarantine/{id}/replay",
      tag,
      summary,
      needs: ANALYSTS,
      params: idParams,
      answer: IngestReceipt,
    },
    async ({ caller: { workspaceId }, actor, params: { id } }) => {
      const { item, body } = await heldItem(deps, workspaceId, id);
      const answer = await readAgain(deps, workspaceId, item, body);
      const details = {
        deliveryId: answer.deliveryId,
        accepted: answer.accepted,
        quarantined: answer.quarantined.length,
      };
      await inWorkspace(deps.database, workspaceId, (client) =>
        settleQuarantine(client, workspaceId, item, { status: "replayed", by: actor, details }),
      );
      return answer;
    },
  );
}

async function heldItem(
  { database }: ApiDeps,
  workspaceId: string,
  id: string,
): Promise<{ item: QuarantineRow; body: { contentType: string; body: Buffer } }> {
  return inWorkspace(database, workspaceId, async (client) => {
    const item = await readQuarantine(client, workspaceId, id);
    if (item === null) throw notFound("quarantined message", id);
    if (item.status !== "held") throw settled(item);
    const body = await readDeliveryBody(client, workspaceId, item.deliveryId);
    if (body === null) throw notFound("delivery", item.deliveryId);
    return { item, body };
  });
}

/** Only the one document, not its neighbors that were read well. Its sender proved itself when it came. */
async function readAgain(
  deps: ApiDeps,
  workspaceId: string,
  item: QuarantineRow,
  { contentType, body }: { contentType: string; body: Buffer },
): Promise<IngestAnswer> {
  const connection = (await deps.sources(workspaceId)).get(item.connection ?? "");
  if (connection === undefined) throw notFound("connection that takes alerts", item.connection ?? "");
  const parsed = parseBody(body, contentType, undefined, deps.textWay(connection));
  const document = parsed.documents.find(({ position }) => position === item.position);
  const unreadable = parsed.unreadable.find(({ position }) => position === item.position);
  const text = document === undefined ? (unreadable?.text ?? "") : JSON.stringify(document.raw);
  return deps.receive(
    { ...connection, secrets: {} },
    { headers: { "content-type": "application/json" }, body: new TextEncoder().encode(text) },
  );
}

function discard({ database }: ApiDeps): Route {
  const summary = "Give a message up; it stays recorded";
  return route(
    {
      method: "post",
      path: "/v1/quarantine/{id}/discard",
      tag,
      summary,
      needs: ANALYSTS,
      params: idParams,
      answer: Done,
    },
    ({ caller: { workspaceId }, actor, params: { id } }) =>
      inWorkspace(database, workspaceId, async (client) => {
        const item = await readQuarantine(client, workspaceId, id);
        if (item === null) throw notFound("quarantined message", id);
        const how = { status: "discarded", by: actor, details: { code: item.code } } as const;
        if (!(await settleQuarantine(client, workspaceId, item, how))) throw settled(item);
        return { done: true };
      }),
  );
}

function settled(item: QuarantineRow): RefusedError {
  return new RefusedError("api.conflict", `This message is no longer held: it was ${item.status}.`);
}
