/** What is contained is contained once, by whatever names steps and people call it. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { until } from "../../test/support/asking-cordon.ts";
import { type RangedCordon, startRanged } from "../../test/support/ranged-cordon.ts";

const [KEY, OTHER_NAME, ANOTHER] = ["198.51.100.1", "198.51.100.2", "198.51.100.3"];

let ranged: RangedCordon;
beforeAll(async () => {
  ranged = await startRanged();
  const gateway = { type: "ip", key: KEY, name: "gateway", aliases: [OTHER_NAME] };
  const laptop = { type: "device", key: "lt-0107", name: "lt-0107", aliases: ["lt-0107.example.com"] };
  await ranged.cordon.call("POST", "/v1/inventory", { entities: [gateway, laptop] });
});
beforeEach(async () => {
  await ranged.cordon.call("POST", "/v1/containment/release", { all: true, reason: "A test." }, 202);
  await nothingInForce();
});
afterAll(() => ranged?.stop());

const isolate = (device: string, time: string) =>
  `  - { action: endpoint.isolate, with: { device: "${device}" }, for: ${time} }\n`;
const block = (ip: string, time: string) => `  - { action: network.block-ip, with: { ip: "${ip}" }, for: ${time} }\n`;
const responds = (...blocks: string[]) =>
  ranged.responds("block-named", `steps:\n${blocks.join("")}  - { end: true-positive, reason: Blocked. }\n`);
const release = <T>(what: object, status = 202) =>
  ranged.cordon.call<T>("POST", "/v1/containment/release", { ...what, reason: "A test." }, status);

const nothingInForce = () => until(async () => ((await inForce()).length === 0 ? true : undefined));
const inForce = async () => (await ranged.leases()).filter(({ status }) => status !== "released");

test("a shorter containment by one name does not end a longer one by another, which ends too", async () => {
  await responds(isolate("lt-0107", "1s"), isolate("LT-0107.example.com", "4h"));
  await ranged.alert("198.51.100.10");
  expect((await inForce()).map(({ entityKey }) => entityKey)).toEqual(["lt-0107", "lt-0107"]);
  await ranged.lease("lt-0107", "released");
  expect(await inForce()).toHaveLength(1);
  expect(ranged.isolated()).toEqual(["lt-0107"]);
  expect(await release({ entity: "lt-0107.example.com" })).toEqual({ released: 1 });
  await nothingInForce();
  expect(ranged.isolated()).toEqual([]);
});

test("what a product takes for two things is undone as two, each at its own time", async () => {
  await responds(block(KEY, "1s"), block(OTHER_NAME, "4h"));
  await ranged.alert("198.51.100.11");
  expect(await inForce()).toHaveLength(2);
  await ranged.lease(KEY, "released");
  expect(ranged.blocked()).toEqual([OTHER_NAME]);
});

test("what somebody else contained under the other name stays when Cordon's own ends", async () => {
  await ranged.byHand("POST", "/blocks/ips", { value: OTHER_NAME, reason: "The network team's." });
  await responds(block(KEY, "1s"), block(OTHER_NAME, "2s"));
  await ranged.alert("198.51.100.12");
  await nothingInForce();
  expect(ranged.blocked()).toEqual([OTHER_NAME]);
  await ranged.byHand("DELETE", `/blocks/ips/${OTHER_NAME}`);
});

test("what was contained under the name that its record had before is held for as long as the longer one, and undone with it", async () => {
  const [before, now] = ["198.51.100.70", "198.51.100.71"];
  await responds(block(before, "1h"));
  await ranged.alert("198.51.100.14");
  const [first] = await inForce();
  await ranged.cordon.call("POST", "/v1/inventory", {
    entities: [{ type: "ip", key: now, name: "relay", aliases: [before] }],
  });
  await responds(block(before, "4h"));
  await ranged.alert("198.51.100.15");
  expect((await inForce()).map(({ entityKey }) => entityKey)).toEqual([now, now]);
  await ranged.cordon.call("POST", `/v1/containment/${first!.id}/release`, { reason: "A test." }, 202);
  await ranged.lease(now, "released");
  expect(ranged.blocked()).toEqual([before]);
  expect(await release({ entity: before })).toEqual({ released: 1 });
  await nothingInForce();
  expect(ranged.blocked()).toEqual([]);
});

const laptopNamed = (key: string, ...aliases: string[]) => ({ type: "device", key, name: key, aliases });
const inventory = (...entities: object[]) => ranged.cordon.call("POST", "/v1/inventory", { entities });

test("what is contained is one with what the inventory comes to know as another name of it, and undone with the last", async () => {
  await responds(isolate("lt-0142.example.com", "1h"));
  await ranged.alert("198.51.100.16");
  const [first] = await inForce();
  expect(first).toMatchObject({ entityKey: "lt-0142.example.com" });
  await inventory(laptopNamed("lt-0142", "lt-0142.example.com"));
  await responds(isolate("lt-0142", "4h"));
  await ranged.alert("198.51.100.17");
  expect((await inForce()).map(({ entityKey }) => entityKey)).toEqual(["lt-0142", "lt-0142"]);
  await ranged.cordon.call("POST", `/v1/containment/${first!.id}/release`, { reason: "A test." }, 202);
  await ranged.lease("lt-0142", "released");
  expect(ranged.isolated()).toEqual(["lt-0142"]);
  expect(await release({ entity: "lt-0142" })).toEqual({ released: 1 });
  await nothingInForce();
  expect(ranged.isolated()).toEqual([]);
});

test("what was contained by a name that is its record's no more is listed and released by that name, and not with the record", async () => {
  await inventory({ type: "ip", key: "198.51.100.80", name: "proxy", aliases: ["198.51.100.81"] });
  await responds(block("198.51.100.81", "4h"));
  await ranged.alert("198.51.100.18");
  expect(await inForce()).toMatchObject([{ entityKey: "198.51.100.80" }]);
  await inventory({ type: "ip", key: "198.51.100.80", name: "proxy", aliases: [] });
  expect(await release({ entity: "198.51.100.80" })).toEqual({ released: 0 });
  const path = "/v1/containment?status=active&entity=198.51.100.81";
  expect((await ranged.cordon.call<{ items: object[] }>("GET", path)).items).toHaveLength(1);
  expect(await release({ entity: "198.51.100.81" })).toEqual({ released: 1 });
  await nothingInForce();
  expect(ranged.blocked()).toEqual([]);
});

test("it is listed and released by each of its names", async () => {
  await responds(block(KEY, "4h"));
  await ranged.alert("198.51.100.4");
  const listed = await ranged.cordon.call<{ items: object[] }>(
    "GET",
    `/v1/containment?status=active&entity=${OTHER_NAME}`,
  );
  expect(listed.items).toMatchObject([{ entityKey: KEY }]);
  expect(await release({ entity: OTHER_NAME })).toEqual({ released: 1 });
  await nothingInForce();
  expect(ranged.blocked()).toEqual([]);
});

test("a misspelled entity or playbook is said to be unknown, with the one that is meant", async () => {
  await responds(block(ANOTHER, "4h"));
  await ranged.alert("198.51.100.5");
  expect(await release({ entity: "198.51.100.33" }, 404)).toMatchObject({
    code: "api.not-found",
    message: `There is no entity "198.51.100.33". Did you mean "${ANOTHER}"?`,
  });
  expect(await release({ playbook: "block-namd" }, 404)).toMatchObject({
    message: 'There is no playbook "block-namd". Did you mean "block-named"?',
  });
  expect(ranged.blocked()).toEqual([ANOTHER]);
});

test("a name of several is refused, and both are named", async () => {
  const named = (key: string) => ({ type: "ip", key, name: key, aliases: ["198.51.100.60"] });
  await ranged.cordon.call("POST", "/v1/inventory", { entities: [named("198.51.100.61"), named("198.51.100.62")] });
  expect(await release({ entity: "198.51.100.60" }, 400)).toMatchObject({
    code: "api.ambiguous",
    message: expect.stringContaining("ip 198.51.100.61, ip 198.51.100.62"),
  });
  await responds(block("198.51.100.60", "4h"));
  await ranged.alert("198.51.100.13");
  expect(await release({ entity: "198.51.100.60" }), "what is held by that name itself").toEqual({ released: 1 });
});
