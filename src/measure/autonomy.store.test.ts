import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type TestStore, testStore } from "../../test/support/database.ts";
import { measuredByHand } from "../../test/support/measured.ts";
import { newSequencer, type Sequencer } from "../evidence/sequence.ts";
import { silentLog } from "../log.ts";
import { AutonomySettings } from "../model/autonomy.ts";
import { setAutonomySettings } from "../store/autonomy.ts";
import { ledgerRow, moveStage, observationsOf } from "../store/autonomy-ledger.ts";
import { type Client, inWorkspace } from "../store/database.ts";
import { listDecisions } from "../store/decision-read.ts";
import { editIncident } from "../store/incident-edit.ts";
import { addProposal, answerProposal } from "../store/proposal.ts";
import { feedAutonomy } from "./autonomy-feed.ts";

let store: TestStore;
let hand: ReturnType<typeof measuredByHand>;
let sequencer: Sequencer;
let type: string;
let made = 0;
beforeAll(async () => {
  store = await testStore();
  hand = measuredByHand(store);
  sequencer = newSequencer(store.database.system);
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
/** The record is read once it has its place in the log. */
async function feed(): Promise<void> {
  await sequencer.all();
  while ((await feedAutonomy(store.database, silentLog, new Date())) > 0);
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

/** A disposition that triage proposed of a new incident, of the test's type. */
async function proposed(author = "triage:1"): Promise<{ id: string; incident: string }> {
  const incident = await hand.incident([], { type_id: type });
  const proposal = { incidentId: incident, content: { kind: "disposition", disposition: "benign" } as const };
  const id = await within((client) =>
    addProposal(client, store.workspaceId, { ...proposal, reasons: [], author, by: "system" }),
  );
  return { id, incident };
}

/** Answers of one person, so many seconds ago. */
async function answered(id: string, status: "accepted" | "refused", by = "person:ada", ago = 0): Promise<void> {
  await within((client) => answerProposal(client, store.workspaceId, { id, status, answer: "r", by }));
  await hand.query("UPDATE proposals SET answered_at = now() - $2 * interval '1 second' WHERE id = $1", [id, ago]);
}

const proposer = (author = "triage:1") =>
  within((client) => ledgerRow(client, store.workspaceId, { incidentType: type, playbook: author }));

describe("what only proposes", () => {
  it("is agreed with by those who accept it after a look, and merely stands where they accept one after the other", async () => {
    for (const ago of [300, 200, 190, 185]) await answered((await proposed()).id, "accepted", "person:ada", ago);
    await answered((await proposed()).id, "accepted", "person:bob", 189);
    await answered((await proposed()).id, "refused", "person:ada", 184);
    await feed();
    expect(await proposer()).toMatchObject({ agreed: 3, judged: 4, stood: 2 });
  });

  it("is held against the last word on its incident: once, and in place of the answer where that says otherwise", async () => {
    const [accepted, overturned, open, unsaid] = [
      await proposed(),
      await proposed(),
      await proposed(),
      await proposed(),
    ];
    await answered(accepted.id, "accepted", "person:ada", 400);
    await answered(overturned.id, "accepted", "person:ada", 300);
    await say(accepted.incident, "benign");
    await say(overturned.incident, "true-positive");
    await say(open.incident, "false-positive");
    await say(unsaid.incident, "unknown");
    await feed();
    expect(await proposer()).toMatchObject({ agreed: 2, judged: 3, stood: 0 });
  });

  it("gets no yes from those who end many at once, nor from what a program proposed", async () => {
    const [one, other, program] = [await proposed(), await proposed(), await proposed("mcp:bot")];
    await answered(program.id, "accepted");
    const edit = { status: "closed", reason: "r", by: "person:ada", together: 2 } as const;
    for (const [{ incident }, disposition] of [
      [one, "benign"],
      [other, "true-positive"],
    ] as const)
      await within((client) => editIncident(client, store.workspaceId, incident, { ...edit, disposition }));
    await feed();
    expect(await proposer()).toMatchObject({ agreed: 0, judged: 1, stood: 1 });
    expect(await proposer("mcp:bot")).toBeNull();
  });

  it("falls silent when people disagree with it too often, and is never promoted by itself", async () => {
    await settings({ automatic: "to-act" });
    for (let count = 0; count < 4; count += 1) await answered((await proposed()).id, "refused");
    await feed();
    const decided = { stage: "shadow", by: "system", reason: expect.stringMatching(/4 of 4/) };
    expect(await proposer()).toMatchObject(decided);
    await answered((await proposed()).id, "accepted");
    await feed();
    expect(await proposer()).toMatchObject(decided);
  });
});
