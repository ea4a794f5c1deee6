/** People answer and close while a worker writes what their runs have done: both take the run first, and neither waits for the other in a circle. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type TestStore, testStore } from "../../test/support/database.ts";
import { seedForm, seedIncident, seedRun } from "../../test/support/seed.ts";
import { type Client, transaction } from "./database.ts";
import { answerForm } from "./form.ts";
import { editIncident } from "./incident-edit.ts";

let store: TestStore;
let incidentId: string;
let runId: string;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store?.close());
beforeEach(async () => {
  incidentId = (await seedIncident(store.database, store.workspaceId)).id;
  runId = await transaction(store.database.system, (client) => seedRun(client, store.workspaceId, incidentId));
});

/** A worker that has written the run's move, and goes on to another row when somebody else waits for it. */
async function besideAWorker(next: string, id: string, person: (client: Client) => Promise<unknown>): Promise<unknown> {
  let answer: Promise<unknown> = Promise.resolve();
  await transaction(store.database.hot, async (client) => {
    await client.query("UPDATE runs SET position = position + 1 WHERE id = $1", [runId]);
    answer = transaction(store.database.system, person);
    await expect.poll(waiting).toBe(true);
    await client.query(next, [id]);
  });
  return answer;
}
async function waiting(): Promise<boolean> {
  const found = await store.database.system.query(
    "SELECT 1 FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE NOT l.granted AND a.datname = current_database()",
  );
  return found.rowCount !== 0;
}

test("an answer to a form", async () => {
  const { workspaceId } = store;
  const id = await seedForm(store.database, { workspaceId, incidentId, runId });
  const answered = besideAWorker("UPDATE forms SET asked_at = now() WHERE id = $1", id, async (client) => {
    const taken = await answerForm(client, workspaceId, id, { answers: { known: true }, by: "person:ada" });
    await client.query("UPDATE runs SET wake_at = now() WHERE id = $1", [runId]);
    return taken;
  });
  expect(await answered).toBe(true);
});

test("the end of an incident", async () => {
  const edit = { status: "closed" as const, disposition: "benign" as const, reason: "It is over.", by: "person:ada" };
  const closed = besideAWorker("UPDATE incidents SET contained_at = now() WHERE id = $1", incidentId, (client) =>
    editIncident(client, store.workspaceId, incidentId, edit),
  );
  expect(await closed).toEqual({ kind: "edited", endedRuns: [runId] });
});
