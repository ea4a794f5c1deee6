/** A run that was left to people goes on from one of its steps: what took hold is not done again, what failed is done. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { until } from "../../test/support/asking-cordon.ts";
import { type RangedCordon, startRanged } from "../../test/support/ranged-cordon.ts";
import type { RunDetail, RunView } from "./contract/run.ts";

let ranged: RangedCordon;
beforeAll(async () => {
  ranged = await startRanged();
  await ranged.responds(
    "block-and-wait",
    `steps:
  - { id: block, action: network.block-ip, with: { ip: "=incident.ips[0]" }, for: 4h, on-failure: [{ handoff: soc, reason: It was not blocked. }] }
  - { id: rest, wait: 1h }
  - { id: over, end: true-positive, reason: Blocked. }
`,
  );
});
afterAll(() => ranged?.stop());

const call = <T>(method: string, path: string, body?: unknown, status?: number) =>
  ranged.cordon.call<T>(method, path, body, status);
const rerun = <T = RunDetail>(id: string, from: string, status = 202) =>
  call<T>("POST", `/v1/runs/${id}/rerun`, { from, reason: "The firewall answers again." }, status);
const asked = (address: string) => ranged.effects().filter((one) => one.entity === address && one.verb === "block-ip");

async function runOf(incidentId: string, holds: (run: RunView) => boolean): Promise<RunView> {
  return until(async () => {
    const { items } = await call<{ items: RunView[] }>("GET", `/v1/runs?incident=${incidentId}`);
    return items.find(holds);
  });
}

test("one whose call failed does it, once the product answers again", async () => {
  await ranged.byHand("POST", "/_range/faults", { failNext: 200 });
  const { incidentId } = await ranged.alert("198.51.100.71");
  const run = await runOf(incidentId, ({ outcome }) => outcome === "handoff");
  await ranged.byHand("POST", "/_range/faults", {});
  expect(ranged.blocked()).not.toContain("198.51.100.71");
  expect(await rerun(run.id, "block")).toMatchObject({ status: "ready", outcome: null });
  await runOf(incidentId, ({ status }) => status === "waiting");
  expect(ranged.blocked()).toContain("198.51.100.71");
  const { steps } = await call<RunDetail>("GET", `/v1/runs/${run.id}`);
  expect(steps.filter(({ step }) => step === "block").map(({ status }) => status)).toEqual(
    expect.arrayContaining(["failed", "succeeded"]),
  );
});

test("one that was cancelled while it waited goes on from before, does nothing twice, and can do so again", async () => {
  const { incidentId } = await ranged.alert("198.51.100.72");
  const { id } = await runOf(incidentId, ({ status }) => status === "waiting");
  for (const from of ["block", "block", "block"]) {
    await call("POST", `/v1/runs/${id}/cancel`, undefined, 202);
    await runOf(incidentId, ({ status }) => status === "cancelled");
    await rerun(id, from);
    await runOf(incidentId, ({ status }) => status === "waiting");
  }
  expect(asked("198.51.100.72")).toMatchObject([{ count: 1 }]);
  const sql = "SELECT actor, details FROM audit WHERE subject_id = $1 AND action = 'run-rerun' ORDER BY id LIMIT 1";
  const { rows } = await ranged.cordon.database.system.query(sql, [id]);
  expect(rows[0].details).toEqual({ from: "block", reason: "The firewall answers again." });
});

test("one that still goes on, a step that is not there and one that asks for nothing are refused with the reason", async () => {
  const { incidentId } = await ranged.alert("198.51.100.73");
  const { id } = await runOf(incidentId, ({ status }) => status === "waiting");
  expect(await rerun(id, "block", 409)).toMatchObject({
    code: "api.conflict",
    message: expect.stringMatching(/The run is waiting/),
  });
  await call("POST", `/v1/runs/${id}/cancel`, undefined, 202);
  await runOf(incidentId, ({ status }) => status === "cancelled");
  expect(await rerun(id, "blok", 400)).toMatchObject({
    code: "run.no-such-step",
    message: expect.stringMatching(/did you mean "block"/),
  });
  expect(await rerun(id, "over", 403)).toMatchObject({
    code: "run.not-from-there",
    message: expect.stringMatching(/never came to "over".*it can from block/),
  });
});
