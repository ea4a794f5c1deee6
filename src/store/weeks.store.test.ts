import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type TestStore, testStore } from "../../test/support/database.ts";
import { newId } from "../ids.ts";
import { insertDeliveries, type NewAlert } from "./delivery.ts";
import { addWeeks, forgetFingerprints } from "./weeks.ts";

let store: TestStore;
beforeEach(async () => {
  store = await testStore();
});
afterEach(() => store.close());

const DAY = 86_400_000;

/** An id of version 7 as one would be made at that time. */
function idAt(ms: number): string {
  const time = ms.toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}${newId().slice(13)}`;
}

function alertOf(id: string, fingerprint: string, dedupSeconds = 30 * 86_400): NewAlert {
  const columns = { severity: "high", severityId: 4, entityType: "user", entityKey: "ann", entityName: "Ann" };
  const details = {
    ...{ ruleName: "", categories: [], confidence: 0, controlOutcome: "unknown", resolved: false },
    ...{ entities: [], observables: [] },
  };
  return {
    ...{ id, position: 0, fingerprint, dedupSeconds, foldRule: "", uid: id, title: "t", ...columns },
    ...{ source: "s", initialDisposition: "unknown", ruleId: "r", techniques: [], time: "2026-03-01T10:00:00Z" },
    ...{ details, finding: {} },
  };
}

const deliver = (...alerts: NewAlert[]) =>
  insertDeliveries(store.database.system, [
    {
      ...{
        id: newId(),
        workspaceId: store.workspaceId,
        connectionId: newId(),
        connection: "c",
        receivedAt: new Date(),
        contentType: "",
        body: Buffer.from("x"),
      },
      ...{ alerts, quarantined: [] },
    },
  ]);
const rows = async (sql: string, values: unknown[] = []) => (await store.database.system.query(sql, values)).rows;

test("an id says when it was made, to the millisecond", async () => {
  const at = new Date("2026-03-01T10:00:00.123Z");
  const [row] = await rows("SELECT time_of_id($1::uuid) AS at, least_id_at($2) <= $1::uuid AS after", [
    idAt(at.getTime()),
    at,
  ]);
  expect(row).toEqual({ at, after: true });
});

test("weeks are made ahead, once", async () => {
  expect(await addWeeks(store.database.system)).toBe(0);
  const [{ made }] = await rows("SELECT add_weeks(now() + interval '70 days') AS made");
  expect(made).toBeGreaterThanOrEqual(12);
  await store.database.system.query("SELECT add_weeks(now() + interval '70 days')");
  const inSixWeeks = idAt(Date.now() + 42 * DAY);
  await deliver(alertOf(inSixWeeks, newId()));
  const plan = await rows("EXPLAIN SELECT * FROM alerts WHERE id = $1", [inSixWeeks]);
  expect(
    plan
      .map((line) => line["QUERY PLAN"])
      .join(" ")
      .match(/alerts_2\d{3}w\d\d/g),
  ).toHaveLength(2);
});

test("an alert for which there is no week yet gets it made", async () => {
  const weeks = await rows(
    "SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE c.relkind = 'r' AND c.relname ~ '^(alerts|deliveries)_2'",
  );
  const owner = new pg.Client({ connectionString: store.url });
  await owner.connect();
  await owner.query(weeks.map(({ name }) => `DROP TABLE ${name}`).join(";"));
  await owner.end();
  expect(await deliver(alertOf(idAt(Date.now() + 8 * DAY), newId()))).toEqual([{ accepted: 1, duplicates: 0 }]);
});

test("fingerprints are forgotten once their window is over, and no sooner", async () => {
  const [old, young] = [newId(), newId()];
  await deliver(alertOf(newId(), old, 60), alertOf(newId(), young, 3600));
  await store.database.system.query(
    "UPDATE alert_seen SET until = now() - interval '1 second' WHERE fingerprint = $1",
    [old],
  );
  expect([await forgetFingerprints(store.database.system), await forgetFingerprints(store.database.system)]).toEqual([
    1, 0,
  ]);
  expect(await deliver(alertOf(newId(), young, 3600))).toEqual([{ accepted: 0, duplicates: 1 }]);
});

test("a repeat counts while its window lasts, and is an alert of its own after it", async () => {
  const fingerprint = newId();
  const [first, second, third] = [newId(), newId(), newId()];
  expect(await deliver(alertOf(first, fingerprint, 3600))).toEqual([{ accepted: 1, duplicates: 0 }]);
  expect(await deliver(alertOf(second, fingerprint, 3600))).toEqual([{ accepted: 0, duplicates: 1 }]);
  await store.database.system.query("UPDATE alert_seen SET until = now() - interval '1 second'");
  expect(await deliver(alertOf(third, fingerprint, 3600), alertOf(newId(), fingerprint, 3600))).toEqual([
    { accepted: 1, duplicates: 1 },
  ]);
  expect(await rows("SELECT alert_id AS id, duplicates FROM alert_repeats ORDER BY 1")).toEqual([
    { id: first, duplicates: 1 },
    { id: third, duplicates: 1 },
  ]);
  expect((await rows("SELECT id FROM alerts ORDER BY id")).map(({ id }) => id)).toEqual([first, third]);
});
