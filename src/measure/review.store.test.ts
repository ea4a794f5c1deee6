import { afterEach, beforeEach, expect, it } from "vitest";
import { type TestStore, testStore } from "../../test/support/database.ts";
import { incidentsByHand } from "../../test/support/range-sync.ts";
import { newId } from "../ids.ts";
import { applyPlaybook } from "../store/content.ts";
import { inWorkspace, transaction } from "../store/database.ts";
import { answerReview } from "../store/review.ts";
import { listReviews, readReview } from "../store/review-read.ts";
import { type ReviewFigures, runReview } from "./review.ts";
import { dueReviews, weekDue } from "./schedule.ts";

let store: TestStore;
let hand: ReturnType<typeof incidentsByHand>;
beforeEach(async () => {
  store = await testStore();
  hand = incidentsByHand(store);
});
afterEach(() => store.close());

const now = new Date();
const HOUR_MS = 3_600_000;
const period = { from: new Date(now.getTime() - 2 * HOUR_MS), to: new Date(now.getTime() + 2 * HOUR_MS) };
const query = (text: string, values: unknown[]) => store.database.system.query(text, values);

async function playbook(name: string, hash: string): Promise<string> {
  await transaction(store.database.system, (client) =>
    applyPlaybook(client, store.workspaceId, {
      name,
      hash,
      source: "",
      program: { defaultQueue: "blue-team" },
      by: "system",
    }),
  );
  return String(
    (await hand.rows("SELECT id FROM playbook_versions WHERE name = $1 AND hash = $2", [name, hash]))[0]!.id,
  );
}

/** An incident with one run about it. */
async function ran(
  version: string,
  run: { status: string; outcome?: string; at?: Date },
  incident: Record<string, unknown> = {},
): Promise<string> {
  const subject = await hand.incident([], incident);
  const id = newId();
  await query(
    "INSERT INTO runs (id, workspace_id, subject_id, program_id, status, state, outcome, started_at) VALUES ($1, $2, $3, $4, $5, '{}', $6, $7)",
    [id, store.workspaceId, subject, version, run.status, run.outcome ?? null, run.at ?? now],
  );
  return id;
}

async function effect(run: string, status: string, approval?: string): Promise<void> {
  const id = newId();
  await query(
    `INSERT INTO effects (id, workspace_id, run_id, step, playbook, idempotency_key, capability, effect_class, connection, entity_type, entity_key, args, args_hash, guard, status)
     VALUES ($1, $2, $3, '', '', $4, '', 'contain', '', 'user', '', '{}', '', '{}', $5)`,
    [id, store.workspaceId, run, id, status],
  );
  if (approval === undefined) return;
  await query(
    "INSERT INTO approvals (id, workspace_id, effect_id, args_hash, summary, reason, status, expires_at) VALUES ($1, $2, $3, '', '', '', $4, now() + interval '1 hour')",
    [newId(), store.workspaceId, id, approval],
  );
}

const after = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const timed = (contain: number | null, event = -60) => ({
  first_event_at: after(event),
  opened_at: now,
  acknowledged_at: after(1),
  contained_at: contain === null ? null : after(contain),
  resolved_at: after(100),
});

async function review(
  name = "x",
): Promise<{ id: string; figures: ReviewFigures; findings: { code: string }[]; owner: string }> {
  const [id] = await inWorkspace(store.database, store.workspaceId, (client) =>
    runReview(client, store.workspaceId, { ...period, playbook: name, by: "person:ann" }),
  );
  return (await readReview(store.database.system, store.workspaceId, id!)) as Awaited<ReturnType<typeof review>>;
}

it("counts runs, failures, handoffs, cancellations, escalations and what became of the incidents", async () => {
  const version = await playbook("x", "1");
  const closed = (disposition: string) => ({ status: "closed", disposition });
  await ran(version, { status: "done", outcome: "true-positive" }, closed("true-positive"));
  await ran(
    version,
    { status: "done", outcome: "true-positive" },
    { ...closed("false-positive"), escalations: '[{"to":"ciso","reason":"x"}]' },
  );
  await ran(version, { status: "done", outcome: "handoff" }, { status: "in-progress" });
  await ran(version, { status: "failed", outcome: "handoff" }, { status: "resolved", disposition: "unknown" });
  await ran(version, { status: "cancelled", outcome: "handoff" }, closed("benign"));
  await ran(version, { status: "waiting" });
  await ran(version, { status: "done", outcome: "benign", at: new Date(period.from.getTime() - 1) });
  const { figures, owner } = await review();
  expect(owner).toBe("blue-team");
  expect(figures.period).toMatchObject({
    runs: 6,
    ended: 5,
    incidents: 6,
    failures: { count: 1, of: 5, rate: 0.2 },
    handoffs: { count: 2, of: 5 },
    cancellations: { count: 1, of: 5 },
    escalations: { count: 1, of: 6 },
    falsePositives: { count: 1, of: 3, low: expect.closeTo(0.0615, 3), high: expect.closeTo(0.7923, 3) },
    overrides: { count: 1, of: 2 },
  });
  expect(figures.previousPeriod.runs).toBe(1);
});

it("counts refused effects and what became of approvals", async () => {
  const version = await playbook("x", "1");
  const run = await ran(version, { status: "done", outcome: "benign" });
  await effect(run, "verified");
  await effect(run, "refused");
  await effect(run, "verified", "approved");
  await effect(run, "refused", "denied");
  await effect(run, "refused", "expired");
  await effect(run, "awaiting", "pending");
  expect((await review()).figures.period).toMatchObject({
    effects: 6,
    approvals: 4,
    refusals: { count: 3, of: 6 },
    denials: { count: 1, of: 4 },
    unanswered: { count: 1, of: 4 },
  });
});

it("times acknowledging, containing and resolving, from the opening and from the first event", async () => {
  const version = await playbook("x", "1");
  for (const contain of [2, 4, 6, 8, null]) await ran(version, { status: "done", outcome: "benign" }, timed(contain));
  expect((await review()).figures.period).toMatchObject({
    timeToAcknowledge: { samples: 5, median: 1_000, p90: 1_000 },
    timeToContain: { samples: 4, median: 5_000, p90: expect.closeTo(7_400, 3) },
    timeToContainFromEvent: { samples: 4, median: 65_000 },
    timeToResolveFromEvent: { samples: 5, median: 160_000 },
  });
});

it("tells versions apart and compares the newest with the one before, also when that one ran only in the period before", async () => {
  const first = await playbook("x", "1");
  for (let index = 0; index < 20; index += 1)
    await ran(first, { status: "done", outcome: "benign", at: new Date(period.from.getTime() - 1) });
  const second = await playbook("x", "2");
  for (let index = 0; index < 10; index += 1) await ran(second, { status: "failed", outcome: "handoff" });
  const { figures, findings } = await review();
  expect(figures.versions.map(({ version, figures: of }) => [version, of.runs])).toEqual([[2, 10]]);
  expect(figures.previousVersion).toMatchObject({ version: 1, figures: { runs: 20 } });
  expect(findings.map(({ code }) => code)).toEqual([
    "handoffs-high",
    "failures-up",
    "handoffs-up",
    "version-failures-up",
    "version-handoffs-up",
  ]);
});

it("is one record a playbook and period, brought up to date until a person answers it", async () => {
  const version = await playbook("x", "1");
  const first = await review();
  expect(first.findings).toMatchObject([{ code: "no-runs" }]);
  await ran(version, { status: "done", outcome: "benign" }, { status: "closed", disposition: "benign" });
  expect(await review()).toMatchObject({ id: first.id, findings: [], figures: { period: { runs: 1 } } });
  expect(
    await answerReview(store.database.system, store.workspaceId, first.id, { text: "Fine.", by: "person:ann" }),
  ).toBe(true);
  expect(
    await answerReview(store.database.system, store.workspaceId, first.id, { text: "Again.", by: "person:ann" }),
  ).toBe(false);
  await ran(version, { status: "done", outcome: "benign" });
  expect(await review()).toMatchObject({
    id: first.id,
    status: "answered",
    answer: "Fine.",
    figures: { period: { runs: 1 } },
  });
  expect(await hand.rows("SELECT action FROM audit WHERE subject_type = 'review' ORDER BY id")).toEqual([
    { action: "review-written" },
    { action: "review-answered" },
  ]);
});

it("is written weekly for every playbook of every workspace, once, however many processes ask", async () => {
  await playbook("x", "1");
  await playbook("y", "1");
  await query("UPDATE workspaces SET created_at = now() - interval '30 days'", []);
  const later = new Date(weekDue(now).to.getTime() + 7 * 24 * HOUR_MS + 7 * HOUR_MS);
  const asked = await Promise.all([
    dueReviews(store.database, later),
    dueReviews(store.database, later),
    dueReviews(store.database, later),
  ]);
  expect(Math.max(...asked)).toBe(2);
  const { items } = await inWorkspace(store.database, store.workspaceId, (client) =>
    listReviews(client, store.workspaceId, {}, { limit: 10, cursor: undefined } as never),
  );
  expect((items as unknown as { playbook: string }[]).map((one) => one.playbook).sort()).toEqual(["x", "y"]);
  expect(await dueReviews(store.database, later)).toBe(0);
  expect(await hand.rows("SELECT count(*)::int AS written FROM audit WHERE action = 'review-written'")).toEqual([
    { written: 2 },
  ]);
});
