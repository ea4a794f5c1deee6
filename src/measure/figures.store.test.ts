import { afterEach, beforeEach, expect, it } from "vitest";
import { type TestStore, testStore } from "../../test/support/database.ts";
import { measuredByHand } from "../../test/support/measured.ts";
import { appendAudit } from "../store/audit.ts";
import { inWorkspace } from "../store/database.ts";
import { countBranches, countParts, type Part } from "../store/measure.ts";
import { countWork } from "../store/work.ts";
import { branchMix } from "./branch-mix.ts";
import { figuresOf } from "./figures.ts";
import { workOf } from "./work.ts";

let store: TestStore;
let hand: ReturnType<typeof measuredByHand>;
beforeEach(async () => {
  store = await testStore();
  hand = measuredByHand(store);
});
afterEach(() => store.close());

const HOUR_MS = 3_600_000;
const now = Date.now();
const period = { from: new Date(now - HOUR_MS), to: new Date(now + HOUR_MS) };
const done = { status: "done", outcome: "benign" };

const parts = async (by: Part, playbook?: string) => {
  const counted = await inWorkspace(store.database, store.workspaceId, (client) =>
    countParts(client, store.workspaceId, { by, playbook }, period),
  );
  return counted.map(({ part, ...counts }) => [
    part,
    figuresOf([counts]).runs,
    figuresOf([counts]).falsePositives.count,
  ]);
};

it("tells the same runs apart by playbook, version, incident type and source, and counts them all together", async () => {
  const first = await hand.playbook("x", "1");
  const second = await hand.playbook("x", "2");
  const other = await hand.playbook("y", "1");
  const falsePositive = { status: "closed", disposition: "false-positive", type_id: "phishing", source: "mail" };
  await hand.ran(first, done, falsePositive);
  await hand.ran(second, done, { type_id: "malware", source: "edr" });
  await hand.ran(other, done, { ...falsePositive, source: "edr" });
  expect(await parts("workspace")).toEqual([["", 3, 2]]);
  expect(await parts("playbook")).toEqual([
    ["x", 2, 1],
    ["y", 1, 1],
  ]);
  expect(await parts("version", "x")).toEqual([
    [1, 1, 1],
    [2, 1, 0],
  ]);
  expect(await parts("type")).toEqual([
    ["malware", 1, 0],
    ["phishing", 2, 2],
  ]);
  expect(await parts("source", "x")).toEqual([
    ["edr", 1, 0],
    ["mail", 1, 1],
  ]);
});

it("counts which way each choosing step went, and keeps those that were lost since the period before", async () => {
  const version = await hand.playbook("x", "1");
  const run = await hand.ran(version, done);
  await hand.chose(run, "is-admin", true);
  await hand.chose(run, "is-admin", false);
  await hand.chose(await hand.ran(version, done), "is-admin", false);
  const counted = await inWorkspace(store.database, store.workspaceId, (client) =>
    countBranches(client, store.workspaceId, "x", period),
  );
  const lost = { step: "kind", took: '"mail"', count: 4 };
  expect(branchMix(counted, [lost])).toMatchObject([
    { step: "is-admin", took: "false", share: { count: 2, of: 3 }, previously: { count: 0, of: 0 } },
    { step: "is-admin", took: "true", share: { count: 1, of: 3 } },
    { step: "kind", took: '"mail"', share: { count: 0, of: 0 }, previously: { count: 4, of: 4 } },
  ]);
});

it("estimates what incidents cost people from the record, and how many needed nobody", async () => {
  const resolved = { status: "resolved", resolved_at: new Date() };
  await hand.incident([], resolved);
  const touched = await hand.incident([], resolved);
  await hand.incident([], { ...resolved, type_id: "phishing" });
  await hand.incident([], { status: "in-progress" });
  const entry = (actor: string) => ({
    workspaceId: store.workspaceId,
    actor,
    action: "incident-edited",
    subjectType: "incident",
    subjectId: touched,
  });
  const entries = ["token:ann", "token:ann", "token:ben", "system", "playbook:x@1"].map(entry);
  await appendAudit(store.database.system, entries);
  const counted = await inWorkspace(store.database, store.workspaceId, (client) =>
    countWork(client, store.workspaceId, "type", period),
  );
  expect(counted.map(workOf)).toMatchObject([
    // Ann's two touches are one sitting of five minutes, Ben's is another.
    { part: "other", withoutPerson: { count: 1, of: 2 }, touchesPerIncident: 1.5, minutesPerIncident: 5 },
    { part: "phishing", withoutPerson: { count: 1, of: 1 }, touchesPerIncident: 0, minutesPerIncident: 0 },
  ]);
  const weekly = await inWorkspace(store.database, store.workspaceId, (client) =>
    countWork(client, store.workspaceId, "week", period),
  );
  expect(weekly).toMatchObject([{ part: expect.stringMatching(/^\d{4}-\d\d-\d\d$/), incidents: 3, untouched: 2 }]);
});
