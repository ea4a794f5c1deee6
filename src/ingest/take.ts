/** Takes deliveries that were fetched from where they lay, durable together with the note of how far was fetched. */
import type { RawDelivery } from "../connector/connector.ts";
import { newId } from "../ids.ts";
import type { Client } from "../store/database.ts";
import { insertDeliveries, type NewDelivery } from "../store/delivery.ts";
import { type IngestConnection, type ReceiveDeps, readAndWrite } from "./receive.ts";

export interface Fetched {
  connection: IngestConnection;
  deliveries: RawDelivery[];
  /** Written in the same transaction, first; when it throws, nothing is written. */
  alongside(client: Client): Promise<void>;
}

export interface Take {
  /** Reads and writes; an empty body is a delivery too, and goes to quarantine like all that cannot be read. */
  read(fetched: Fetched): Promise<void>;
  /** For what cannot be written as it reads: kept word for word, in quarantine, so that it does not hold up what comes after it. */
  setAside(fetched: Fetched, reason: string): Promise<void>;
}

/** Makes the taking end beside {@link newReceive}. */
export function newTake(deps: ReceiveDeps): Take {
  return {
    async read({ connection, deliveries, alongside }) {
      const waiting = deliveries.map((delivery) => ({
        ...{ connection, id: newId(), receivedAt: new Date() },
        ...{ contentType: contentTypeOf(delivery), body: delivery.body, apart: undefined },
      }));
      const answers = await readAndWrite(deps, waiting, alongside);
      if (answers.some(({ accepted }) => accepted > 0)) deps.arrived();
    },
    async setAside({ connection, deliveries, alongside }, reason) {
      await insertDeliveries(
        deps.pool,
        deliveries.map((delivery) => unread(connection, delivery, reason)),
        alongside,
      );
    },
  };
}

function contentTypeOf({ headers }: RawDelivery): string {
  return headers["content-type"] ?? "";
}

function unread(
  { id: connectionId, workspaceId, name }: IngestConnection,
  raw: RawDelivery,
  reason: string,
): NewDelivery {
  const held = { id: newId(), position: 0, code: "ingest.unwritable", reason: reason.slice(0, 500) };
  const of = { id: newId(), workspaceId, connectionId, connection: name, receivedAt: new Date() };
  return { ...of, contentType: contentTypeOf(raw), body: raw.body, alerts: [], quarantined: [held] };
}
