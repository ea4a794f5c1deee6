/** The door that deliveries come in by. On the hot path: bytes in, a receipt out, nothing in between that is not needed. */
import type { Context } from "hono";
import type { Histogram } from "prom-client";
import { InputError, RefusedError } from "../../errors.ts";
import type { IngestAnswer } from "../../ingest/receive.ts";
import { type Authenticator, notFound } from "../authenticate.ts";
import type { ApiDeps } from "../deps.ts";
import { answerText, headersOf } from "../node-sides.ts";
import { readBody } from "../read-body.ts";

export const INGEST_PATH = "/v1/ingest/:connection";
export const INGEST_NEEDS = ["ingest"] as const;
const ANSWERED = { "content-type": "application/json" };

export interface IngestMeters {
  seconds: Histogram;
  count(answer: IngestAnswer): void;
}

/** Answers 202 with a receipt once the delivery is durable; 422 when nothing of it could be read, which is kept all the same. */
export function ingestHandler(
  deps: ApiDeps,
  authenticator: Authenticator,
  meters: IngestMeters,
): (context: Context) => Promise<Response> {
  return async (context) => {
    const started = performance.now();
    const caller = await authenticator.callerOf(context);
    await authenticator.access.demand(caller, "postIngest", INGEST_NEEDS);
    const name = context.req.param("connection") ?? "";
    const sources = await deps.sources(caller.workspaceId);
    const connection = sources.get(name);
    if (connection === undefined)
      throw notFound("connection that takes alerts called", name, caller.connectionId === null ? sources.keys() : []);
    if (caller.connectionId !== null && caller.connectionId !== connection.id) {
      throw new RefusedError(
        "api.not-authorized",
        `The token "${caller.name}" may deliver to another connection only.`,
      );
    }
    const body = await readBody(context.req.raw, deps.maxBodyBytes);
    const answer = await deps.receive(connection, { headers: headersOf(context), body });
    meters.count(answer);
    meters.seconds.observe((performance.now() - started) / 1000);
    if (answer.quarantined.length > 0 && answer.accepted + answer.duplicates + answer.ignored === 0)
      throw unreadable(answer);
    return answerText(context, 202, ANSWERED, JSON.stringify(answer));
  };
}

function unreadable(answer: IngestAnswer): InputError {
  const first = answer.quarantined[0]!;
  return new InputError(
    "api.unreadable-delivery",
    `Nothing of the delivery could be read; it is kept in quarantine. ${first.code}: ${first.reason}`,
    {
      details: { ...answer },
    },
  );
}
