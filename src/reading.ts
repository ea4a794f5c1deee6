/** How deliveries are read: by the source of their connection, or by the one that recognizes them. */
import type { ApiDeps } from "./api/deps.ts";
import { inferredOf } from "./api/inferred.ts";
import type { Connector, Source } from "./connector/connector.ts";
import { InputError } from "./errors.ts";
import { nearestName } from "./expression/nearest.ts";
import { parseBody } from "./ingest/parse.ts";
import type { TextWay } from "./ingest/parse-text.ts";
import type { ReceiveDeps } from "./ingest/receive.ts";
import type { Reading } from "./normalize/read-document.ts";
import { newReader, type Reader } from "./normalize/reader.ts";

export type Readings = Pick<ReceiveDeps, "normalize" | "textWay"> & Pick<ApiDeps, "preview" | "recognized">;

/** What ingestion and the doors are handed of normalisation, over these connectors. */
export function readingWith(connectors: ReadonlyMap<string, Connector>): Readings {
  const reader = newReader(connectors.values());
  return {
    normalize(connection, document, { deliveryId, receivedAt }) {
      const source = connection.connector.source;
      if (source === undefined)
        return [{ code: "ingest.no-source", reason: `The connector ${connection.connector.id} does not send alerts.` }];
      const context = { connectionId: connection.id, connection: connection.name, receivedAt, ingestId: deliveryId };
      return reader.read(source, document, connection.settings, context);
    },
    textWay: ({ connector: { source } }) => textWayOf(reader, source),
    recognized: (message) => reader.productOf(message) !== undefined,
    preview(id, settings, bodies) {
      const connector = connectors.get(id);
      if (connector?.source === undefined) throw noSource(id, connectors);
      return previewWith(reader, connector, checked(connector, settings), bodies);
    },
  };
}

function textWayOf(reader: Reader, source: Source | undefined): TextWay | undefined {
  return source?.defers && source.text === "lines" ? { lines: true, isWhole: reader.isWhole } : source?.text;
}

function noSource(id: string, connectors: ReadonlyMap<string, Connector>): InputError {
  const known = [...connectors.values()].filter(({ source }) => source !== undefined).map((one) => one.id);
  const nearest = nearestName(id, known);
  return new InputError(
    "api.not-found",
    `There is no connector "${id.slice(0, 100)}" that reads alerts.${nearest === undefined ? "" : ` Did you mean "${nearest}"?`}`,
  );
}

function checked(connector: Connector, settings: Record<string, unknown>): Record<string, unknown> {
  const parsed = connector.settings.safeParse(settings);
  if (parsed.success) return parsed.data as Record<string, unknown>;
  const issue = parsed.error.issues[0];
  throw new InputError(
    "connector.bad-settings",
    `settings.${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not what was expected"}`,
  );
}

/** Documents of one request that are looked at. */
const MAX_DOCUMENTS = 1_000;

/** As for no connection that there is: what is read is shown, and kept by nobody. */
function previewWith(
  reader: Reader,
  connector: Connector,
  settings: Record<string, unknown>,
  bodies: readonly Uint8Array[],
): ReturnType<ApiDeps["preview"]> {
  const source = connector.source as Source;
  const context = { connectionId: "preview", connection: "preview", receivedAt: new Date() };
  const items: ReturnType<ApiDeps["preview"]> = [];
  let before = 0;
  for (const body of bodies) {
    const parsed = parseBody(body, undefined, { maxDocuments: MAX_DOCUMENTS }, textWayOf(reader, source));
    const unreadable = parsed.unreadable.map(({ position, line, column, reason }) => ({
      ...{ position: before + position, connector: connector.id, what: "refused" as const, alert: null },
      reason: `Line ${line}, column ${column}: ${reason}`,
    }));
    const read = parsed.documents.flatMap(({ raw, position }) => {
      const by = source.defers ? (reader.productOf(raw)?.id ?? connector.id) : connector.id;
      return reader
        .read(source, raw, settings, context)
        .map((reading) => ({ position: before + position, connector: by, ...shown(reading) }));
    });
    items.push(...[...read, ...unreadable].sort((a, b) => a.position - b.position));
    before += parsed.documents.length + parsed.unreadable.length;
    if (before >= MAX_DOCUMENTS) break;
  }
  return items;
}

function shown(reading: Reading): Omit<ReturnType<ApiDeps["preview"]>[number], "position" | "connector"> {
  if (reading === null) return { what: "no-alert", reason: "the source says that this is no alert", alert: null };
  if (!("alert" in reading)) return { what: "refused", reason: `${reading.code}: ${reading.reason}`, alert: null };
  const {
    uid,
    title,
    severity,
    entityType,
    entityKey,
    source,
    initialDisposition,
    ruleId,
    time,
    techniques,
    details,
    finding,
  } = reading.alert;
  const inferred = inferredOf(finding);
  const { entities, observables } = details;
  const columns = { uid, title, severity, entityType, entityKey, source, initialDisposition, ruleId, time, techniques };
  return { what: "alert", reason: "", alert: { ...columns, entities, observables, inferred } as never };
}
