/** The range with real connections to its SIEM and ticket system, sync between them and a database, and incidents written by hand. */
import rangeSiem from "../../connectors/range-siem/connector.ts";
import rangeTicket from "../../connectors/range-ticket/connector.ts";
import { startRange } from "../../range/start.ts";
import type { Connector } from "../../src/connector/connector.ts";
import { createEgress } from "../../src/connector/egress.ts";
import { requestCancel } from "../../src/engine/run-table.ts";
import { newId } from "../../src/ids.ts";
import { silentLog } from "../../src/log.ts";
import type { ReadyConnection } from "../../src/respond/content.ts";
import { saveConnection } from "../../src/store/connection.ts";
import { transaction } from "../../src/store/database.ts";
import { queueChange } from "../../src/store/sync.ts";
import type { SyncConnection } from "../../src/sync/outside.ts";
import { newSync } from "../../src/sync/sync.ts";
import { syncConnections } from "../../src/sync-connections.ts";
import { type TestStore, testStore } from "./database.ts";

type Json = Record<string, unknown>;
const TOKEN = "token-of-the-test";

export type RangeSync = Awaited<ReturnType<typeof startRangeSync>>;

/** `through` may wrap connections, to lose what a test wants lost. */
export async function startRangeSync(
  through: (connection: SyncConnection) => SyncConnection = (connection) => connection,
) {
  const store = await testStore();
  const range = await startRange({ token: TOKEN });
  const egress = createEgress({ allowCidrs: ["127.0.0.0/8"] });
  const add = async (name: "siem" | "ticket", connector: Connector): Promise<ReadyConnection> => {
    const settings = connector.settings.parse({ url: range.parts[name].url }) as Json;
    const saved = { name, connector: connector.id, settings, secretNames: [], seal: () => null, by: "system" };
    const { id } = await transaction(store.database.system, (client) =>
      saveConnection(client, store.workspaceId, saved),
    );
    return { id, name, connector, parts: { settings, secrets: { token: TOKEN }, egress, log: silentLog } };
  };
  const ready = [
    await add("siem", rangeSiem as unknown as Connector),
    await add("ticket", rangeTicket as unknown as Connector),
  ];
  const connections = syncConnections(ready).map((connection) => through(connection));
  const deps = {
    database: store.database,
    worker: newId(),
    connections: async () => connections,
    cancelRun: requestCancel,
    log: silentLog,
    pollMs: 1,
  };
  const sync = newSync(deps);
  const call = async (part: "siem" | "ticket", method: string, path: string, body?: Json): Promise<Json> => {
    const headers = { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" };
    const answer = await fetch(`${range.parts[part].url}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return (await answer.json()) as Json;
  };
  return {
    store,
    sync,
    deps,
    connectionIds: { siem: ready[0]!.id, ticket: ready[1]!.id },
    call,
    ...incidentsByHand(store),
    async stop() {
      await egress.close();
      await range.stop();
      await store.close();
    },
  };
}

/** Rows as the pipeline writes them, as short as the tests allow. */
export function incidentsByHand(store: TestStore) {
  const { system } = store.database;
  let number = 0;
  return {
    /** An incident in progress, with one alert for each uid, and its `opened` change. */
    async incident(alerts: { uid: string; connectionId: string }[], more: Json = {}): Promise<string> {
      const id = newId();
      const row: Json = {
        id,
        workspace_id: store.workspaceId,
        number: ++number,
        title: "Something happened",
        status: "in-progress",
        severity: "high",
        severity_id: 4,
        priority: "high",
        disposition: "unknown",
        initial_disposition: "unknown",
        disposition_reason: "",
        entity_type: "user",
        entity_key: "ann",
        entity_name: "Ann",
        source: "test",
        connection_id: alerts[0]?.connectionId ?? newId(),
        type_id: "other",
        type_reason: "",
        taxonomy_version: 1,
        last_alert_at: new Date(),
        first_event_at: new Date(),
        ...more,
      };
      const names = Object.keys(row);
      await system.query(
        `INSERT INTO incidents (${names.join(", ")}) VALUES (${names.map((_, index) => `$${index + 1}`).join(", ")})`,
        Object.values(row),
      );
      await this.addAlerts(id, alerts, "opened");
      return id;
    },
    async addAlerts(
      incidentId: string,
      alerts: { uid: string; connectionId: string }[],
      kind: "opened" | "joined",
    ): Promise<void> {
      for (const { uid, connectionId } of alerts) {
        const alertId = newId();
        await system.query(
          `INSERT INTO alerts (id, workspace_id, connection_id, delivery_id, position, fingerprint, uid, title, severity, severity_id, entity_type, entity_key,
             entity_name, source, initial_disposition, rule_id, time, details, finding)
           VALUES ($1, $2, $3, $4, 0, $5, $6, '', 'high', 4, 'user', 'ann', 'Ann', 'test', 'unknown', '', now(), '{}', '{}')`,
          [alertId, store.workspaceId, connectionId, newId(), alertId, uid],
        );
        await system.query(
          "INSERT INTO incident_alerts (incident_id, alert_id, workspace_id, reason) VALUES ($1, $2, $3, '')",
          [incidentId, alertId, store.workspaceId],
        );
      }
      await queueChange(system, { workspaceId: store.workspaceId, incidentId, change: { kind } });
    },
    async read(incidentId: string): Promise<Json> {
      return (await system.query("SELECT * FROM incidents WHERE id = $1", [incidentId])).rows[0] as Json;
    },
    async rows(text: string, values: unknown[] = []): Promise<Json[]> {
      return (await system.query(text, values)).rows as Json[];
    },
  };
}
