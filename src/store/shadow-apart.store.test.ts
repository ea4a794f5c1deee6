/** What shadows are not counted in: they did nothing. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestStore, testStore } from "../../test/support/database.ts";
import { inForce } from "../../test/support/past-rows.ts";
import { END, HEAD } from "../../test/support/playbook.ts";
import { type SeededIncident, seedIncident } from "../../test/support/seed.ts";
import { newId } from "../ids.ts";
import { openBreaker } from "./breaker.ts";
import { transaction } from "./database.ts";
import { measureEvidence } from "./evidence.ts";

let store: TestStore;
let versionId: string;
beforeAll(async () => {
  store = await testStore();
  versionId = (await inForce(store.database, store.workspaceId, HEAD + END)).versionId;
});
afterAll(() => store?.close());

async function seedRun(incident: SeededIncident, state: object): Promise<void> {
  await store.database.system.query(
    "INSERT INTO runs (id, workspace_id, subject_id, program_id, status, state) VALUES ($1, $2, $3, $4, 'waiting', $5)",
    [newId(), store.workspaceId, incident.id, versionId, JSON.stringify(state)],
  );
}

describe("a shadow", () => {
  test("is no response in the evidence, and its incident is told of no breaker", async () => {
    const { database, workspaceId } = store;
    const [responded, watched] = [await seedIncident(database, workspaceId), await seedIncident(database, workspaceId)];
    await seedRun(responded, {});
    for (const incident of [responded, watched]) await seedRun(incident, { shadow: true });
    const [from, to] = [new Date(Date.now() - 3_600_000).toISOString(), new Date(Date.now() + 3_600_000).toISOString()];
    const told = await transaction(database.system, async (client) => {
      const evidence = await measureEvidence(client, workspaceId, from, to);
      const opened = { playbook: "sample", cause: "failures", reason: "A test." };
      await openBreaker(client, workspaceId, opened as never);
      const { rows } = await client.query(
        "SELECT DISTINCT incident_id FROM sync_outbox WHERE change->>'kind' = 'comment'",
      );
      return { evidence, rows };
    });
    expect(told.evidence.find(({ id }) => id === "playbooks-run")).toMatchObject({ total: 1 });
    expect(told.rows).toEqual([{ incident_id: responded.id }]);
  });
});
