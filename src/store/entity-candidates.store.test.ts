import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type TestStore, testStore } from "../../test/support/database.ts";
import { type Client, transaction } from "./database.ts";
import { findCandidates } from "./entity-candidates.ts";

let store: TestStore;
beforeEach(async () => {
  store = await testStore();
});
afterEach(() => store.close());

/** As whoever looks after the database does, and no program of ours: the owner. */
async function analyze(): Promise<void> {
  const owner = new pg.Client(store.url);
  await owner.connect();
  await owner.query("ANALYZE entities, entity_aliases");
  await owner.end();
}

const MANY = 300;
const asked = () =>
  Array.from({ length: MANY }, (_, n) => ({ workspaceId: store.workspaceId, type: "device", key: `host-${n}` }));

interface PlanNode {
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Join Filter"?: number;
  Plans?: PlanNode[];
}

/** Rows that went through the plan, and those that it looked at in vain. */
function touched(node: PlanNode): number {
  const own = (node["Actual Rows"] + (node["Rows Removed by Join Filter"] ?? 0)) * node["Actual Loops"];
  return own + (node.Plans ?? []).reduce((sum, plan) => sum + touched(plan), 0);
}

async function rowsTouched(client: Client): Promise<number> {
  const of = asked().slice(0, MANY / 2);
  const list = (values: string[], type: string) => `ARRAY[${values.map((value) => `'${value}'`).join(",")}]::${type}[]`;
  const given = [
    list(
      of.map(({ workspaceId }) => workspaceId),
      "uuid",
    ),
    list(
      of.map(({ type }) => type),
      "text",
    ),
    list(
      of.map(({ key }) => key),
      "text",
    ),
  ];
  const explain = `EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE "entity-candidates" (${given.join(", ")})`;
  const { rows } = await client.query<{ "QUERY PLAN": { Plan: PlanNode }[] }>(explain);
  return touched(rows[0]!["QUERY PLAN"][0]!.Plan);
}

test("A plan that was made while there were no entities still looks up no more than what is asked, when there are many", async () => {
  const { system, hot } = store.database;
  // The tables are known to be empty, and the plan of a connection of the hot path is kept.
  await analyze();
  await transaction(hot, async (client) => {
    expect(await findCandidates(client, asked().slice(0, 1))).toEqual(new Map());
    await system.query(
      `INSERT INTO entities (id, workspace_id, type, key, name)
       SELECT gen_random_uuid(), $1, 'device', 'host-' || n, 'host-' || n FROM generate_series(0, $2::int - 1) n`,
      [store.workspaceId, MANY],
    );
    expect((await findCandidates(client, asked())).size).toBe(MANY);
    // Each of the half that is asked here passes a handful of nodes; all times all would be 45,000 and more.
    expect(await rowsTouched(client)).toBeLessThan(MANY * 20);
  });
});
