import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { qualysSource as source } from "./normalize.ts";

const document = JSON.parse(readFileSync(new URL("./fixtures/host-detections.json", import.meta.url), "utf8"));
const read = (raw: unknown) => source.normalize(raw, {});
const drafts = (source.split?.(document, {}) ?? []).map(read);

it("makes an alert of every detection of every host, also of a lone one, and none of what is only information", () => {
  expect(drafts.map((draft) => draft?.rule.id ?? null)).toEqual(["QID-390001", null, "QID-390003"]);
});

it("takes severity 5 for the gravest and what is only potential for less sure", () => {
  expect(drafts[0]).toMatchObject({ severity: "critical", severityRaw: "5", confidence: 90 });
  expect(drafts[2]).toMatchObject({ severity: "medium", confidence: 50 });
});

it("knows a host by its full name and agent id, else by its address", () => {
  expect(drafts[0]?.entities?.[0]).toMatchObject({ type: "device", key: "app-1.example.com" });
  expect(drafts[2]?.entities?.[0]).toMatchObject({ type: "ip", key: "198.51.100.50" });
});

it("is over when fixed, as an alert of its own", () => {
  expect(drafts[2]).toMatchObject({ resolved: true, uid: "502|390003|#resolved", time: "2026-03-01T10:00:00.000Z" });
});

it("takes an answer without hosts for no alert, and names what is missing", () => {
  const empty = { HOST_LIST_VM_DETECTION_OUTPUT: { RESPONSE: {} } };
  expect((source.split?.(empty, {}) ?? []).map(read)).toEqual([null]);
  expect(() => read({ HOST: { ID: "1" }, DETECTION: {} })).toThrow(/\$\.DETECTION\.QID/);
});
