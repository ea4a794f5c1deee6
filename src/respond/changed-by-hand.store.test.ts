/** A containment that somebody undid in the system itself: Cordon says so, and does not set anything right by itself. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RangedCordon, startRanged } from "../../test/support/ranged-cordon.ts";
import type { Lease } from "../model/effect.ts";

let ranged: RangedCordon;
beforeAll(async () => {
  ranged = await startRanged();
  await ranged.responds(
    "block-one",
    `steps:
  - { action: network.block-ip, with: { ip: "=incident.ips[0]" }, for: 4h }
  - { end: true-positive, reason: Blocked. }
`,
  );
});
afterAll(() => ranged?.stop());

const call = <T>(method: string, path: string, body: unknown, status?: number) =>
  ranged.cordon.call<T>(method, path, body, status);
const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
const asked = (address: string, verb: string) =>
  ranged.effects().filter((one) => one.entity === address && one.verb === verb).length;

async function blocked(address: string): Promise<Lease> {
  await ranged.alert(address);
  const lease = await ranged.lease(address, "active");
  expect(ranged.blocked()).toContain(address);
  return lease;
}
async function undoneByHand(address: string): Promise<Lease> {
  const lease = await blocked(address);
  await ranged.byHand("DELETE", `/blocks/ips/${address}`);
  return lease;
}
/** Undone, and then done again by the same hands: what is in force looks the same. */
async function remadeByHand(address: string): Promise<Lease> {
  const lease = await undoneByHand(address);
  await ranged.byHand("POST", "/blocks/ips", { value: address, reason: "The network team's." });
  return lease;
}
const REMADE = "Somebody had undone it in the system and done it again; what they did was left in place.";

async function whatWasSaid(lease: Lease): Promise<string[]> {
  const sql = "SELECT details->>'note' AS note FROM audit WHERE subject_id = $1 AND action = 'containment-released'";
  return (await ranged.cordon.database.system.query<{ note: string }>(sql, [lease.id])).rows.map(({ note }) => note);
}

test("is not extended: there is nothing left to extend, and whoever asks is told", async () => {
  const lease = await undoneByHand("198.51.100.1");
  const refused = await call("POST", `/v1/containment/${lease.id}/extend`, { until: inHours(48) }, 409);
  expect(refused).toMatchObject({
    code: "lease.undone-elsewhere",
    message: expect.stringContaining("network.block-ip on 198.51.100.1 is not in force in range-firewall any more"),
  });
  expect((await ranged.lease("198.51.100.1", "active")).expiresAt).toBe(lease.expiresAt);
  expect(ranged.blocked()).not.toContain("198.51.100.1");
});

test("is extended where the system cannot be asked, or still holds it", async () => {
  const lease = await blocked("198.51.100.2");
  const extend = (hours: number) => call("POST", `/v1/containment/${lease.id}/extend`, { until: inHours(hours) }, 200);
  await extend(24);
  await ranged.byHand("POST", "/_range/faults", { failNext: 5 });
  await extend(48);
  await ranged.byHand("POST", "/_range/faults", {});
});

test("is released without a word to the system, and the record says that it was undone already", async () => {
  const lease = await undoneByHand("198.51.100.3");
  await call("POST", `/v1/containment/${lease.id}/release`, {});
  await ranged.lease("198.51.100.3", "released");
  expect(await whatWasSaid(lease)).toEqual(["It had been undone in the system already."]);
  expect(asked("198.51.100.3", "unblock-ip"), "one by hand, none by Cordon").toBe(1);
});

test("ends at its time the same way, and what holds is undone", async () => {
  const [gone, held] = [await undoneByHand("198.51.100.4"), await blocked("198.51.100.5")];
  await ranged.cordon.database.system.query(
    "UPDATE leases SET expires_at = now(), next_attempt_at = now() WHERE id = ANY ($1)",
    [[gone.id, held.id]],
  );
  for (const { entityKey } of [gone, held]) await ranged.lease(entityKey, "released");
  expect(await whatWasSaid(gone)).toEqual(["It had been undone in the system already."]);
  expect(await whatWasSaid(held)).toEqual(["Undone and read back."]);
  expect([asked("198.51.100.4", "unblock-ip"), asked("198.51.100.5", "unblock-ip")]).toEqual([1, 1]);
  expect(ranged.blocked()).not.toContain("198.51.100.5");
});

test("is left in place when somebody undid it and did it again, and the record says so", async () => {
  const lease = await remadeByHand("198.51.100.7");
  const seen = await call("POST", `/v1/containment/${lease.id}/look`, undefined, 200);
  expect(seen).toMatchObject({ inForce: "yes", whose: "somebody-elses" });
  await call("POST", `/v1/containment/${lease.id}/release`, {});
  await ranged.lease("198.51.100.7", "released");
  expect(await whatWasSaid(lease)).toEqual([REMADE]);
  expect(ranged.blocked()).toContain("198.51.100.7");
  expect(asked("198.51.100.7", "unblock-ip"), "one by hand, none by Cordon").toBe(1);
});

test("that was remade by hand is not extended: its end is not ours to move", async () => {
  const lease = await remadeByHand("198.51.100.8");
  const refused = await call("POST", `/v1/containment/${lease.id}/extend`, { until: inHours(48) }, 409);
  expect(refused).toMatchObject({ code: "lease.undone-elsewhere", message: expect.stringContaining("theirs") });
});

test("that was remade by hand is not taken over by the next incident that would contain the same", async () => {
  const first = await remadeByHand("198.51.100.9");
  await ranged.alert("198.51.100.9");
  const held = (await ranged.leases()).filter(({ entityKey }) => entityKey === "198.51.100.9");
  expect(held.map(({ id }) => id)).toEqual([first.id]);
  await call("POST", "/v1/containment/release", { entity: "198.51.100.9", reason: "A test." }, 202);
  await ranged.lease("198.51.100.9", "released");
  expect(ranged.blocked()).toContain("198.51.100.9");
});

test("is undone at the end of all, though another incident had to contain it anew after somebody undid the first", async () => {
  const first = await undoneByHand("198.51.100.10");
  await ranged.alert("198.51.100.10");
  const both = (await ranged.leases()).filter(({ entityKey }) => entityKey === "198.51.100.10");
  const second = both.find(({ id }) => id !== first.id)!;
  // The later one ends first, and only as a record: the earlier one holds what the later one made.
  await call("POST", `/v1/containment/${first.id}/extend`, { until: inHours(48) }, 200);
  for (const { id } of [second, first]) {
    await call("POST", `/v1/containment/${id}/release`, {});
    await expect.poll(() => whatWasSaid({ id } as Lease), { timeout: 10_000 }).toHaveLength(1);
  }
  expect(await whatWasSaid(second)).toEqual(["Another containment still holds this entity; nothing was undone."]);
  expect(await whatWasSaid(first)).toEqual(["Undone and read back."]);
  expect(ranged.blocked()).not.toContain("198.51.100.10");
});

test("that somebody had made before Cordon came stays when Cordon's own ends", async () => {
  await ranged.byHand("POST", "/blocks/ips", { value: "198.51.100.6", reason: "The network team's." });
  await ranged.alert("198.51.100.6");
  expect(asked("198.51.100.6", "unblock-ip")).toBe(0);
  await call("POST", "/v1/containment/release", { entity: "198.51.100.6", reason: "A test." }, 202);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(ranged.blocked()).toContain("198.51.100.6");
});
