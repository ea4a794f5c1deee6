/** A containment that begins while an earlier one of the same thing is being undone. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { until } from "../../test/support/asking-cordon.ts";
import { diceOf } from "../../test/support/dice.ts";
import { type RangedCordon, startRanged } from "../../test/support/ranged-cordon.ts";

const ADDRESS = "198.51.100.1";

let ranged: RangedCordon;
let alerts = 0;
beforeAll(async () => {
  ranged = await startRanged();
  const block = `  - { action: network.block-ip, with: { ip: "${ADDRESS}" }, for: 4h }\n`;
  await ranged.responds("block-it", `steps:\n${block}  - { end: true-positive, reason: Blocked. }\n`);
});
beforeEach(async () => {
  await ranged.byHand("POST", "/_range/faults", {});
  await ranged.cordon.call("POST", "/v1/containment/release", { all: true, reason: "A test." }, 202);
  await holds(async () => (await inForce()).length === 0);
  expect(ranged.blocked()).toEqual([]);
});
afterAll(() => ranged?.stop());

const holds = (what: () => Promise<boolean>) => until(async () => ((await what()) ? true : undefined));
const query = async <T>(sql: string) => (await ranged.cordon.database.system.query(sql)).rows as T[];
const inForce = async () => (await ranged.leases()).filter(({ status }) => status !== "released");
const tried = async () => (await query("SELECT 1 FROM effects WHERE capability = 'network.block-ip'")).length;
const slowly = (delayMs: number) => ranged.byHand("POST", "/_range/faults", { delayMs });
const alert = () => {
  alerts += 1;
  return ranged.alert(`203.0.113.${alerts}`);
};
const release = (id: string) => ranged.cordon.call("POST", `/v1/containment/${id}/release`, { reason: "A test." }, 202);
async function blockedOnce(): Promise<string> {
  await alert();
  const [lease] = await inForce();
  return lease!.id;
}
async function endsWithoutTheFirst(first: string): Promise<void> {
  await holds(async () => (await inForce()).every(({ id }) => id !== first));
  await slowly(0);
  expect((await inForce()).map(({ entityKey, status }) => [entityKey, status])).toEqual([[ADDRESS, "active"]]);
  expect(ranged.blocked()).toEqual([ADDRESS]);
}

test("holds when it was under way as the other was let go: that one waits, and then undoes nothing", async () => {
  const first = await blockedOnce();
  await slowly(200);
  const before = await tried();
  const second = alert();
  await holds(async () => (await tried()) === before + 1);
  await release(first);
  await second;
  await endsWithoutTheFirst(first);
});

test("holds when it is asked for as the other is being let go: it waits, and is done anew", async () => {
  const first = await blockedOnce();
  await slowly(200);
  await release(first);
  await holds(async () => (await inForce()).some(({ status }) => status === "releasing"));
  await alert();
  await holds(async () => (await inForce()).some(({ id }) => id !== first));
  await endsWithoutTheFirst(first);
  expect((await query("SELECT 1 FROM runs WHERE status = 'failed'")).length).toBe(0);
});

test("and ends in any order leave what the ledger says", async () => {
  const { chance, between } = diceOf(Number(process.env.SEED ?? 1));
  const below = (end: number) => Math.floor(between(0, end));
  await slowly(15);
  for (let round = 0; round < 5; round += 1) {
    const alerted: Promise<unknown>[] = [];
    for (let act = 0; act < 8; act += 1) {
      if (chance(0.5)) alerted.push(alert());
      const leases = await inForce();
      if (leases.length > 0 && chance(0.7)) await release(leases[below(leases.length)]!.id).catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, below(60)));
    }
    await Promise.all(alerted);
    await holds(async () => (await query("SELECT 1 FROM runs WHERE ended_at IS NULL")).length === 0);
    await holds(async () => (await inForce()).every(({ status }) => status === "active"));
    expect(ranged.blocked(), `round ${round}`).toEqual((await inForce()).length === 0 ? [] : [ADDRESS]);
  }
}, 60_000);
