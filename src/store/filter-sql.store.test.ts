/** A filter finds in the database the very rows that the same expression says yes to in memory. */
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestStore, testStore } from "../../test/support/database.ts";
import { compileExpression } from "../expression/compile.ts";
import { compileFilter, filterEnvironment } from "../expression/filter.ts";
import { prepareScope } from "../expression/scope.ts";
import { newId } from "../ids.ts";
import { DISPOSITIONS, SEVERITIES } from "../model/scale.ts";
import { inWorkspace } from "./database.ts";
import { conditionOf } from "./filter-sql.ts";
import { joinConditions } from "./page.ts";
import { ALERT_FIELDS } from "./record-fields-sql.ts";

const NOW = new Date("2026-03-10T12:00:00Z");
const words = [
  "",
  "a",
  "Beacon",
  "beacon\nto",
  "100% _sure_",
  'quo"te',
  "Ümläut",
  "back\\slash",
  "admin@example.com",
  "ß",
];
const word = fc.constantFrom(...words);
const keys = fc.constantFrom("ann", "10.2.0.7", "2001:db8::1", "10.2.0.1/8", "999.1.1.1", "ws-1");
const days = fc.integer({ min: 0, max: 20 });

const alert = fc.record({
  uid: word,
  title: word,
  severity: fc.constantFrom(...SEVERITIES),
  initialDisposition: fc.constantFrom(...DISPOSITIONS),
  source: fc.constantFrom("Suricata", "Okta"),
  ruleId: word,
  ruleName: word,
  categories: fc.array(word, { maxLength: 3 }),
  techniques: fc.uniqueArray(fc.constantFrom("T1110", "T1110.003", "T1078"), { maxLength: 3 }),
  confidence: fc.integer({ min: 0, max: 100 }),
  controlOutcome: fc.constantFrom("unknown", "blocked"),
  resolved: fc.boolean(),
  entity: fc.record({ type: fc.constantFrom("user", "ip"), key: keys, name: word }),
  entities: fc.array(
    fc.record({
      type: fc.constantFrom("user", "ip"),
      key: keys,
      name: word,
      role: fc.constantFrom("affected", "actor"),
    }),
    { maxLength: 3 },
  ),
  observables: fc.array(fc.record({ type: fc.constantFrom("ip", "hash"), value: keys }), { maxLength: 3 }),
  time: days.map((ago) => new Date(NOW.getTime() - ago * 86_400_000)),
  receivedAt: days.map((ago) => new Date(NOW.getTime() - ago * 43_200_000)),
  duplicates: fc.integer({ min: 0, max: 3 }),
  incident: fc.option(
    fc.record({
      number: fc.integer({ min: 1, max: 9 }),
      type: fc.constantFrom("a/b", "c/d"),
      status: fc.constantFrom("new", "closed"),
    }),
  ),
});
type Row = ReturnType<typeof idOf> & (typeof alert extends fc.Arbitrary<infer R> ? R : never);
const idOf = () => ({ id: newId() });

/** A filter in the language, and the same with its scales spelled out, as only filters know their order. */
type Spelled = readonly [filter: string, plain: string];
const same = (text: string): Spelled => [text, text];
const quoted = (text: string) => JSON.stringify(text);

const texts = fc.constantFrom(
  "title",
  "alert.title",
  "entity.key",
  "entity.name",
  "ruleName",
  "source",
  "controlOutcome",
  "lower(title)",
);
const severity = fc
  .tuple(fc.constantFrom("<", "<=", ">", ">="), fc.constantFrom(...SEVERITIES), fc.boolean())
  .map(([by, value, flipped]): Spelled => {
    const at = SEVERITIES.indexOf(value);
    const order = flipped ? ({ "<": ">", "<=": ">=", ">": "<", ">=": "<=" } as Record<string, string>)[by] : by;
    const kept = SEVERITIES.filter((_, i) =>
      order === "<" ? i < at : order === "<=" ? i <= at : order === ">" ? i > at : i >= at,
    );
    return [
      flipped ? `${quoted(value)} ${by} severity` : `severity ${by} ${quoted(value)}`,
      kept.length === 0 ? "false" : `severity in [${kept.map(quoted).join(", ")}]`,
    ];
  });
const leaf: fc.Arbitrary<Spelled> = fc.oneof(
  severity,
  fc
    .constantFrom("==", "!=")
    .chain((by) => fc.constantFrom(...SEVERITIES).map((v) => same(`severity ${by} ${quoted(v)}`))),
  fc.tuple(texts, fc.constantFrom("==", "!=", "<", ">="), word).map(([f, by, w]) => same(`${f} ${by} ${quoted(w)}`)),
  fc
    .tuple(texts, fc.constantFrom("contains", "startsWith", "endsWith"), word)
    .map(([f, by, w]) => same(`${f}.${by}(${quoted(w)})`)),
  fc
    .tuple(texts, fc.constantFrom("^b", "(?i)BEACON", "a.c", "[^a-z ]$", "\\d+\\.", "\\w{2,5}@", "x|o?n", "_.*%|\\."))
    .map(([f, p]) => same(`rx(${f}, ${quoted(p)})`)),
  fc.tuple(keys).map(([k]) => same(`entity.key in [${quoted(k)}, "ann"]`)),
  fc.constantFrom("10.0.0.0/8", "2001:db8::/32").map((r) => same(`cidr(entity.key, ${quoted(r)})`)),
  fc.constantFrom("T1110", "T1078", "T9999").map((t) => same(`${quoted(t)} in techniques`)),
  word.map((w) => same(`${quoted(w)} in categories`)),
  fc
    .tuple(fc.constantFrom("exists", "all"), keys)
    .map(([f, k]) => same(`entities.${f}(e, e.key == ${quoted(k)} || e.role == "actor")`)),
  fc
    .tuple(fc.constantFrom("exists", "all"), word)
    .map(([f, w]) => same(`categories.${f}(c, c.contains(${quoted(w)}) && c != title)`)),
  keys.map((k) => same(`observables.exists(o, o.type == "ip" && o.value == ${quoted(k)})`)),
  fc
    .tuple(fc.constantFrom("<", ">", "==", "!=", ">="), days)
    .map(([by, d]): Spelled => [`receivedAt ${by} now - ${d}d`, `receivedAt ${by} now - duration("${d * 24}h")`]),
  fc
    .tuple(fc.constantFrom("<", ">="), fc.integer({ min: 1, max: 9 }))
    .map(([by, d]) => same(`time ${by} timestamp("2026-03-0${d}T12:00:00Z")`)),
  fc
    .tuple(
      fc.constantFrom("confidence", "duplicates", "size(techniques)", "size(entities)"),
      fc.constantFrom("<", "==", ">", "!="),
    )
    .map(([f, by]) => same(`${f} ${by} 2`)),
  fc
    .constantFrom(
      "resolved",
      "!alert.resolved",
      "resolved == false",
      "true",
      "title == ruleName",
      "has(incident.number)",
      "entity.name != entity.key",
    )
    .map(same),
  fc
    .constantFrom(
      'has(incident.type) && incident.type == "a/b"',
      "!has(incident.number) || incident.number > 4",
      'has(incident.status) && (incident.status != "new" || resolved)',
    )
    .map((t) => same(`(${t})`)),
);
const filter = fc.letrec<{ node: Spelled }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    leaf,
    fc
      .tuple(tie("node"), tie("node"), fc.constantFrom("&&", "||"))
      .map(([a, b, by]): Spelled => [`(${a[0]} ${by} ${b[0]})`, `(${a[1]} ${by} ${b[1]})`]),
    tie("node").map(([a, b]): Spelled => [`!(${a})`, `!(${b})`]),
  ),
})).node;

let store: TestStore;
let rows: Row[];
let scopes: ReturnType<typeof scopeOf>[];
beforeAll(async () => {
  store = await testStore();
  rows = fc.sample(alert, { numRuns: 150, seed: 7 }).map((row) => ({ ...idOf(), ...row }));
  await store.database.system.query(
    `WITH input AS (SELECT * FROM json_to_recordset($1) AS r(id uuid, uid text, title text, severity text, "initialDisposition" text, source text, "ruleId" text,
       entity jsonb, techniques jsonb, "time" timestamptz, "receivedAt" timestamptz, duplicates int, details jsonb, incident jsonb, "incidentId" uuid)), alert AS (
     INSERT INTO alerts (id, workspace_id, connection_id, delivery_id, position, fingerprint, uid, title, severity, severity_id, entity_type, entity_key,
       entity_name, source, initial_disposition, rule_id, techniques, time, received_at, details, finding)
     SELECT id, $2::uuid, id, id, 0, id, uid, title, severity, 0, entity->>'type', entity->>'key', entity->>'name', source, "initialDisposition", "ruleId",
       ARRAY(SELECT jsonb_array_elements_text(techniques)), time, "receivedAt", details, '{}' FROM input), repeated AS (
     INSERT INTO alert_repeats (alert_id, workspace_id, duplicates, last_at) SELECT id, $2, duplicates, now() FROM input WHERE duplicates > 0), linked AS (
     INSERT INTO incident_alerts (incident_id, alert_id, workspace_id, reason) SELECT "incidentId", id, $2, '' FROM input WHERE incident IS NOT NULL)
     INSERT INTO incidents (id, workspace_id, number, title, status, severity, severity_id, priority, disposition, initial_disposition, disposition_reason, entity_type, entity_key,
       entity_name, source, connection_id, type_id, type_reason, taxonomy_version, last_alert_at, first_event_at)
     SELECT "incidentId", $2, (incident->>'at')::int, '', incident->>'status', 'high', 4, 'low', 'unknown', 'unknown', '', 'user', '', '', '', id, incident->>'type', '', 1, now(), now()
     FROM input WHERE incident IS NOT NULL`,
    [JSON.stringify(rows.map(rowOf)), store.workspaceId],
  );
  for (const row of rows) if (row.incident) row.incident.number = rows.indexOf(row) + 1;
  scopes = rows.map(scopeOf);
});
afterAll(() => store?.close());

function rowOf(row: Row, index: number): object {
  const { ruleName, categories, confidence, controlOutcome, resolved, entities, observables } = row;
  const details = { ruleName, categories, confidence, controlOutcome, resolved, entities, observables };
  return { ...row, details, incident: row.incident && { ...row.incident, at: index + 1 }, incidentId: newId() };
}

/** What the expression itself says of a row; what it has no value for, it does not find. */
function inMemory(plain: string): string[] {
  const compiled = compileExpression(plain, filterEnvironment("alerts"));
  return scopes
    .filter(({ scope }) => {
      try {
        return compiled.evaluate(scope);
      } catch {
        return false;
      }
    })
    .map(({ id }) => id)
    .sort();
}

function scopeOf({ incident, ...rest }: Row) {
  const record = { ...rest, connection: "" };
  const names = { ...record, alert: record, incident: incident ?? {}, now: NOW };
  return { id: rest.id, scope: prepareScope(names, filterEnvironment("alerts")) };
}

/** Sent together, so that thousands of questions take seconds. */
function inDatabase(filters: readonly Spelled[]): Promise<string[][]> {
  return inWorkspace(store.database, store.workspaceId, (client) =>
    Promise.all(
      filters.map(async ([text]) => {
        const { where, values } = joinConditions([conditionOf(compileFilter(text, "alerts", NOW), ALERT_FIELDS)]);
        const sql = `SELECT a.id FROM alerts a WHERE ${where} ORDER BY a.id`;
        return (await client.query<{ id: string }>(sql, values)).rows.map(({ id }) => id);
      }),
    ),
  );
}

test("the database finds what the expression says yes to, for any filter over any rows", async () => {
  let some = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(filter, { minLength: 20, maxLength: 20 }), async (filters) => {
      const expected = filters.map(([, plain]) => inMemory(plain));
      some += expected.filter(({ length }) => length > 0 && length < rows.length).length;
      const found = await inDatabase(filters);
      filters.forEach(([text], index) => {
        expect(found[index], text).toEqual(expected[index]);
      });
    }),
    { numRuns: 100 },
  );
  expect(some).toBeGreaterThan(500);
}, 240_000);
