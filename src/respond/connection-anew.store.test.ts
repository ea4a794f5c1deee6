/** A connection that was taken away and added anew under its name is the same to whoever contains by it. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { until } from "../../test/support/asking-cordon.ts";
import { type RangedCordon, startRanged } from "../../test/support/ranged-cordon.ts";

const IP = "198.51.100.1";
const END = "  - { end: true-positive, reason: Done. }\n";
const block = (time: string) => `steps:\n  - { action: network.block-ip, with: { ip: "${IP}" }, for: ${time} }\n${END}`;
const UNBLOCK = `steps:\n  - { action: network.unblock-ip, with: { ip: "${IP}" } }\n${END}`;

let ranged: RangedCordon;
beforeAll(async () => {
  ranged = await startRanged();
});
beforeEach(async () => {
  await ranged.cordon.call("POST", "/v1/containment/release", { all: true, reason: "A test." }, 202);
  await until(async () => ((await inForce()).length === 0 ? true : undefined));
});
afterAll(() => ranged?.stop());

let alerts = 0;
async function alert(playbook: string, steps: string): Promise<void> {
  alerts += 1;
  await ranged.responds(playbook, steps);
  await ranged.alert(`198.51.100.${100 + alerts}`);
}
const inForce = async () => (await ranged.leases()).filter(({ status }) => status !== "released");
const unblocks = () => ranged.effects().filter(({ verb }) => verb === "unblock-ip").length;

test("what was contained by the one before does not end what is contained by it, and both are undone once", async () => {
  const before = unblocks();
  await alert("block-named", block("1h"));
  const [first] = await inForce();
  await ranged.reconnect();
  await alert("block-named", block("4h"));
  expect(await inForce()).toHaveLength(2);
  await ranged.cordon.call("POST", `/v1/containment/${first!.id}/release`, { reason: "A test." }, 202);
  await ranged.lease(IP, "released");
  expect(ranged.blocked()).toEqual([IP]);
  const [second] = await inForce();
  await ranged.cordon.call("POST", `/v1/containment/${second!.id}/release`, { reason: "A test." }, 202);
  await until(async () => ((await inForce()).length === 0 ? true : undefined));
  expect({ blocked: ranged.blocked(), unblocks: unblocks() - before }).toEqual({ blocked: [], unblocks: 1 });
});

test("what was contained by the one before is not undone by another incident's step", async () => {
  await alert("block-named", block("1h"));
  await ranged.reconnect();
  await alert("unblock-named", UNBLOCK);
  expect(ranged.blocked()).toEqual([IP]);
  expect(await inForce()).toHaveLength(1);
});
