import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { AlertDraft } from "../../src/model/alert.ts";
import { chronicleSource as source } from "./normalize.ts";

const [raw] =
  source.split?.(JSON.parse(readFileSync(new URL("./fixtures/detections.json", import.meta.url), "utf8")), {}) ?? [];
const read = (one: unknown) => AlertDraft.parse(source.normalize(one, {}));

it("reads a detection with its rule, and who did what to whom from its events", () => {
  expect(read(raw)).toMatchObject({ severity: "high", rule: { id: "ru_1" }, techniques: [{ id: "T1110.001" }] });
  expect(read(raw).entities.map(({ role, type, key }) => [role, type, key])).toEqual([
    ["affected", "user", "ann@example.com"],
    ["affected", "device", "vpn-1"],
    ["actor", "ip", "203.0.113.90"],
  ]);
});

it("goes by the risk where a rule has no severity", () => {
  const detection = { ...(raw as { detection: object[] }).detection[0], severity: undefined, riskScore: 95 };
  expect(read({ ...(raw as object), detection: [detection] })).toMatchObject({
    severity: "critical",
    severityRaw: "95",
  });
});

it("names what is missing", () => {
  expect(() => source.normalize({ id: "x", detection: [{}] }, {})).toThrow(/\$\.detection\[0\]\.ruleName/);
});
