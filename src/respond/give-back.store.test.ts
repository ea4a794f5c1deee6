/** A playbook that takes back what it contained, alone and beside another incident about the same. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { until } from "../../test/support/asking-cordon.ts";
import { type RangedCordon, startRanged } from "../../test/support/ranged-cordon.ts";

const ADDRESS = "198.51.100.1";
const BLOCK = `  - { id: block, action: network.block-ip, with: { ip: "${ADDRESS}" }, for: 4h }\n`;
const UNBLOCK = `{ action: network.unblock-ip, with: { ip: "${ADDRESS}" } }`;
const END = "  - { end: true-positive, reason: Blocked. }\n";

let ranged: RangedCordon;
let alerts = 0;
beforeAll(async () => {
  ranged = await startRanged();
});
beforeEach(async () => {
  await ranged.byHand("POST", "/_range/faults", {});
  await ranged.cordon.call("POST", "/v1/containment/release", { all: true, reason: "A test." }, 202);
  await holds(async () => (await inForce()).length === 0);
});
afterAll(() => ranged?.stop());

const holds = (what: () => Promise<boolean>) => until(async () => ((await what()) ? true : undefined));
const inForce = async () => (await ranged.leases()).filter(({ status }) => status !== "released");
const unblocked = () =>
  ranged.effects().reduce((sum, { verb, count }) => (verb === "unblock-ip" ? sum + count : sum), 0);
interface Ended {
  id: string;
  number: number;
  handoffReason: string;
}
/** An incident that runs these steps, once its run has ended. */
async function runs(steps: string): Promise<Ended> {
  await ranged.responds("block-it", `steps:\n${steps}`);
  alerts += 1;
  const { incidentId } = await ranged.alert(`203.0.113.${alerts}`);
  return ended(incidentId);
}
async function ended(incidentId: string): Promise<Ended> {
  const run = "SELECT 1 FROM runs WHERE subject_id = $1 AND ended_at IS NOT NULL";
  await holds(async () => (await ranged.cordon.database.system.query(run, [incidentId])).rows.length > 0);
  return ranged.cordon.call<Ended>("GET", `/v1/incidents/${incidentId}`);
}
const COMPENSATED = `  - id: block
    action: network.block-ip
    with: { ip: "${ADDRESS}" }
    for: 4h
    compensate: [${UNBLOCK}]
  - { action: endpoint.isolate, with: { device: "no-such-machine" }, for: 1h }
${END}`;

test("a way back gives the lease back, and the product is asked once", async () => {
  const before = unblocked();
  const { id } = await runs(COMPENSATED);
  expect(ranged.blocked()).toEqual([]);
  expect(unblocked()).toBe(before + 1);
  const [lease] = (await ranged.leases()).filter(({ incidentId }) => incidentId === id);
  expect(lease).toMatchObject({ status: "released", releasedBy: expect.stringContaining("block-it") });
});

test("a way back leaves what another incident holds as well: only its own lease ends", async () => {
  const first = await runs(BLOCK + END);
  const second = await runs(COMPENSATED);
  expect((await inForce()).map(({ incidentId }) => incidentId)).toEqual([first.id]);
  expect(ranged.blocked()).toEqual([ADDRESS]);
  const theirs = (await ranged.leases()).filter(({ incidentId }) => incidentId === second.id);
  expect(theirs).toMatchObject([{ status: "released", releasedBy: expect.stringContaining("block-it") }]);
});

test("a step that would undo what only another incident holds does not, and says which", async () => {
  const first = await runs(BLOCK + END);
  const second = await runs(`  - ${UNBLOCK}\n${END}`);
  expect(second.handoffReason).toContain(`Incident ${first.number} holds it until`);
  expect(ranged.blocked()).toEqual([ADDRESS]);
  expect(await inForce()).toHaveLength(1);
});

test("what no lease holds is undone as any other effect is done", async () => {
  await ranged.byHand("POST", "/blocks/ips", { value: ADDRESS, reason: "The network team's." });
  await runs(`  - ${UNBLOCK}\n${END}`);
  expect(ranged.blocked()).toEqual([]);
});

test("a product that cannot be reached holds up no run: the ledger goes on by itself", async () => {
  const wait = `  - { wait-for: comment-added, at-most: 1h, on-timeout: [] }\n`;
  await ranged.responds("block-it", `steps:\n${BLOCK}${wait}  - ${UNBLOCK}\n${END}`);
  alerts += 1;
  const { incidentId } = await ranged.alert(`203.0.113.${alerts}`);
  await ranged.byHand("POST", "/_range/faults", { failNext: 1_000 });
  await ranged.cordon.call("POST", `/v1/incidents/${incidentId}/comments`, { body: "Take it back." }, 201);
  expect((await ended(incidentId)).handoffReason).toContain("It is tried again by itself.");
  await ranged.byHand("POST", "/_range/faults", {});
  await holds(async () => (await inForce()).length === 0);
  expect(ranged.blocked()).toEqual([]);
});
