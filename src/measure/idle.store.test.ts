import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type TestStore, testStore } from "../../test/support/database.ts";
import { measuredByHand } from "../../test/support/measured.ts";
import { dueReviews } from "./schedule.ts";

let store: TestStore;
let hand: ReturnType<typeof measuredByHand>;
beforeEach(async () => {
  store = await testStore();
  hand = measuredByHand(store);
  await hand.query("UPDATE workspaces SET created_at = '2026-01-01'", []);
});
afterEach(() => store.close());

/** In force since a day, without a run. */
async function inForceSince(name: string, since: string): Promise<string> {
  const written = await hand.rows(
    `WITH old AS (
       INSERT INTO playbook_versions (id, workspace_id, name, number, hash, source, program, created_at, created_by)
       VALUES (gen_random_uuid(), $1, $2, 1, 'h', '', '{}', $3, 'system') RETURNING id
     )
     INSERT INTO playbook_lives (version_id, workspace_id, name, status, by, submitted_by) SELECT id, $1, $2, 'in-force', 'system', 'system' FROM old RETURNING version_id AS id`,
    [store.workspaceId, name, since],
  );
  return String(written[0]!.id);
}

const ran = (version: string, at: string) =>
  hand.ran(version, { status: "done", outcome: "benign", at: new Date(at) }, { opened_at: new Date(at) });
const due = (at: string) => dueReviews(store.database, new Date(at));
const idle = async () =>
  (await hand.rows("SELECT findings, owner FROM reviews WHERE kind = 'idle' ORDER BY period_to")) as {
    findings: { playbook: string; text: string }[];
    owner: string;
  }[];
const named = async () => (await idle()).map(({ findings }) => findings.map(({ playbook }) => playbook));

describe("the review of playbooks that did not run", () => {
  it("names all that did not run for 90 days in one record, once, and says since when", async () => {
    await inForceSince("forgotten", "2026-01-01");
    await ran(await inForceSince("rare", "2026-01-01"), "2026-03-02T12:00:00Z");
    await ran(await inForceSince("lively", "2026-01-01"), "2026-06-25T12:00:00Z");
    await inForceSince("young", "2026-05-01");
    await due("2026-06-29T06:00:00Z");
    const [first] = await idle();
    expect(first).toMatchObject({
      owner: "soc",
      findings: [
        { playbook: "forgotten", text: expect.stringMatching(/^forgotten has never run\./) },
        { playbook: "rare", text: expect.stringMatching(/^rare has not run since 2026-03-02\./) },
      ],
    });
    await due("2026-07-06T06:00:00Z");
    expect(await named()).toEqual([["forgotten", "rare"]]);
  });

  it("names one again only after it ran and was silent anew", async () => {
    const version = await inForceSince("rare", "2026-01-01");
    await due("2026-06-29T06:00:00Z");
    await ran(version, "2026-07-01T12:00:00Z");
    await due("2026-07-06T06:00:00Z");
    await due("2026-09-28T06:00:00Z");
    expect(await named()).toEqual([["rare"]]);
    await due("2026-10-05T06:00:00Z");
    expect(await named()).toEqual([["rare"], ["rare"]]);
  });

  it("takes a shadow for no run, and asks nothing of what was retired", async () => {
    await ran(await inForceSince("shadowed", "2026-01-01"), "2026-06-25T12:00:00Z");
    await hand.query("UPDATE runs SET state = '{\"shadow\": true}'", []);
    await inForceSince("retired", "2026-01-01");
    await hand.query("UPDATE playbook_lives SET status = 'retired' WHERE name = 'retired'", []);
    await due("2026-06-29T06:00:00Z");
    expect(await named()).toEqual([["shadowed"]]);
  });

  it("is written once, however many processes ask, and is due in two weeks", async () => {
    await inForceSince("forgotten", "2026-01-01");
    await Promise.all([due("2026-06-29T06:00:00Z"), due("2026-06-29T06:00:00Z"), due("2026-06-29T06:00:00Z")]);
    expect(await named()).toEqual([["forgotten"]]);
    expect(await hand.rows("SELECT count(*)::int AS written FROM audit WHERE action = 'review-written'")).toEqual([
      { written: 1 },
    ]);
  });
});
