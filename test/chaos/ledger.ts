/** What Cordon's database says at the end, for comparison with the range. */
import pg from "pg";
import { sleep } from "../../src/clock.ts";
import type { Installation } from "./installation.ts";

export interface Lease {
  capability: string;
  entityKey: string;
  status: string;
}

export interface Ledger {
  /** By uid, in how many incidents it is. */
  incidentsOfAlert: Map<string, number>;
  inbox: number;
  incidents: number;
  /** Numbers of incidents that neither ended nor are in people's hands. */
  withoutOutcome: number[];
  runs: { id: string; status: string; overdue: boolean; error: unknown }[];
  effects: number;
  /** Effects of which nobody knows how they ended. */
  unsettled: { id: string; capability: string; entityKey: string; status: string; attempts: number; error: unknown }[];
  leases: Lease[];
  outcomes: Record<string, number>;
}

const RESPONDING = `EXISTS (SELECT FROM alert_inbox) OR EXISTS (SELECT FROM runs WHERE status IN ('ready', 'running', 'waiting'))`;
const GIVING_BACK = `EXISTS (SELECT FROM effects WHERE status IN ('intended', 'unknown'))
  OR EXISTS (SELECT FROM leases WHERE status = 'releasing' OR (status = 'active' AND expires_at < now() + interval '10 minutes'))`;

/** Waits until nothing moves by itself any more, at most `patienceMs`; what still moves then will be found by who reads the ledger. */
export const untilQuiet = (installation: Installation, patienceMs: number) =>
  untilNone(installation, `${RESPONDING} OR ${GIVING_BACK}`, patienceMs);

/** Waits until every accepted alert is responded to and no run is left, at most `patienceMs`; containments may still wait for their end. */
export const untilResponsesEnded = (installation: Installation, patienceMs: number) =>
  untilNone(installation, RESPONDING, patienceMs);

async function untilNone(installation: Installation, busy: string, patienceMs: number): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline) {
    const asked = query<{ busy: boolean }>(installation, `SELECT ${busy} AS busy`).catch(() => [{ busy: true }]);
    if (!(await asked)[0]!.busy) return;
    await sleep(250);
  }
}

export async function readLedger(installation: Installation): Promise<Ledger> {
  const ask = <R extends pg.QueryResultRow>(sql: string) => query<R>(installation, sql);
  const alerts = await ask<{ uid: string; incidents: number }>(
    `SELECT a.uid, (SELECT count(*)::int FROM incident_alerts j WHERE j.alert_id = a.id) AS incidents FROM alerts a`,
  );
  const incidentsOfAlert = new Map<string, number>();
  for (const { uid, incidents } of alerts) incidentsOfAlert.set(uid, (incidentsOfAlert.get(uid) ?? 0) + incidents);
  const count = async (table: string) => (await ask<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`))[0]!.n;
  const open = await ask<{ number: number }>(
    `SELECT number::int FROM incidents WHERE status NOT IN ('resolved', 'closed') AND handoff_reason IS NULL`,
  );
  const reasons = await ask<{ reason: string; n: number }>(
    `SELECT COALESCE(handoff_reason, status || ' ' || disposition) AS reason, count(*)::int AS n FROM incidents GROUP BY 1`,
  );
  return {
    incidentsOfAlert,
    inbox: await count("alert_inbox"),
    incidents: await count("incidents"),
    withoutOutcome: open.map((row) => row.number),
    runs: await ask(
      `SELECT id, status, error, status = 'waiting' AND wake_at < now() - interval '5 seconds' AS overdue FROM runs`,
    ),
    effects: await count("effects"),
    unsettled: await ask(
      `SELECT id, capability, entity_key AS "entityKey", status, attempts, error FROM effects WHERE status IN ('intended', 'unknown', 'awaiting')`,
    ),
    leases: await ask(`SELECT capability, entity_key AS "entityKey", status FROM leases`),
    outcomes: summed(reasons.map(({ reason, n }) => [reason.replace(/\S*\d\S*/g, "…"), n])),
  };
}

function summed(counts: [string, number][]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const [name, count] of counts) sums[name] = (sums[name] ?? 0) + count;
  return sums;
}

/** Asks its database as the pipeline would. */
export async function query<R extends pg.QueryResultRow>(installation: Installation, sql: string): Promise<R[]> {
  const client = new pg.Client({ ...installation.connection, options: "-c role=cordon_system" });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query<R>(sql)).rows;
  } finally {
    await client.end().catch(() => {});
  }
}
