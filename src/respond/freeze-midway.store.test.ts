/** The stop button in the middle of a loop of effects: what the product is asked for after it, and that ways back stay open. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { until } from "../../test/support/asking-cordon.ts";
import { type RangedCordon, startRanged } from "../../test/support/ranged-cordon.ts";
import { sleep } from "../clock.ts";

const ADDRESSES = Array.from({ length: 50 }, (_, index) => `198.51.100.${index + 1}`);
const STEPS = `variables:
  targets: { type: list, default: [${ADDRESSES.map((one) => `"${one}"`).join(", ")}] }
steps:
  - for-each: vars.targets
    as: target
    at-most: 50
    do:
      - { action: network.block-ip, with: { ip: "=each.target" }, for: 4h }
  - { end: true-positive, reason: Blocked. }
`;

let ranged: RangedCordon;
beforeAll(async () => {
  ranged = await startRanged();
  await ranged.responds("block-many", STEPS);
  // So slow that it is pressed in the middle, whatever machine this is.
  await ranged.byHand("POST", "/_range/faults", { delayMs: 40 });
});
afterAll(() => ranged?.stop());

test("takes hold within a second in the middle of fifty effects, and lets what was contained be released", {
  timeout: 90_000,
}, async () => {
  const responding = ranged.alert("203.0.113.9");
  await until(async () => (ranged.blocked().length >= 5 ? true : undefined));
  const reason = "A test.";
  const freeze = { scope: "workspace", name: "", reason };
  const { id } = await ranged.cordon.call<{ id: string }>("POST", "/v1/freezes", freeze, 201);
  await sleep(1_000);
  const held = ranged.blocked();
  expect(held.length).toBeLessThan(50);
  await sleep(1_500);
  expect(ranged.blocked(), "nothing after the first second").toEqual(held);

  const leases = await ranged.leases();
  expect(leases.map(({ entityKey }) => entityKey).sort(), "each of them with its way back").toEqual(held);
  const given = leases.find(({ entityKey }) => entityKey === held[0]!)!;
  await ranged.cordon.call("POST", `/v1/containment/${given.id}/release`, {});
  await ranged.lease(held[0]!, "released");
  expect(ranged.blocked(), "released under the freeze").toEqual(held.slice(1));

  await ranged.cordon.call("POST", `/v1/freezes/${id}/thaw`, { reason });
  await responding;
  const all = [...ADDRESSES].sort().filter((one) => one !== held[0]);
  await until(async () => (ranged.blocked().length === all.length ? true : undefined));
  expect(ranged.blocked(), "the others go on, and what a person released stays so").toEqual(all);
  const blocks = ranged.effects().filter(({ verb }) => verb === "block-ip");
  expect(
    blocks.map(({ effective }) => effective),
    "each once",
  ).toEqual(ADDRESSES.map(() => 1));
});
