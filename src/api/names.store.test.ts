/** What ids are called, for whoever reads lists: incident types, and what the entries of the audit record are about. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { seedIncident, seedResponse } from "../../test/support/seed.ts";
import type { Program } from "../playbook/program.ts";
import { appendAudit } from "../store/audit.ts";
import { applyPlaybook, applyTaxonomy } from "../store/content.ts";
import { transaction } from "../store/database.ts";
import type { AuditEntry } from "./contract/audit.ts";

let api: TestApi;
let viewer: string;
beforeAll(async () => {
  api = await testApi();
  viewer = await api.store.addToken(["viewer"]);
});
afterAll(() => api?.close());

const applied = (hash: string, types: object[]) =>
  transaction(api.store.database.system, (client) =>
    applyTaxonomy(client, api.store.workspaceId, { hash, content: { types }, by: "person:ada" }),
  );

test("types are called what the newest taxonomy calls them, and those that are gone what they were called last", async () => {
  await applied("first", [
    { id: "fraud/phishing", name: "Phishing mail" },
    { id: "own/gone", name: "Gone" },
  ]);
  await applied("second", [{ id: "fraud/phishing", name: "Phishing" }]);
  const { body } = await api.call("GET", "/v1/taxonomy/names", viewer);
  const { items } = body as { items: object[] };
  expect(items).toContainEqual({ id: "fraud/phishing", name: "Phishing" });
  expect(items).toContainEqual({ id: "own/gone", name: "Gone" });
});

test("playbooks are called what the version in force calls them, and those that are gone what they were called last", async () => {
  const { workspaceId, database } = api.store;
  const say = (name: string, title: string) =>
    transaction(database.system, (client) =>
      applyPlaybook(client, workspaceId, {
        ...{ name, hash: title, source: "", by: "person:ada" },
        program: { title } as unknown as Program,
      }),
    );
  await say("old", "The first");
  await say("old", "The second");
  await say("gone", "Gone");
  const stand = (status: string, hash: string) =>
    transaction(database.system, (client) =>
      client.query(
        "UPDATE playbook_lives SET status = $1 WHERE version_id = (SELECT id FROM playbook_versions WHERE hash = $2)",
        [status, hash],
      ),
    );
  for (const hash of ["Gone", "The second"]) await stand("retired", hash);
  await stand("in-force", "The first");
  const { body } = await api.call("GET", "/v1/playbook-titles", viewer);
  expect(body).toEqual({
    items: [
      { name: "gone", title: "Gone" },
      { name: "old", title: "The first" },
    ],
  });
});

test("an entry of the audit record says what its subject is called, an effect with what it does, and of what is gone nothing", async () => {
  const { workspaceId, database } = api.store;
  const incident = await seedIncident(database, workspaceId);
  const response = await seedResponse(database, workspaceId, incident.id);
  const subjects = {
    incident: incident.id,
    effect: response.effectId,
    run: response.runId,
    lease: incident.id,
    playbook: "p",
  };
  await transaction(database.system, (client) =>
    appendAudit(
      client,
      Object.entries(subjects).map(([subjectType, subjectId]) => ({
        ...{ workspaceId, actor: "person:ada", action: "seen", subjectType, subjectId, details: {} },
      })),
    ),
  );
  const { body } = await api.call("GET", "/v1/audit?action=seen", viewer);
  const { items } = body as { items: AuditEntry[] };
  const called = Object.fromEntries(items.map((entry) => [entry.subjectType, entry.called]));
  expect(called).toMatchObject({
    incident: { capability: null, name: expect.stringMatching(/^\d+: \S/) },
    effect: { capability: expect.stringMatching(/^[a-z]+\.[a-z-]+$/), name: expect.any(String) },
    run: { capability: null, name: expect.stringMatching(/, incident \d+$/) },
    lease: null,
    playbook: null,
  });
});
