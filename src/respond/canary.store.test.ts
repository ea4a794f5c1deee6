/** A write canary on what the inventory tags for it: whatever product contains it, and never around what the policies forbid. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type RangedCordon, startRanged } from "../../test/support/ranged-cordon.ts";
import type { Canary } from "../model/canary.ts";

const [MADE_FOR_IT, OUTSIDE] = ["198.51.100.201", "198.51.100.202"];
const POLICIES = `@id("all") @budget("1000 per 1h") permit (principal, action, resource);
@id("never") @reason("it matters") forbid (principal, action, resource) when { resource.protected };`;

let ranged: RangedCordon;
beforeAll(async () => {
  ranged = await startRanged();
  await ranged.cordon.call("POST", "/v1/policies", { files: [{ file: "policies/all.cedar", text: POLICIES }] });
});
beforeEach(() => tagged([], []));
afterAll(() => ranged?.stop());

function tagged(made: string[], outside: string[], more: object = {}) {
  const entities = [
    { type: "ip", key: MADE_FOR_IT, attributes: { tags: made, ...more } },
    { type: "ip", key: OUTSIDE, attributes: { tags: outside } },
  ];
  return ranged.cordon.call("POST", "/v1/inventory", { entities });
}
const canary = (connection = "range-firewall", status = 201) =>
  ranged.cordon.call<Canary & { code: string; message: string }>(
    "POST",
    `/v1/connections/${connection}/canary`,
    undefined,
    status,
  );
const calls = () => ranged.effects().map(({ verb, entity }) => `${verb} ${entity}`);

test("is contained and given back, in the product itself", async () => {
  await tagged(["canary"], []);
  expect(await canary()).toMatchObject({ passed: true, capability: "network.block-ip", entity: MADE_FOR_IT });
  expect(calls()).toEqual([`block-ip ${MADE_FOR_IT}`, `unblock-ip ${MADE_FOR_IT}`]);
  expect(ranged.blocked()).toEqual([]);
});

test("fails where the product contains what should be out of reach, which is undone at once", async () => {
  await tagged(["canary"], ["canary-outside"]);
  const made = await canary();
  expect(made.checks.at(-1)).toMatchObject({
    ...{ check: "forbidden", passed: false },
    seen: expect.stringContaining("let it happen"),
  });
  expect(calls()).toContain(`block-ip ${OUTSIDE}`);
  expect(ranged.blocked()).toEqual([]);
});

test("is no way around what the policies forbid: nothing is touched", async () => {
  await tagged(["canary"], [], { protected: true });
  const before = calls().length;
  const made = await canary();
  expect(made.checks).toMatchObject([{ check: "guard", passed: false, seen: expect.stringContaining("it matters") }]);
  expect(calls()).toHaveLength(before);
});

test("on something that the product does not know is not tried, and says so", async () => {
  const entities = [{ type: "device", key: "no-such-device", attributes: { tags: ["canary"] } }];
  await ranged.cordon.call("POST", "/v1/inventory", { entities });
  expect((await canary("range-endpoint")).checks.at(-1)).toMatchObject({
    ...{ check: "clear", passed: false, seen: expect.stringContaining("does not know the entity") },
  });
});

test("takes something made for it, and a connection that contains: what is missing is said", async () => {
  expect(await canary("range-firewall", 400)).toMatchObject({
    code: "canary.not-declared",
    message: expect.stringContaining('tag it "canary" in the inventory (of type ip or domain or url)'),
  });
  expect((await canary("sensor", 400)).message).toMatch(/"sensor"/);
});
