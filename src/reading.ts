/** How deliveries are read: by the source of their connection, or by the one that recognizes them. */
import type { Connector } from "./connector/connector.ts";
import type { ReceiveDeps } from "./ingest/receive.ts";
import { newReader } from "./normalize/reader.ts";

/** What ingestion is handed of normalisation, over these connectors. */
export function readingWith(connectors: ReadonlyMap<string, Connector>): Pick<ReceiveDeps, "normalize" | "textWay"> {
  const reader = newReader(connectors.values());
  return {
    normalize(connection, document, { deliveryId, receivedAt }) {
      const source = connection.connector.source;
      if (source === undefined)
        return [{ code: "ingest.no-source", reason: `The connector ${connection.connector.id} does not send alerts.` }];
      const context = { connectionId: connection.id, connection: connection.name, receivedAt, ingestId: deliveryId };
      return reader.read(source, document, connection.settings, context);
    },
    textWay: ({ connector: { source } }) =>
      source?.defers && source.text === "lines" ? { lines: true, isWhole: reader.isWhole } : source?.text,
  };
}
