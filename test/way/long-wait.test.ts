/** A run that waits for a month is a row in the database, and nothing else, until its time comes. */
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { oktaReport } from "../support/vendor-alerts.ts";
import { startWay, type Way } from "../support/way.ts";

const RUNS = 300;
const PATIENCE = { timeout: 60_000, interval: 250 };
const MONTH_MS = 30 * 86_400_000;

/** In the place of the shipped one, so that the shipped taxonomy leads to it. */
const source = `
playbook: account-takeover
title: Look again in a month
description: Waits, and then says that nothing came of it.
maturity: stable
trigger: size(incident.users) > 0
default-queue: soc
steps:
  - id: later
    wait: 30d
  - id: nothing
    end: benign
    reason: "Nothing came of {{ incident.users[0] }} in a month."
    status: closed
`;

let way: Way;

beforeAll(async () => {
  way = await startWay();
  await way.api.connect("okta", "okta");
  await way.api.call("POST", "/v1/playbooks", { source, file: "account-takeover/playbook.yaml" });
});

afterAll(() => way?.stop());

test(`${RUNS} runs that wait for a month hold nothing in memory`, async () => {
  const before = Date.now();
  await way.api.deliver(
    "okta",
    Array.from({ length: RUNS }, (_, n) => oktaReport(`person${n}@corp.test`)),
  );
  await expectWaiting(RUNS);
  const due = await way.query<{ first: Date; last: Date }>(
    "SELECT min(wake_at) AS first, max(wake_at) AS last FROM runs",
  );
  expect(due[0]!.first.getTime()).toBeGreaterThanOrEqual(before + MONTH_MS);
  expect(due[0]!.last.getTime()).toBeLessThanOrEqual(Date.now() + MONTH_MS);
});

test("they are still waiting after a restart, and not taken up by it", async () => {
  await way.restart();
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  await expectWaiting(RUNS);
});

test("the one whose month has passed goes on, the others wait", async () => {
  const incident = await way.api.incidents("person7@corp.test");
  await passAMonth(incident[0]!.id);
  await vi.waitFor(async () => {
    expect(await way.api.incidents("person7@corp.test")).toMatchObject([
      {
        status: "closed",
        disposition: "benign",
        dispositionReason: "Nothing came of person7@corp.test in a month.",
        runs: [{ status: "done", outcome: "benign" }],
      },
    ]);
  }, PATIENCE);
  await expectWaiting(RUNS - 1);
});

async function expectWaiting(count: number): Promise<void> {
  await vi.waitFor(async () => {
    const rows = await way.query("SELECT id FROM runs WHERE status = 'waiting' AND owner IS NULL");
    expect(rows).toHaveLength(count);
  }, PATIENCE);
  expect(way.serving.cordon.engine.active()).toBe(0);
}

/** Moves what the run waits for into the past, where it is written down: as if the month were over. */
async function passAMonth(incidentId: string): Promise<void> {
  const moved = await way.query(
    `UPDATE runs SET wake_at = now(), state = jsonb_set(state, '{tokens,0,wakeAt}', to_jsonb($2::bigint))
     WHERE subject_id = $1 RETURNING id`,
    [incidentId, Date.now() - 1],
  );
  expect(moved).toHaveLength(1);
}
