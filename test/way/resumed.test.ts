/** A run that was cancelled or failed is started over by a person: what it did already is not done again, seen in the range's own counters. */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Range, startRange } from "../../range/start.ts";
import type { RunDetail } from "../../src/api/contract/run.ts";
import { oktaReport } from "../support/vendor-alerts.ts";
import { startWay, type Way } from "../support/way.ts";

const PATIENCE = { timeout: 30_000, interval: 100 };
const USER = "mara.keller@example.com";

/** In the place of the shipped one: an effect, time for a person to step in, and an end. */
const source = `
playbook: account-takeover
title: End the sessions, look again, end
description: Ends the sessions, waits a moment, and says that nothing came of it.
maturity: stable
trigger: size(incident.users) > 0
default-queue: soc
steps:
  - id: sessions
    action: identity.revoke-sessions
    with: { user: "=incident.users[0]", reason: "Incident {{ incident.number }}" }
    on-failure: []
  - id: later
    wait: 6s
  - id: nothing
    end: benign
    reason: "Nothing came of it."
    status: closed
`;

let way: Way;
let range: Range;

beforeAll(async () => {
  range = await startRange({ token: "sesame" });
  way = await startWay();
  await way.api.importPeople(200, [{ key: USER }]);
  await way.api.connect("okta", "okta");
  await way.api.connect("directory", "range-identity", { url: range.parts.identity.url }, { token: "sesame" });
  await way.api.call("POST", "/v1/playbooks", { source, file: "account-takeover/playbook.yaml" });
});

afterAll(async () => {
  await way?.stop();
  await range?.stop();
});

const runOf = async (): Promise<RunDetail> => {
  const [incident] = await way.api.incidents(USER);
  return way.api.call<RunDetail>("GET", `/v1/runs/${String(incident!.runs[0]!.id)}`);
};
const sessionsEnded = () =>
  range.parts.identity
    .state()
    .counters.effects.filter(({ verb }) => /session/.test(verb))
    .map(({ count }) => count);

async function untilRun(status: string): Promise<RunDetail> {
  return vi.waitFor(async () => {
    const run = await runOf();
    expect(run.status).toBe(status);
    return run;
  }, PATIENCE);
}

describe("a run that was cancelled after its first effect", () => {
  test("has done it once, and its incident is with people", async () => {
    await way.api.deliver("okta", oktaReport(USER));
    const { id } = await vi.waitFor(() => untilRun("waiting"), PATIENCE);
    expect(sessionsEnded()).toEqual([1]);
    await way.api.call("POST", `/v1/runs/${id}/cancel`);
    expect(await untilRun("cancelled")).toMatchObject({ outcome: "handoff" });
    expect(await way.api.incidents(USER)).toMatchObject([{ status: "in-progress", queue: "soc" }]);
  });

  test("resumed, it goes from its first step to its end, and the effect is answered from the journal", async () => {
    const { id, steps: before } = await runOf();
    await way.api.call("POST", `/v1/runs/${id}/resume`);
    const run = await untilRun("done");
    expect(run.outcome).toBe("benign");
    const again = run.steps.slice(before.length);
    expect(again.map(({ step, status }) => [step, status])).toEqual([
      ["sessions", "succeeded"],
      ["later", "succeeded"],
      ["nothing", "succeeded"],
    ]);
    expect(again[0]!.output).toEqual(before[0]!.output);
    expect(sessionsEnded()).toEqual([1]);
    expect(await way.api.effects(USER)).toHaveLength(1);
    expect(await way.api.incidents(USER)).toMatchObject([{ status: "closed", disposition: "benign" }]);
  });

  test("is not resumed once more when it is done", async () => {
    expect(await way.api.statusOf("POST", `/v1/runs/${(await runOf()).id}/resume`, {})).toBe(409);
  });
});
