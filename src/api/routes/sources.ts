import { learnMapping } from "../../connector/infer/learn-mapping.ts";
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

function readMessages(deps: ApiDeps): Route {
  const summary = "Read messages as a connection would, and store nothing";
  const { ReadRequest: body, ReadMessages: answer } = contract;
  return route(
    { method: "post", path: "/v1/sources/read", tag, summary, needs: READERS, body, answer },
    async ({ caller: { workspaceId }, body: { connector, settings, ...samples } }) => ({
      items: deps.preview(connector, settings, await bodiesOf(deps, workspaceId, samples)),
    }),
  );
}

function learn(deps: ApiDeps): Route {
  const summary = "Propose a mapping from samples, with how sure each field is";
  const { LearnRequest: body, Proposal: answer } = contract;
  return route(
    { method: "post", path: "/v1/sources/learn", tag, summary, needs: READERS, body, answer },
    async ({ caller: { workspaceId }, body: samples }) => {
      const bodies = await bodiesOf(deps, workspaceId, samples);
      const messages = bodies.flatMap((one) => parseBody(one, undefined).documents.map(({ raw }) => raw));
      // What a source knows already needs no mapping, and would blur that of what nobody knows.
      const learned = learnMapping(
        messages.filter((message) => !deps.recognized(message)),
        deps.clock.now(),
        samples.connection,
      );
      if (learned.samples === 0)
        throw new InputError(
          "api.no-samples",
          "There is no JSON object to learn from that no source recognizes already; deliver some alerts first, or give a file of samples.",
        );
      return learned;
    },
  );
}

interface Samples {
  connection?: string | undefined;
  text?: string | undefined;
  deliveries: number;
}

/** The text, else what the connection received. */
async function bodiesOf(deps: ApiDeps, workspaceId: string, samples: Samples): Promise<Buffer[]> {
  const { connection: name, text, deliveries } = samples;
  if (text !== undefined) return [Buffer.from(text)];
  if (name === undefined)
    throw new InputError("api.no-samples", "There is nothing to read: give a text, or the name of a connection.");
  const sources = await deps.sources(workspaceId);
  const connection = sources.get(name);
  if (connection === undefined) throw notFound("connection that takes alerts called", name, sources.keys());
  const found = await inWorkspace(deps.database, workspaceId, (client) =>
    recentBodies(client, workspaceId, connection.id, deliveries),
  );
  return found.map(({ body }) => body);
}
