/** The door that deliveries come in by. On the hot path: bytes in, a receipt out, nothing in between that is not needed. */
import type { Context } from "hono";
import type { Histogram } from "prom-client";
import { InputError, RefusedError } from "../../errors.ts";
import type { IngestAnswer } from "../../ingest/receive.ts";
import { type Authenticator, type Caller, notFound } from "../authenticate.ts";
import type { ApiDeps } from "../deps.ts";
import { readBody } from "../read-body.ts";

export const INGEST_PATH = "/v1/ingest/:connection";
export const INGEST_NEEDS = ["ingest"] as const;
export const RECEIPT_HEADERS = { "content-type": "application/json" };

export interface IngestMeters {
  seconds: Histogram;
  count(answer: IngestAnswer): void;
}

/** A delivery at the door, whichever way its request is held. */
export interface AtTheDoor {
  caller(): Promise<Caller>;
  /** The connection it is for, as the path says. */
  connection: string;
  /** By their names in lower case. */
  headers: Record<string, string>;
  body(): Promise<Uint8Array>;
}

/** Takes a delivery in and answers its receipt as JSON, to be sent with 202, once it is durable. */
export type TakeIn = (delivery: AtTheDoor) => Promise<string>;

/** Makes what takes deliveries in. It throws 422 when nothing of a delivery could be read, which is kept all the same. */
export function newTakeIn(deps: ApiDeps, authenticator: Authenticator, meters: IngestMeters): TakeIn {
  return async ({ caller: callerOf, connection: name, headers, body: bodyOf }) => {
    const started = performance.now();
    const caller = await callerOf();
    await authenticator.access.demand(caller, "postIngest", INGEST_NEEDS);
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
    const answer = await deps.receive(connection, { headers, body: await bodyOf() });
    meters.count(answer);
    meters.seconds.observe((performance.now() - started) / 1000);
    if (answer.quarantined.length > 0 && answer.accepted + answer.duplicates + answer.ignored === 0)
      throw unreadable(answer);
    return JSON.stringify(answer);
  };
}

/** The door for whatever does not come in by `node-door.ts`. */
export function ingestHandler(
  { maxBodyBytes }: ApiDeps,
  authenticator: Authenticator,
  takeIn: TakeIn,
): (context: Context) => Promise<Response> {
  return async (context) => {
    const receipt = await takeIn({
      caller: () => authenticator.callerOf(context),
      connection: context.req.param("connection") ?? "",
      headers: context.req.header(),
      body: () => readBody(context.req.raw, maxBodyBytes),
    });
    return context.body(receipt, 202, RECEIPT_HEADERS);
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
