import { proposeMapping, settingsOf } from "../../connector/infer/propose-mapping.ts";
import { InputError } from "../../errors.ts";
import { parseBody } from "../../ingest/parse.ts";
import { inWorkspace } from "../../store/database.ts";
import { recentBodies } from "../../store/delivery-read.ts";
import { notFound } from "../authenticate.ts";
import * as contract from "../contract/source.ts";
import type { ApiDeps } from "../deps.ts";
import { READERS, type Route, route } from "../door.ts";

const tag = "sources";

/** How messages are read: tried out, and learned from. Nothing of it is stored. */
export function sourceRoutes(deps: ApiDeps): Route[] {
  return [readMessages(deps), learn(deps)];
}

function readMessages({ preview }: ApiDeps): Route {
  const summary = "Read messages as a connection would, and store nothing";
  const { ReadRequest: body, ReadMessages: answer } = contract;
  return route(
    { method: "post", path: "/v1/sources/read", tag, summary, needs: READERS, body, answer },
    async ({ body: { connector, settings, text } }) => ({ items: preview(connector, settings, text) }),
  );
}

function learn(deps: ApiDeps): Route {
  const summary = "Propose a mapping from samples, with how sure each field is";
  const { LearnRequest: body, Proposal: answer } = contract;
  return route(
    { method: "post", path: "/v1/sources/learn", tag, summary, needs: READERS, body, answer },
    async ({ caller: { workspaceId }, body: { connection, text, deliveries } }) => {
      const bodies =
        text === undefined ? await bodiesOf(deps, workspaceId, connection, deliveries) : [Buffer.from(text)];
      const messages = bodies.flatMap((one) => parseBody(one, undefined).documents.map(({ raw }) => raw));
      // What a source knows already needs no mapping, and would blur that of what nobody knows.
      const unknown = messages.filter((message) => !deps.recognized(message));
      const proposal = proposeMapping(unknown, deps.clock.now());
      if (proposal.samples === 0)
        throw new InputError(
          "api.no-samples",
          "There is no JSON object to learn from that no source recognizes already; deliver some alerts first, or give a file of samples.",
        );
      return { samples: proposal.samples, fields: proposal.fields, settings: settingsOf(proposal) };
    },
  );
}

async function bodiesOf(
  deps: ApiDeps,
  workspaceId: string,
  name: string | undefined,
  limit: number,
): Promise<Buffer[]> {
  const sources = await deps.sources(workspaceId);
  const connection = sources.get(name ?? "");
  if (connection === undefined) throw notFound("connection that takes alerts called", name ?? "", sources.keys());
  const found = await inWorkspace(deps.database, workspaceId, (client) =>
    recentBodies(client, workspaceId, connection.id, limit),
  );
  return found.map(({ body }) => body);
}
