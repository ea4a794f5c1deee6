import { afterEach, beforeEach, expect, it } from "vitest";
import { connectToRange, type RangeConnection } from "../../test/support/range-connection.ts";
import connector from "./connector.ts";

const id = "arn:example:finding/1";
let range: RangeConnection;
beforeEach(async () => {
  range = await connectToRange(connector, "siem");
  await range.call("POST", "/alerts", { id, source: "guardduty", raw: { severity: 8 } });
});
afterEach(() => range.stop());

it("tells the SIEM what became of an alert, once per key, and sees it", async () => {
  const update = { id, status: "closed", disposition: "true-positive", comment: "The key is disabled." };
  expect(await range.readBack("siem.update-alert", update)).toMatchObject({ inForce: "no" });
  await range.run("siem.update-alert", update, "e-1");
  await range.run("siem.update-alert", update, "e-1");
  expect(await range.readBack("siem.update-alert", update)).toMatchObject({ inForce: "yes", seen: { ownComments: 1 } });
  expect(await range.run("siem.get-alert", { id })).toEqual({
    found: true,
    status: "closed",
    disposition: "true-positive",
    comments: [],
    version: expect.stringMatching(/^".+"$/),
  });
});

it("reads what a person changed there", async () => {
  await range.call("PATCH", `/alerts/${encodeURIComponent(id)}`, {
    by: "oskar.vogt",
    status: "on-hold",
    comment: "wait for me",
  });
  expect(await range.run("siem.get-alert", { id })).toMatchObject({
    status: "on-hold",
    comments: [{ author: "oskar.vogt", text: "wait for me" }],
  });
});

it("writes to the version it read, and not over what a person made of it since", async () => {
  const { version } = await range.run("siem.get-alert", { id });
  await range.call("PATCH", `/alerts/${encodeURIComponent(id)}`, { by: "oskar.vogt", disposition: "benign" });
  const update = { id, disposition: "suspicious" };
  await expect(range.run("siem.update-alert", { ...update, ifVersion: version })).rejects.toMatchObject({
    root: "transient",
    code: "connector.conflict",
  });
  const seen = await range.run("siem.get-alert", { id });
  expect(seen).toMatchObject({ disposition: "benign" });
  await range.run("siem.update-alert", { ...update, ifVersion: seen.version });
  expect(await range.run("siem.get-alert", { id })).toMatchObject({ disposition: "suspicious" });
});

it("does not find what was never raised, and refuses to update it", async () => {
  expect(await range.run("siem.get-alert", { id: "other" })).toMatchObject({ found: false });
  await expect(range.run("siem.update-alert", { id: "other", status: "closed" })).rejects.toMatchObject({
    code: "connector.not-found",
  });
});

it("finds the lines that hold a value, the newest first, within the hours and the count that were asked for", async () => {
  const found = await range.run("siem.search-logs", { value: "MKELLER", hours: 1 });
  expect(found).toMatchObject({ found: true, count: 2, more: false, hosts: ["vpn01"] });
  const one = await range.run("siem.search-logs", { value: "198.51.100.23", limit: 1 });
  expect(one).toMatchObject({
    count: 2,
    more: true,
    events: [{ host: "vpn01", text: expect.stringContaining("success") }],
  });
  expect(await range.run("siem.search-logs", { value: "jbrandt result", hours: 24 })).toMatchObject({ found: false });
  expect(await range.run("siem.search-logs", { value: "no such thing" })).toEqual({
    ...{ found: false, count: 0, more: false, hosts: [], events: [] },
  });
});

it("searches no more than it may", async () => {
  for (const wrong of [{ value: "a" }, { value: "abc", hours: 721 }, { value: "abc", limit: 101 }])
    await expect(range.run("siem.search-logs", wrong)).rejects.toMatchObject({ root: "input" });
});

it("says what it may do", async () => {
  expect(await range.health({ readOnly: true })).toMatchObject({
    may: ["siem.get-alert", "siem.search-logs"],
    mayNot: ["siem.update-alert"],
  });
});
