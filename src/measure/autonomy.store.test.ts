import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type TestStore, testStore } from "../../test/support/database.ts";
import { measuredByHand } from "../../test/support/measured.ts";
import { silentLog } from "../log.ts";
import { AutonomySettings } from "../model/autonomy.ts";
import { setAutonomySettings } from "../store/autonomy.ts";
import { ledgerRow, moveStage, observationsOf } from "../store/autonomy-ledger.ts";
import { type Client, inWorkspace } from "../store/database.ts";
import { listDecisions } from "../store/decision-read.ts";
import { editIncident } from "../store/incident-edit.ts";
import { feedAutonomy } from "./autonomy-feed.ts";

let store: TestStore;
let hand: ReturnType<typeof measuredByHand>;
let type: string;
let made = 0;
beforeAll(async () => {
  store = await testStore();
  hand = measuredByHand(store);
});
afterAll(() => store?.close());
beforeEach(() => {
  made += 1;
  type = `fraud/case-${made}`;
});

const within = <T>(work: (client: Client) => Promise<T>) => inWorkspace(store.database, store.workspaceId, work);
const pair = () => ({ incidentType: type, playbook: `p${made}` });
const row = () => within((client) => ledgerRow(client, store.workspaceId, pair()));
const settings = (given: object) =>
  within((client) => setAutonomySettings(client, store.workspaceId, AutonomySettings.parse(given), "token:ada"));
const moveTo = (to: "shadow" | "ask" | "act") =>
  within((client) =>
    moveStage(client, store.workspaceId, pair(), { from: "act", to, by: "token:ada", reason: "r", incidents: [] }),
  );
/** The record is read once it has settled. */
async function feed(): Promise<void> {
  const settled = new Date(Date.now() + 120_000);
  while ((await feedAutonomy(store.database, silentLog, settled)) > 0);
}

/** An incident whose run, or shadow, said something, and what a person said then; answers the incident. */
async function judged(outcome: string, said: string | null, shadow = false): Promise<string> {
  const run = await hand.ran(await hand.playbook(pair().playbook, "1"), { status: "done", outcome }, { type_id: type });
  const found = await hand.rows("SELECT subject_id AS id FROM runs WHERE id = $1", [run]);
  const incident = String(found[0]!.id);
  if (shadow) {
    await hand.query("UPDATE runs SET state = $2, outcome = NULL WHERE id = $1", [run, { shadow: true }]);
    await hand.query(
      "INSERT INTO shadow_lines (run_id, key, workspace_id, kind, step, what, details) VALUES ($1, '', $2, 'ending', 's', 'w', $3)",
      [run, store.workspaceId, { outcome }],
    );
  }
  if (said === null)
    await hand.query(
      "INSERT INTO audit (workspace_id, actor, action, subject_type, subject_id) VALUES ($1, 'playbook:p@1', 'incident-closed', 'incident', $2)",
      [store.workspaceId, incident],
    );
  else await say(incident, said);
  if (said === null)
    await hand.query("UPDATE incidents SET status = 'closed', disposition = $2 WHERE id = $1", [incident, outcome]);
  return incident;
}

function say(incident: string, disposition: string): Promise<unknown> {
  const edit = { status: "closed" as const, disposition: disposition as "benign", reason: "seen", by: "token:ada" };
  return within((client) => editIncident(client, store.workspaceId, incident, edit));
}

describe("the ledger of autonomy", () => {
  it("counts what people judged, apart from what merely stood, and a later word in place of the earlier", async () => {
    const stood = await judged("benign", null);
    await judged("benign", "benign");
    await judged("handoff", "true-positive");
    await feed();
    expect(await row()).toMatchObject({ stage: null, agreed: 1, judged: 1, stood: 1 });
    await say(stood, "true-positive");
    await feed();
    expect(await row()).toMatchObject({ agreed: 1, judged: 2, stood: 0 });
    const seen = await within((client) =>
      observationsOf(client, store.workspaceId, pair(), { since: new Date(0), limit: 10 }),
    );
    expect(seen.map(({ text }) => text)).toContain("It said benign; people said true-positive.");
  });

  it("offers nothing by itself, and takes what was earned where the settings let it", async () => {
    await settings({ least: 5, level: 0.5 });
    await moveTo("shadow");
    for (let count = 0; count < 6; count += 1) await judged("benign", "benign", true);
    await feed();
    expect(await row()).toMatchObject({ stage: "shadow", agreed: 6, judged: 6 });
    await settings({ least: 5, level: 0.5, automatic: "to-ask" });
    await judged("benign", "benign", true);
    await feed();
    // Counted anew from the move on.
    expect(await row()).toMatchObject({
      stage: "ask",
      by: "system",
      judged: 0,
      reason: expect.stringContaining("7 of 7"),
    });
  });

  it("demotes at once when people disagree more than is allowed, and leaves the decision with the incidents that say so", async () => {
    await settings({});
    await judged("benign", "benign");
    const against = [];
    for (let count = 0; count < 4; count += 1) against.push(await judged("benign", "true-positive"));
    await feed();
    expect(await row()).toMatchObject({ stage: "ask", by: "system", reason: expect.stringMatching(/4 of 5/) });
    const filter = { kind: ["autonomy"], about: [`playbook:${pair().playbook}`] };
    const { items } = await within((client) => listDecisions(client, store.workspaceId, filter, { limit: 5 }));
    expect(items).toMatchObject([{ by: "system", what: expect.stringMatching(/from act to ask/) }]);
    expect(items[0]?.evidence.map(({ key }) => key).sort()).toEqual(against.sort());
  });

  it("leaves the stage alone where the settings say so", async () => {
    await settings({ demote: false });
    for (let count = 0; count < 5; count += 1) await judged("benign", "true-positive");
    await feed();
    expect(await row()).toMatchObject({ stage: null, judged: 5, agreed: 0 });
  });
});
