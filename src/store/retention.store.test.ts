import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type TestStore, testStore } from "../../test/support/database.ts";
import { seedIncident, seedResponse } from "../../test/support/seed.ts";
import { newId } from "../ids.ts";
import type { HoldTarget, Periods } from "../model/retention.ts";
import { transaction } from "./database.ts";
import { placeHold, releaseHold } from "./hold.ts";
import { planRetention, setPeriod } from "./retention.ts";
import { retentionPass } from "./retention-apply.ts";

const DAY = 86_400_000;
const WEEK = 7 * DAY;
const PERIODS: Periods = { alerts: 30, deliveries: 30, incidents: 30 };
/** Monday, ten and nine weeks ago. */
const monday = Math.floor((Date.now() - 4 * DAY) / WEEK) * WEEK + 4 * DAY;
const [older, old] = [monday - 10 * WEEK, monday - 9 * WEEK];
const NAMES = new Map([
  [older, "older"],
  [old, "old"],
  [monday, "now"],
]);

let store: TestStore;
beforeEach(async () => {
  store = await testStore();
  const owner = new pg.Client({ connectionString: store.url });
  await owner.connect();
  for (const table of ["alerts", "deliveries"]) {
    await owner.query(`DROP TABLE ${table}_first`);
    for (const start of [older, old, monday]) {
      const bound = (ms: number) => idAt(ms).slice(0, 13).concat("-0000-0000-000000000000");
      await owner.query(
        `CREATE TABLE ${table}_${NAMES.get(start)} PARTITION OF ${table} FOR VALUES FROM ('${bound(start)}') TO ('${bound(start + WEEK)}')`,
      );
    }
  }
  await owner.end();
});
afterEach(() => store.close());

function idAt(ms: number): string {
  const time = ms.toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}${newId().slice(13)}`;
}

interface Made {
  alert: string;
  delivery: string;
}

async function addAlert(
  at: number,
  given: { workspaceId?: string; entity?: string; also?: string } = {},
): Promise<Made> {
  const [delivery, alert] = [idAt(at), idAt(at + 5)];
  const { workspaceId = store.workspaceId, entity = "ann", also = entity } = given;
  await rows(
    "INSERT INTO deliveries (id, workspace_id, connection_id, received_at, body) VALUES ($1, $2, $2, $3, 'x')",
    [delivery, workspaceId, new Date(at)],
  );
  await rows(
    `INSERT INTO alerts (id, workspace_id, connection_id, delivery_id, position, fingerprint, uid, title, severity, severity_id, entity_type, entity_key,
       entity_name, source, initial_disposition, rule_id, time, received_at, details, finding)
     VALUES ($1, $2, $2, $3, 0, $1, '', '', 'low', 2, 'user', $4, '', '', 'unknown', '', $5, $5, jsonb_build_object('entities', jsonb_build_array(jsonb_build_object('type', 'user', 'key', $6::text))), '{}')`,
    [alert, workspaceId, delivery, entity, new Date(at), also],
  );
  return { alert, delivery };
}

const rows = async (sql: string, values: unknown[] = []) => (await store.database.system.query(sql, values)).rows;
const left = async (table: string) => (await rows(`SELECT id FROM ${table} ORDER BY id`)).map(({ id }) => id as string);
const weeks = async () =>
  (await rows("SELECT leaf FROM weeks_of('alerts') WHERE leaf LIKE 'alerts\\_old%' ORDER BY leaf DESC")).map(
    ({ leaf }) => leaf,
  );

async function pass(periods: Periods = PERIODS): Promise<void> {
  for await (const _ of retentionPass(store.database.system, periods, new Date()));
}

const hold = (target: HoldTarget, expiresAt: string | null = null) =>
  transaction(store.database.system, (client) =>
    placeHold(client, store.workspaceId, { target, reason: "Case 12.", expiresAt, by: "token:ann" }),
  ) as Promise<{ id: string }>;

describe("what is past its time", () => {
  test("goes a week at a time where nobody keeps it longer, with a word on it in the record", async () => {
    await addAlert(older);
    await addAlert(old + 6 * DAY);
    const young = await addAlert(Date.now());
    await pass({ ...PERIODS, alerts: Math.floor((Date.now() - old) / DAY) - 1 });
    expect([await weeks(), await left("alerts")]).toEqual([["alerts_old"], [expect.anything(), young.alert]]);
    expect(await left("deliveries")).toEqual([young.delivery]);
    const told = await rows("SELECT subject_id, details FROM audit WHERE action = 'retention-applied' ORDER BY id");
    expect(told).toMatchObject([
      { subject_id: "deliveries", details: { records: 1, week: "deliveries_older" } },
      { subject_id: "deliveries", details: { records: 1, week: "deliveries_old" } },
      { subject_id: "alerts", details: { records: 1, week: "alerts_older" } },
    ]);
  });

  test("goes by rows where another workspace keeps its own for longer, or for ever", async () => {
    const other = await store.addWorkspace("other");
    await addAlert(older);
    const theirs = await addAlert(older, { workspaceId: other });
    await transaction(store.database.system, (client) =>
      setPeriod(client, store.workspaceId, { class: "alerts", days: 30, by: "t" }),
    );
    await pass({});
    expect([await left("alerts"), (await left("deliveries")).length]).toEqual([[theirs.alert], 2]);
    await transaction(store.database.system, (client) =>
      setPeriod(client, other, { class: "alerts", days: 365, by: "t" }),
    );
    await pass({ alerts: 30 });
    expect(await left("alerts")).toEqual([theirs.alert]);
    await transaction(store.database.system, (client) =>
      setPeriod(client, other, { class: "alerts", days: null, by: "t" }),
    );
    await pass({ alerts: 30 });
    expect([await left("alerts"), await weeks()]).toEqual([[], []]);
  });

  test("stays where no period is set", async () => {
    const { alert } = await addAlert(older);
    await pass({});
    expect(await left("alerts")).toEqual([alert]);
  });
});

describe("what must stay stays, with the message it came in, and the rest of its week goes", () => {
  test("alerts of an open incident", async () => {
    const [kept, gone] = [await addAlert(older), await addAlert(older + 1000)];
    const incident = await seedIncident(store.database, store.workspaceId, { alerts: [kept.alert] });
    await pass();
    expect([await left("alerts"), await left("deliveries")]).toEqual([[kept.alert], [kept.delivery]]);
    expect(gone.alert).not.toBe(kept.alert);
    await rows("UPDATE incidents SET status = 'closed', closed_at = now() WHERE id = $1", [incident.id]);
    await pass();
    expect([await left("alerts"), await left("deliveries"), await weeks()]).toEqual([[], [], []]);
  });

  test("alerts that no incident has taken yet, and messages in quarantine", async () => {
    const [waiting, unread] = [await addAlert(older), await addAlert(older + 1000)];
    await rows("INSERT INTO alert_inbox VALUES ($1, $2)", [waiting.alert, store.workspaceId]);
    await rows(
      "INSERT INTO quarantine (id, workspace_id, connection_id, delivery_id, position, code, reason) VALUES ($1, $2, $2, $3, 0, 'c', 'r')",
      [newId(), store.workspaceId, unread.delivery],
    );
    await pass();
    expect([await left("alerts"), await left("deliveries")]).toEqual([
      [waiting.alert],
      [waiting.delivery, unread.delivery],
    ]);
  });

  test.each<[string, (made: Made) => Promise<HoldTarget> | HoldTarget]>([
    [
      "a held incident",
      async ({ alert }) => {
        const { id } = await seedIncident(store.database, store.workspaceId, { alerts: [alert] });
        await rows("UPDATE incidents SET status = 'closed', closed_at = now() - interval '60 days'");
        return { kind: "incident", incidentId: id };
      },
    ],
    ["a held entity that was affected", () => ({ kind: "entity", entityType: "user", entityKey: "eve" })],
    ["a held entity that was only named", () => ({ kind: "entity", entityType: "user", entityKey: "mallory" })],
    [
      "a held time",
      () => ({ kind: "range", from: new Date(older - 1000).toISOString(), to: new Date(older + 500).toISOString() }),
    ],
  ])("alerts of %s, until it is released", async (_name, targetOf) => {
    const kept = await addAlert(older, { entity: "eve", also: "mallory" });
    await addAlert(older + 1000, { entity: "bob" });
    const target = await targetOf(kept);
    const { id } = await hold(target);
    await pass();
    expect([await left("alerts"), await left("deliveries")]).toEqual([[kept.alert], [kept.delivery]]);
    expect(await left("incidents")).toHaveLength(target.kind === "incident" ? 1 : 0);
    await transaction(store.database.system, (client) =>
      releaseHold(client, store.workspaceId, id, { reason: "Over.", by: "token:ann" }),
    );
    await pass();
    expect([await left("alerts"), await left("deliveries"), await left("incidents"), await weeks()]).toEqual([
      [],
      [],
      [],
      [],
    ]);
  });

  test("everything of a held workspace, until the hold expires; nothing of another", async () => {
    const other = await store.addWorkspace("other");
    const kept = await addAlert(older);
    await addAlert(older, { workspaceId: other });
    const { id } = await hold({ kind: "workspace" });
    await pass();
    expect(await left("alerts")).toEqual([kept.alert]);
    await rows("UPDATE holds SET expires_at = now() - interval '1 second' WHERE id = $1", [id]);
    await pass();
    expect(await left("alerts")).toEqual([]);
  });
});

describe("incidents", () => {
  const closed = "UPDATE incidents SET status = 'closed', closed_at = now() - interval '40 days' WHERE id = $1";

  test("go with their runs, effects, comments and links once they are closed for long enough; the record stays", async () => {
    const [over, open] = [
      await seedIncident(store.database, store.workspaceId),
      await seedIncident(store.database, store.workspaceId),
    ];
    for (const { id } of [over, open]) await seedResponse(store.database, store.workspaceId, id);
    await rows("UPDATE incidents SET opened_at = now() - interval '50 days'");
    await rows(closed, [over.id]);
    await rows(
      "INSERT INTO budget_held (workspace_id, key, effect_id, entity) SELECT workspace_id, 'p', id, entity_type || '/' || entity_key FROM effects",
    );
    const audited = await rows("SELECT count(*) FROM audit");
    await pass();
    // A containment of it is still in force, and a run still waits.
    expect(await left("incidents")).toHaveLength(2);
    await rows("UPDATE runs SET status = 'ended' WHERE subject_id = $1", [over.id]);
    await rows("UPDATE leases SET status = 'released' WHERE incident_id = $1", [over.id]);
    await pass();
    expect(await left("incidents")).toEqual([open.id]);
    for (const table of ["runs", "effects", "approvals", "leases"])
      expect((await left(table)).length, table).toBeGreaterThan(0);
    const orphans = await rows(
      "SELECT 1 FROM effects WHERE incident_id = $1 UNION ALL SELECT 1 FROM runs WHERE subject_id = $1 UNION ALL SELECT 1 FROM incident_facts WHERE incident_id = $1",
      [over.id],
    );
    expect(orphans).toEqual([]);
    // Nor does any budget remember whom they were about.
    expect(await rows("SELECT 1 FROM budget_held WHERE effect_id NOT IN (SELECT id FROM effects)")).toEqual([]);
    expect((await rows("SELECT 1 FROM budget_held")).length).toBeGreaterThan(0);
    expect(Number((await rows("SELECT count(*) FROM audit"))[0].count)).toBe(Number(audited[0].count) + 1);
  });
});

test("the plan says what a pass then does", async () => {
  const kept = await addAlert(older);
  await seedIncident(store.database, store.workspaceId, { alerts: [kept.alert] });
  await addAlert(older + 1000);
  await addAlert(old);
  const plan = await planRetention(store.database.system, store.workspaceId, { alerts: 30 }, new Date());
  expect(plan).toMatchObject([
    { class: "deliveries", before: null, older: 0 },
    { class: "alerts", older: 3, kept: 1 },
    { class: "incidents", before: null },
  ]);
  await pass({ alerts: 30 });
  expect(await left("alerts")).toHaveLength(1);
});
