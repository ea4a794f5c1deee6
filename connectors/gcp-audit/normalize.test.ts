import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { AlertDraft } from "../../src/model/alert.ts";
import { gcpAuditSource as source } from "./normalize.ts";

const [policy, sink, everyday] = readFileSync(new URL("./fixtures/entries.ndjson", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));
const read = (raw: unknown) => AlertDraft.parse(source.normalize(raw, {}));

it("takes what opens doors and what hides traces for alerts, and everyday calls for none", () => {
  expect(read(policy)).toMatchObject({
    severity: "medium",
    techniques: [{ id: "T1098.003" }],
    time: "2026-03-01T10:00:00.123456Z",
  });
  expect(read(sink)).toMatchObject({ severity: "high", techniques: [{ id: "T1562.008" }] });
  expect(source.normalize(everyday, {})).toBeNull();
});

it("notices when an everyday call was denied", () => {
  const denied = { ...everyday, protoPayload: { ...everyday.protoPayload, status: { code: 7, message: "denied" } } };
  expect(read(denied)).toMatchObject({ controlOutcome: "blocked", severity: "low" });
});

it("has the resource, whoever called and the address", () => {
  expect(read(policy).entities.map(({ role, type, key }) => [role, type, key])).toEqual([
    ["affected", "cloud-resource", "projects/shop"],
    ["affected", "user", "ann@example.com"],
    ["affected", "cloud-account", "shop"],
    ["actor", "ip", "198.51.100.90"],
  ]);
});
