import { afterEach, beforeEach, expect, it } from "vitest";
import { type TestStore, testStore } from "../../test/support/database.ts";
import { measuredByHand } from "../../test/support/measured.ts";
import { inWorkspace } from "../store/database.ts";
import { answerReview } from "../store/review.ts";
import { readReview } from "../store/review-read.ts";
import { type ReviewFigures, runReview } from "./review.ts";
import { dueReviews } from "./schedule.ts";

let store: TestStore;
let hand: ReturnType<typeof measuredByHand>;
beforeEach(async () => {
  store = await testStore();
  hand = measuredByHand(store);
});
afterEach(() => store.close());

const now = new Date();
const HOUR_MS = 3_600_000;
const period = { from: new Date(now.getTime() - 2 * HOUR_MS), to: new Date(now.getTime() + 2 * HOUR_MS) };
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
  const version = await hand.playbook("x", "1");
  const closed = (disposition: string) => ({ status: "closed", disposition });
  await hand.ran(version, { status: "done", outcome: "true-positive" }, closed("true-positive"));
  await hand.ran(
    version,
    { status: "done", outcome: "true-positive" },
    { ...closed("false-positive"), escalations: '[{"to":"ciso","reason":"x"}]' },
  );
  await hand.ran(version, { status: "done", outcome: "handoff" }, { status: "in-progress" });
  await hand.ran(version, { status: "failed", outcome: "handoff" }, { status: "resolved", disposition: "unknown" });
  await hand.ran(version, { status: "cancelled", outcome: "handoff" }, closed("benign"));
  await hand.ran(version, { status: "waiting" });
  await hand.ran(version, { status: "done", outcome: "benign", at: new Date(period.from.getTime() - 1) });
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
  const version = await hand.playbook("x", "1");
  const run = await hand.ran(version, { status: "done", outcome: "benign" });
  await hand.effect(run, "verified");
  await hand.effect(run, "refused");
  await hand.effect(run, "verified", "approved");
  await hand.effect(run, "refused", "denied");
  await hand.effect(run, "refused", "expired");
  await hand.effect(run, "awaiting", "pending");
  expect((await review()).figures.period).toMatchObject({
    effects: 6,
    approvals: 4,
    refusals: { count: 3, of: 6 },
    denials: { count: 1, of: 4 },
    unanswered: { count: 1, of: 4 },
  });
});

it("times acknowledging, containing and resolving, from the opening and from the first event", async () => {
  const version = await hand.playbook("x", "1");
  for (const contain of [2, 4, 6, 8, null])
    await hand.ran(version, { status: "done", outcome: "benign" }, timed(contain));
  expect((await review()).figures.period).toMatchObject({
    timeToDetect: { samples: 5, median: 60_000 },
    timeToAcknowledge: { samples: 5, median: 1_000, p90: 1_000, p99: 1_000 },
    timeToContain: { samples: 4, median: 5_000, p90: expect.closeTo(7_400, 3) },
    timeToContainFromEvent: { samples: 4, median: 65_000 },
    timeToResolveFromEvent: { samples: 5, median: 160_000 },
  });
});

it("tells versions apart and compares the newest with the one before, also when that one ran only in the period before", async () => {
  const first = await hand.playbook("x", "1");
  for (let index = 0; index < 20; index += 1)
    await hand.ran(first, { status: "done", outcome: "benign", at: new Date(period.from.getTime() - 1) });
  const second = await hand.playbook("x", "2");
  for (let index = 0; index < 10; index += 1) await hand.ran(second, { status: "failed", outcome: "handoff" });
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
  const version = await hand.playbook("x", "1");
  const first = await review();
  expect(first.findings).toMatchObject([{ code: "no-runs" }]);
  await hand.ran(version, { status: "done", outcome: "benign" }, { status: "closed", disposition: "benign" });
  expect(await review()).toMatchObject({ id: first.id, findings: [], figures: { period: { runs: 1 } } });
  expect(
    await answerReview(store.database.system, store.workspaceId, first.id, { text: "Fine.", by: "person:ann" }),
  ).toBe(true);
  expect(
    await answerReview(store.database.system, store.workspaceId, first.id, { text: "Again.", by: "person:ann" }),
  ).toBe(false);
  await hand.ran(version, { status: "done", outcome: "benign" });
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

it("is written weekly for every playbook that ran, once, however many processes ask", async () => {
  const during = new Date("2026-11-18T12:00:00Z");
  await hand.ran(await hand.playbook("x", "1"), { status: "done", outcome: "benign", at: during });
  await hand.ran(await hand.playbook("y", "1"), { status: "waiting", at: during });
  await hand.playbook("never-ran", "1");
  await hand.query("UPDATE workspaces SET created_at = '2026-01-01'", []);
  const later = new Date("2026-11-23T06:00:00Z");
  const asked = await Promise.all([
    dueReviews(store.database, later),
    dueReviews(store.database, later),
    dueReviews(store.database, later),
  ]);
  expect(Math.max(...asked)).toBe(2);
  expect(await reviewed()).toEqual(["scheduled x", "scheduled y"]);
  expect(await dueReviews(store.database, later)).toBe(0);
  expect(await hand.rows("SELECT count(*)::int AS written FROM audit WHERE action = 'review-written'")).toEqual([
    { written: 2 },
  ]);
});

it("is of what ran, though it was retired since, and of what fell silent, and then no more", async () => {
  await hand.query("UPDATE workspaces SET created_at = '2026-01-01'", []);
  const during = new Date("2026-11-18T12:00:00Z");
  await hand.ran(await hand.playbook("retired", "1"), { status: "done", outcome: "benign", at: during });
  await hand.ran(await hand.playbook("silent", "1"), { status: "done", outcome: "benign", at: during });
  await hand.query("UPDATE playbook_lives SET status = 'retired' WHERE name = 'retired'", []);
  await dueReviews(store.database, new Date("2026-11-23T06:00:00Z"));
  expect(await reviewed()).toEqual(["scheduled retired", "scheduled silent"]);
  await dueReviews(store.database, new Date("2026-11-30T06:00:00Z"));
  expect((await reviewed()).slice(2)).toEqual(["scheduled silent"]);
  await dueReviews(store.database, new Date("2026-12-07T06:00:00Z"));
  expect((await reviewed()).slice(3)).toEqual([]);
});

const reviewed = async () =>
  (await hand.rows("SELECT kind, playbook FROM reviews ORDER BY period_to, playbook")).map(
    ({ kind, playbook }) => `${kind} ${playbook}`,
  );

const FROZEN_WEEK = [23, 24, 25, 26, 27].map((day) => `2026-11-${day}`);

const calendar = (more: Record<string, unknown>) =>
  hand.query(
    "INSERT INTO review_settings (workspace_id, time_zone, working_days, holidays) VALUES ($1, $2, $3, $4) ON CONFLICT (workspace_id) DO UPDATE SET time_zone = $2, working_days = $3, holidays = $4",
    [store.workspaceId, more.zone ?? "UTC", more.days ?? ["mon", "tue", "wed", "thu", "fri"], more.holidays ?? []],
  );

it.each([
  ["2026-11-23T06:00:00Z", {}, "2026-11-16T00:00:00Z", "2026-11-23T00:00:00Z"],
  ["2026-11-23T05:59:59Z", {}, "2026-11-09T00:00:00Z", "2026-11-16T00:00:00Z"],
  ["2026-11-29T23:59:59Z", {}, "2026-11-16T00:00:00Z", "2026-11-23T00:00:00Z"],
  ["2027-01-04T07:00:00Z", {}, "2026-12-28T00:00:00Z", "2027-01-04T00:00:00Z"],
  // Vienna's week begins an hour before that of UTC in winter, and its 06:00 is 05:00.
  ["2026-11-23T05:00:00Z", { zone: "Europe/Vienna" }, "2026-11-15T23:00:00Z", "2026-11-22T23:00:00Z"],
  // The clocks went back within that week.
  ["2026-10-26T06:00:00Z", { zone: "Europe/Vienna" }, "2026-10-18T22:00:00Z", "2026-10-25T23:00:00Z"],
  ["2026-11-23T12:00:00Z", { holidays: ["2026-11-23"] }, "2026-11-09T00:00:00Z", "2026-11-16T00:00:00Z"],
  ["2026-11-24T06:00:00Z", { holidays: ["2026-11-23"] }, "2026-11-16T00:00:00Z", "2026-11-23T00:00:00Z"],
  ["2026-11-24T12:00:00Z", { days: ["wed"] }, "2026-11-09T00:00:00Z", "2026-11-16T00:00:00Z"],
  // The clocks went forward within that week.
  ["2026-03-30T04:00:00Z", { zone: "Europe/Vienna" }, "2026-03-22T23:00:00Z", "2026-03-29T22:00:00Z"],
  // A freeze of a whole week: on its Sunday.
  ["2026-11-29T05:59:59Z", { holidays: FROZEN_WEEK }, "2026-11-09T00:00:00Z", "2026-11-16T00:00:00Z"],
  ["2026-11-29T06:00:00Z", { holidays: FROZEN_WEEK }, "2026-11-16T00:00:00Z", "2026-11-23T00:00:00Z"],
])("at %s by the calendar %j the week due is that from %s to %s", async (at, more, from, to) => {
  await playbookThatRan(new Date(Date.parse(to) - HOUR_MS));
  await calendar(more);
  await dueReviews(store.database, new Date(at));
  expect(await hand.rows("SELECT period_from, period_to FROM reviews WHERE kind = 'scheduled'")).toEqual([
    { period_from: new Date(from), period_to: new Date(to) },
  ]);
});

/** One run, an hour before the end of its week. */
async function playbookThatRan(at: Date): Promise<void> {
  await hand.query("UPDATE workspaces SET created_at = '2026-01-01'", []);
  await hand.ran(await hand.playbook("x", "1"), { status: "done", outcome: "benign", at });
}
