/** A product that is asked: messages in memory, numbered, at most so many an answer; and a poller over it. */
import { z } from "zod";
import { type Connector, defineConnector, type Poll, type PollCursor } from "../../src/connector/connector.ts";
import { createEgress } from "../../src/connector/egress.ts";
import type { IngestConnection, ReceiveDeps } from "../../src/ingest/receive.ts";
import { newRush } from "../../src/ingest/rush.ts";
import { newTake } from "../../src/ingest/take.ts";
import { silentLog } from "../../src/log.ts";
import type { PollDeps } from "../../src/poll/deps.ts";
import { readingWith } from "../../src/reading.ts";
import { saveConnection } from "../../src/store/connection.ts";
import { transaction } from "../../src/store/database.ts";
import type { TestStore } from "./database.ts";

export interface Product {
  messages: string[];
  /** Called with each question; may wait, or throw. */
  asked(cursor: PollCursor | null, signal: AbortSignal): Promise<void>;
  note: string;
}

export interface PolledSource {
  product: Product;
  connector: Connector & { poll: Poll };
  deps(overrides?: Partial<ReceiveDeps>): PollDeps;
  /** Adds a connection to it, or changes the one of that name. */
  connect(name: string, settings?: Record<string, unknown>): Promise<string>;
}

const AT_ONCE = 3;

export function polledSource(store: TestStore): PolledSource {
  const product: Product = { messages: [], asked: async () => {}, note: "" };
  const connector = connectorOf(product);
  const connectors = new Map([[connector.id, connector]]);
  const pool = store.database.system;
  const egress = createEgress({ allowCidrs: [] });
  const known = new Map<string, IngestConnection>();
  return {
    product,
    connector,
    deps: (overrides = {}) => ({
      ...{ pool, connectors: [connector.id], maxBodyBytes: 1_000_000, log: silentLog },
      take: newTake({
        ...{ pool, maxBodyBytes: 1_000_000, arrived: () => {}, rush: newRush(), duplicates: async () => null },
        ...readingWith(connectors),
        ...overrides,
      }),
      async connection(_workspaceId, id) {
        const ingest = known.get(id);
        if (ingest === undefined) return undefined;
        return { ingest, connector, parts: { settings: ingest.settings, secrets: {}, egress, log: silentLog } };
      },
    }),
    async connect(name, given = {}) {
      const settings = connector.settings.parse(given) as Record<string, unknown>;
      const { workspaceId } = store;
      const about = { name, connector: connector.id, settings, secretNames: [], seal: () => null, by: "system" };
      const { id } = await transaction(pool, (client) => saveConnection(client, workspaceId, about));
      known.set(id, { id, workspaceId, name, connector, settings, secrets: {} });
      return id;
    },
  };
}

function connectorOf(product: Product): Connector & { poll: Poll } {
  const poll: Poll = {
    everySeconds: ({ every }) => every as number | null,
    async ask({ signal }, cursor, bounds) {
      await product.asked(cursor, signal);
      const from = (cursor?.taken as number | undefined) ?? 0;
      const to = Math.min(from + AT_ONCE, from + bounds.deliveries, product.messages.length);
      const deliveries = product.messages.slice(from, to).map((body) => ({ headers: {}, body: Buffer.from(body) }));
      return { deliveries, cursor: { taken: to }, more: to < product.messages.length, note: product.note };
    },
  };
  const connector = defineConnector({
    ...{ id: "numbered", title: "Numbered messages", docs: "https://example.com", secrets: [], actions: [] },
    settings: z.strictObject({
      every: z.number().nullable().default(60).describe("Seconds from one poll to the next"),
    }),
    source: {
      normalize: (raw) => ({
        uid: String((raw as { id: unknown }).id),
        title: `Number ${(raw as { id: unknown }).id}`,
        severity: "low",
        time: "2026-03-01T10:00:00Z",
        rule: { id: "numbered", name: "Numbered" },
        product: { name: "Numbers", vendor: "example" },
        entities: [{ role: "affected", type: "device", key: "web01", name: "web01" }],
      }),
    },
    health: async () => ({ ok: true, message: "", may: [], mayNot: [] }),
  });
  return { ...connector, poll };
}
