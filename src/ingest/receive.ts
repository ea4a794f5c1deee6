/** Takes one delivery: authenticated by the door, verified as the vendor signs, read, normalised, and durable before the answer. */

import type { Connector, RawDelivery } from "../connector/connector.ts";
import { InputError, TransientError } from "../errors.ts";
import { newId } from "../ids.ts";
import type { Pool } from "../store/database.ts";
import {
  type DeliveryOutcome,
  insertDeliveries,
  type NewAlert,
  type NewDelivery,
  type NewQuarantine,
} from "../store/delivery.ts";
import { groupCommit } from "../store/group-commit.ts";
import { gunzipLimited } from "./gunzip.ts";
import { parseBody } from "./parse.ts";

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

export interface ReceiveDeps {
  pool: Pool;
  /** Normalisation is another stage; it is handed in. Must not throw. */
  normalize(
    connection: IngestConnection,
    document: unknown,
    context: { deliveryId: string; receivedAt: Date },
  ): Reading[];
  /** Called after deliveries became durable. */
  arrived(): void;
  maxBodyBytes: number;
}

/** Past this many deliveries waiting for their commit the sender is asked to come back, instead of memory growing. */
const MAX_WAITING = 2_000;

export type Receive = (connection: IngestConnection, delivery: RawDelivery) => Promise<IngestAnswer>;

/** Makes the receiving end. Deliveries that arrive together share a commit. */
export function newReceive(deps: ReceiveDeps): Receive {
  const commit = groupCommit<NewDelivery, DeliveryOutcome>({
    lanes: 2,
    maxBatch: 100,
    write: (deliveries) => insertDeliveries(deps.pool, deliveries),
  });
  return async (connection, delivery) => {
    if (commit.waiting() > MAX_WAITING)
      throw new TransientError(
        "ingest.overloaded",
        "More deliveries are waiting than can be written; send again in a second.",
        { retryAfterMs: 1000 },
      );
    verifySignature(connection, delivery);
    const body =
      delivery.headers["content-encoding"] === "gzip" ? gunzipLimited(delivery.body, deps.maxBodyBytes) : delivery.body;
    if (body.byteLength === 0)
      throw new InputError(
        "ingest.empty",
        "The body is empty; expected a JSON object, an array or one JSON object a line.",
      );
    const row = read(deps, connection, body, delivery.headers["content-type"] ?? "");
    const outcome = await commit.add(row.delivery);
    if (outcome.accepted > 0) deps.arrived();
    return { deliveryId: row.delivery.id, ...outcome, ignored: row.ignored, quarantined: row.delivery.quarantined };
  };
}

function verifySignature(connection: IngestConnection, delivery: RawDelivery): void {
  const verify = connection.connector.source?.verify;
  const secret = verify === undefined ? undefined : connection.secrets[verify.secret];
  if (verify !== undefined && secret !== undefined) verify.check(delivery, secret, new Date(), connection.settings);
}

function read(
  deps: ReceiveDeps,
  connection: IngestConnection,
  body: Uint8Array,
  contentType: string,
): { delivery: NewDelivery; ignored: number } {
  const receivedAt = new Date();
  const deliveryId = newId();
  const parsed = parseBody(body, contentType, undefined, connection.connector.source?.text);
  const alerts: NewAlert[] = [];
  const quarantined: NewQuarantine[] = parsed.unreadable.map((one) => ({
    id: newId(),
    position: one.position,
    code: "ingest.unreadable",
    reason: `Line ${one.line}, column ${one.column}: ${one.reason}`,
  }));
  let ignored = 0;
  for (const document of parsed.documents) {
    for (const reading of deps.normalize(connection, document.raw, { deliveryId, receivedAt })) {
      if (reading === null) ignored += 1;
      else if ("alert" in reading) alerts.push({ ...reading.alert, id: newId(), position: document.position });
      else quarantined.push({ id: newId(), position: document.position, ...reading });
    }
  }
  return {
    delivery: {
      id: deliveryId,
      workspaceId: connection.workspaceId,
      connectionId: connection.id,
      contentType,
      body,
      alerts,
      quarantined,
    },
    ignored,
  };
}
