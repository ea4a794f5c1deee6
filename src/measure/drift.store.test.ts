import { afterEach, beforeEach, expect, it } from "vitest";
import { type TestStore, testStore } from "../../test/support/database.ts";
import { measuredByHand } from "../../test/support/measured.ts";
import { whyOpen } from "../guard/breaker.ts";
import { silentLog } from "../log.ts";
import { DEFAULT_THRESHOLDS } from "../model/breaker.ts";
import { recentOutcomes } from "../store/breaker.ts";
import { answerReview } from "../store/review.ts";
import { feedDrift } from "./drift-feed.ts";
import { remindOfOverdue } from "./schedule.ts";

let store: TestStore;
let hand: ReturnType<typeof measuredByHand>;
beforeEach(async () => {
  store = await testStore();
  hand = measuredByHand(store);
});
afterEach(() => store.close());

const DAY_MS = 86_400_000;
const now = Date.now();
const ago = (minutes: number) => new Date(now - minutes * 60_000);

/** Feeds until nothing is new. */
async function feed(at = new Date()): Promise<number> {
  let all = 0;
  for (let fed = 1; fed > 0; all += fed) fed = await feedDrift(store.database, at);
  return all;
}

/** So many runs that end a minute after one another, the last that many minutes ago. */
async function runs(version: string, count: number, until: number, failed: boolean): Promise<void> {
  const ending = failed ? { status: "failed", outcome: "handoff" } : { status: "done", outcome: "benign" };
  for (let index = 0; index < count; index += 1) {
    const at = ago(until + count - index);
    await hand.ran(version, { ...ending, at, endedAt: at });
  }
}

const drifts = () => hand.rows("SELECT kind, name, watch, text, incidents, review_id FROM drifts ORDER BY id");
/** Why the playbook's breaker would open now. */
const causeOf = async (playbook: string) =>
  whyOpen(
    await recentOutcomes(store.database.system, store.workspaceId, playbook, DEFAULT_THRESHOLDS),
    DEFAULT_THRESHOLDS,
  );

it("notices that a playbook began to fail, asks its owner in a review, and gives its breaker a reason until that is answered", async () => {
  const version = await hand.playbook("x", "1");
  await runs(version, 60, 30, false);
  await feed();
  expect(await drifts()).toEqual([]);
  await runs(version, 12, 5, true);
  await feed();
  const found = await drifts();
  expect(found.map(({ watch }) => watch).sort()).toEqual(["failures", "handoffs"]);
  expect(found[0]).toMatchObject({ kind: "playbook", name: "x", text: expect.stringMatching(/%/) });
  expect((found[0]!.incidents as string[]).length).toBeGreaterThan(3);
  const reviews = await hand.rows("SELECT id, kind, status, owner, findings, figures FROM reviews");
  expect(reviews).toMatchObject([
    {
      kind: "drift",
      status: "open",
      owner: "blue-team",
      findings: [{ code: expect.stringMatching(/^drift-.*-up$/) }, {}],
      figures: { period: { failures: { count: 12 } } },
    },
  ]);
  expect(await causeOf("x")).toMatchObject({ cause: "drift", reason: expect.stringMatching(/Runs that/) });
  expect(await causeOf("y")).toBeNull();
  const answer = { text: "Fixed.", by: "token:ann" };
  await answerReview(store.database.system, store.workspaceId, String(reviews[0]!.id), answer);
  expect(await causeOf("x")).toBeNull();
});

it("feeds each run once, however often and from however many processes it is asked", async () => {
  const version = await hand.playbook("x", "1");
  await runs(version, 25, 5, false);
  await Promise.all([feed(), feed(), feed()]);
  await feed();
  const [state] = await hand.rows("SELECT state->'of' AS of FROM drift_watches WHERE watch = 'failures'");
  expect(state).toEqual({ of: 25 });
});

it("leaves out what ended a moment ago: another that ended before it may not be in sight yet", async () => {
  await runs(await hand.playbook("x", "1"), 1, -1, false);
  await feed();
  expect(await hand.rows("SELECT * FROM drift_watches WHERE kind = 'playbook'")).toEqual([]);
});

it("notices more false positives by the judged incidents of a playbook", async () => {
  const version = await hand.playbook("x", "1");
  const judged = async (disposition: string, count: number, until: number) => {
    for (let index = 0; index < count; index += 1) {
      const at = ago(until + count - index);
      await hand.ran(
        version,
        { status: "done", outcome: "benign", endedAt: at },
        { status: "closed", disposition, resolved_at: at },
      );
    }
  };
  await judged("true-positive", 50, 40);
  await judged("unknown", 20, 20);
  await judged("false-positive", 12, 5);
  await feed();
  expect(await drifts()).toMatchObject([{ watch: "falsePositives" }]);
});

it("misses a field that a source no longer fills, and names a value that it never sent", async () => {
  const opened = (more: Record<string, unknown>, minutes: number) =>
    hand.incident([], {
      source: "edr",
      techniques: ["T1078"],
      initial_disposition: "suspicious",
      opened_at: ago(minutes),
      ...more,
    });
  for (let index = 0; index < 110; index += 1) await opened({}, 200 - index);
  for (let index = 0; index < 12; index += 1) await opened({ entity_key: "" }, 80 - index);
  await opened({ severity: "critical" }, 60);
  await feed();
  expect(await drifts()).toMatchObject([
    { kind: "source", name: "edr", watch: "fields:entity" },
    { watch: "values:severity", text: 'Severity was "critical", a value never seen before.' },
  ]);
  expect(await hand.rows("SELECT playbook, source, owner FROM reviews")).toEqual([
    { playbook: "", source: "edr", owner: "soc" },
  ]);
});

it("counts whole weeks since the workspace was made, once, those without anything too", async () => {
  await hand.query("UPDATE workspaces SET created_at = now() - interval '20 days'", []);
  await hand.ran(await hand.playbook("x", "1"), { status: "waiting" });
  const later = new Date(now + 30 * DAY_MS);
  await feed(later);
  await feed(later);
  const found = await hand.rows(
    "SELECT name, state->'counts' AS counts FROM drift_watches WHERE watch = 'volume' AND kind = 'playbook'",
  );
  const [{ name, counts }] = found as unknown as [{ name: string; counts: number[] }];
  expect({ name, first: counts[0] }).toEqual({ name: "x", first: 1 });
  expect(counts.slice(1).every((count) => count === 0)).toBe(true);
  expect(counts.length).toBeGreaterThanOrEqual(3);
});

it("reminds of an unanswered review once a day when it is overdue, and in the record", async () => {
  const version = await hand.playbook("x", "1");
  await runs(version, 40, 30, false);
  await runs(version, 15, 5, true);
  await feed();
  const remind = (days: number) => remindOfOverdue(store.database, silentLog, new Date(now + days * DAY_MS));
  expect([await remind(6), await remind(8), await remind(8.5), await remind(9.1)]).toEqual([0, 1, 0, 1]);
  expect(
    await hand.rows("SELECT action, details FROM audit WHERE action = 'review-reminded' ORDER BY id"),
  ).toMatchObject([{ details: { owner: "blue-team", reminders: 1 } }, { details: { reminders: 2 } }]);
});
