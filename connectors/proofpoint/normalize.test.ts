import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { proofpointSource as source } from "./normalize.ts";

const fixture = (name: string) => JSON.parse(readFileSync(new URL(`./fixtures/${name}`, import.meta.url), "utf8"));
const read = (raw: unknown) => source.normalize(raw, {});
const raws = source.split?.(fixture("siem-api.json"), {}) ?? [];
const [delivered, blocked, permitted, stopped] = raws.map(read);

it("holds what reached a person for graver than what was stopped, and a click that went through for the gravest", () => {
  expect([delivered, blocked, permitted, stopped].map((draft) => [draft?.severity, draft?.controlOutcome])).toEqual([
    ["high", "allowed"],
    ["medium", "quarantined"],
    ["critical", "allowed"],
    ["medium", "blocked"],
  ]);
});

it("affects the recipient; sender and sending address act", () => {
  expect(delivered?.entities?.map(({ role, type, key }) => [role, type, key])).toEqual([
    ["affected", "mailbox", "dana@example.com"],
    ["actor", "mailbox", "bounce@examp1e.test"],
    ["actor", "ip", "203.0.113.20"],
  ]);
});

it("tells a link from a file by the threat's type", () => {
  expect([delivered, blocked].map((draft) => draft?.techniques?.[0]?.id)).toEqual(["T1566.002", "T1566.001"]);
  expect(blocked?.observables).toContainEqual({ type: "file", value: "bill.zip" });
});

it("takes what Proofpoint took back for judged and over", () => {
  const raw = structuredClone(raws[0]) as { event: { threatsInfoMap: { threatStatus: string }[] } };
  for (const threat of raw.event.threatsInfoMap) threat.threatStatus = "falsePositive";
  expect(read(raw)).toMatchObject({ disposition: "false-positive", resolved: true });
});

it("takes an answer without events for no alert", () => {
  const empty = { queryEndTime: "2026-03-01T11:00:00Z", messagesDelivered: [] };
  expect((source.split?.(empty, {}) ?? []).map(read)).toEqual([null]);
});

it("reads an incident of Threat Response by the severity that its team set", () => {
  expect(read(fixture("threat-response.json")[0])).toMatchObject({
    uid: "4711",
    severity: "high",
    controlOutcome: "quarantined",
    entities: [{ key: "robin@example.com" }, { key: "x@example.net", role: "actor" }, { key: "203.0.113.21" }],
  });
});

it("names what is missing", () => {
  expect(() => read({ threatsInfoMap: [], GUID: "" })).toThrow(/\$\.GUID/);
  expect(() => read({ threatsInfoMap: [], GUID: "g" })).toThrow(/\$\.messageTime/);
});
