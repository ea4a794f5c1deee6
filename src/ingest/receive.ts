/** Takes one delivery: authenticated by the door, verified as the vendor signs, read, normalised, and durable before the answer. */

import type { Connector, RawDelivery } from "../connector/connector.ts";
import { InputError, TransientError } from "../errors.ts";
import { newId, sha256 } from "../ids.ts";
import type { Client, Pool } from "../store/database.ts";
import {
  type DeliveryOutcome,
  insertDeliveries,
  type NewAlert,
  type NewDelivery,
  type NewQuarantine,
} from "../store/delivery.ts";
import { groupCommit } from "../store/group-commit.ts";
import { newShares } from "./fair-share.ts";
import { gunzipLimited } from "./gunzip.ts";
import { parseBody } from "./parse.ts";
import type { TextWay } from "./parse-text.ts";
import type { Rush } from "./rush.ts";

/** A connection that deliveries come by. */
export interface IngestConnection {
  id: string;
  workspaceId: string;
  name: string;
  connector: Connector;
  settings: Record<string, unknown>;
  secrets: Record<string, string>;
}

export interface IngestAnswer {
  deliveryId: string;
  /** New alerts. */
  accepted: number;
  /** Alerts that were known already. */
  duplicates: number;
  /** Messages that are no alerts by the source's own account. */
  ignored: number;
  /** What could not be read: kept, with the reason, and replayable. */
  quarantined: { id: string; position: number; code: string; reason: string }[];
}

/** One raw alert read: an alert to store, a reason to quarantine it, or null when it is no alert. */
export type Reading = { alert: Omit<NewAlert, "id" | "position"> } | { code: string; reason: string } | null;

/** Completes an alert with what it is folded by; null leaves it as it is. */
export type Duplicates = (
  alert: Omit<NewAlert, "id" | "position">,
  connection: { id: string; name: string },
) => Pick<NewAlert, "fingerprint" | "dedupSeconds" | "foldRule"> | null;

export interface ReceiveDeps {
  pool: Pool;
  /** Normalisation is another stage; it is handed in. Must not throw. */
  normalize(
    connection: IngestConnection,
    document: unknown,
    context: { deliveryId: string; receivedAt: Date },
  ): Reading[];
  /** What folds a workspace's alerts beyond those that their source gave one id; null where nothing does. */
  duplicates(workspaceId: string): Promise<Duplicates | null>;
  /** How the connection's source reads a body that is no JSON. */
  textWay(connection: IngestConnection): TextWay | undefined;
  /** Called after deliveries became durable. */
  arrived(): void;
  /** Told of deliveries that wait for their receipt. */
  rush: Rush;
  maxBodyBytes: number;
}

/** Past this many deliveries waiting for their commit the sender is asked to come back, instead of memory growing. */
const MAX_WAITING = 2_000;
/** One connection alone may not fill that: what is left is for the others. */
const MAX_WAITING_OF_ONE = 1_500;

/** `apart` takes only the alerts of those ids, and makes each an alert of its own though a rule would fold it; once, however often it is called. */
export type Receive = (
  connection: IngestConnection,
  delivery: RawDelivery,
  apart?: { of: string; uids: ReadonlySet<string> },
) => Promise<IngestAnswer>;

/** A delivery that waits for its commit. */
export interface Waiting {
  connection: IngestConnection;
  id: string;
  receivedAt: Date;
  contentType: string;
  body: Uint8Array;
  apart: Parameters<Receive>[2];
}

/**
 * Makes the receiving end. Deliveries that arrive together are read together, because the same work done in a row costs less than half of
 * what it costs in between other work, and share a commit.
 */
export function newReceive(deps: ReceiveDeps): Receive {
  const commit = groupCommit<Waiting, IngestAnswer>({
    lanes: 4,
    laneWeight: LANE_BYTES,
    maxBatch: 200,
    maxWeight: BATCH_BYTES,
    weigh: ({ body }) => body.byteLength,
    write: (waiting) => readAndWrite(deps, waiting),
  });
  const shares = newShares(MAX_WAITING_OF_ONE);
  return async (connection, delivery, apart) => {
    if (commit.waiting() > MAX_WAITING || shares.isFull(connection.id)) throw overloaded();
    verifySignature(connection, delivery);
    const body =
      delivery.headers["content-encoding"] === "gzip" ? gunzipLimited(delivery.body, deps.maxBodyBytes) : delivery.body;
    if (body.byteLength === 0)
      throw new InputError(
        "ingest.empty",
        "The body is empty; expected a JSON object, an array or one JSON object a line.",
      );
    const contentType = delivery.headers["content-type"] ?? "";
    const waiting = { connection, id: newId(), receivedAt: new Date(), contentType, body, apart };
    const answer = await shares.holding(connection.id, deps.rush.during(commit.add(waiting)));
    if (answer.accepted > 0) deps.arrived();
    return answer;
  };
}

/** A commit takes deliveries until it holds so many bytes, and another is begun beside it for each so many that wait. */
const BATCH_BYTES = 1_000_000;
const LANE_BYTES = 32_000;

function overloaded(): TransientError {
  return new TransientError(
    "ingest.overloaded",
    "More deliveries are waiting than can be written; send again in a second.",
    { retryAfterMs: 1000 },
  );
}

/** Reads deliveries and writes them in one transaction, with what is to be written `alongside`. */
export async function readAndWrite(
  deps: ReceiveDeps,
  waiting: Waiting[],
  alongside?: (client: Client) => Promise<void>,
): Promise<IngestAnswer[]> {
  const folds = await duplicatesOf(deps, waiting);
  const read = waiting.map((one) => readDelivery(deps, one, folds.get(one.connection.workspaceId) ?? null));
  const outcomes: DeliveryOutcome[] = await insertDeliveries(
    deps.pool,
    read.map(({ delivery }) => delivery),
    alongside,
  );
  return read.map(({ delivery, ignored }, index) => ({
    deliveryId: delivery.id,
    ...outcomes[index]!,
    ignored,
    quarantined: delivery.quarantined,
  }));
}

async function duplicatesOf(deps: ReceiveDeps, waiting: Waiting[]): Promise<Map<string, Duplicates | null>> {
  const folds = new Map<string, Duplicates | null>();
  for (const { connection } of waiting) {
    if (!folds.has(connection.workspaceId))
      folds.set(connection.workspaceId, await deps.duplicates(connection.workspaceId));
  }
  return folds;
}

function verifySignature(connection: IngestConnection, delivery: RawDelivery): void {
  const verify = connection.connector.source?.verify;
  const secret = verify === undefined ? undefined : connection.secrets[verify.secret];
  if (verify !== undefined && secret !== undefined) verify.check(delivery, secret, new Date(), connection.settings);
}

function readDelivery(
  deps: ReceiveDeps,
  waiting: Waiting,
  duplicates: Duplicates | null,
): { delivery: NewDelivery; ignored: number } {
  const { connection, id, receivedAt, contentType, body, apart } = waiting;
  const parsed = parseBody(body, contentType, undefined, deps.textWay(connection));
  const alerts: NewAlert[] = [];
  const quarantined: NewQuarantine[] = parsed.unreadable.map((one) => ({
    id: newId(),
    position: one.position,
    code: "ingest.unreadable",
    reason: `Line ${one.line}, column ${one.column}: ${one.reason}`,
  }));
  let ignored = 0;
  const context = { deliveryId: id, receivedAt };
  for (const { raw, position } of parsed.documents) {
    for (const reading of deps.normalize(connection, raw, context)) {
      if (reading === null) ignored += 1;
      else if ("alert" in reading && apart !== undefined) alerts.push(...takenApart(reading.alert, position, apart));
      else if ("alert" in reading)
        alerts.push(Object.assign(reading.alert, duplicates?.(reading.alert, connection), { id: newId(), position }));
      else quarantined.push({ id: newId(), position, ...reading });
    }
  }
  const { workspaceId, id: connectionId, name } = connection;
  const of = { workspaceId, connectionId, connection: name };
  return { delivery: { id, ...of, receivedAt, contentType, body, alerts, quarantined }, ignored };
}

function takenApart(
  alert: Omit<NewAlert, "id" | "position">,
  position: number,
  apart: { of: string; uids: ReadonlySet<string> },
): NewAlert[] {
  if (!apart.uids.has(alert.uid)) return [];
  const fingerprint = sha256(JSON.stringify(["apart", apart.of, alert.uid])).slice(0, 32);
  return [Object.assign(alert, { fingerprint, id: newId(), position })];
}
