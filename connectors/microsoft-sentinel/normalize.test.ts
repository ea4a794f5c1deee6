import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { AlertDraft } from "../../src/model/alert.ts";
import { sentinelSource as source } from "./normalize.ts";

const fixture = (name: string) => JSON.parse(readFileSync(new URL(`./fixtures/${name}`, import.meta.url), "utf8"));
const read = (name: string) =>
  (source.split?.(fixture(name), {}) ?? []).map((raw) => AlertDraft.parse(source.normalize(raw, {})));

it("reads what a playbook trigger sends: whom it is about under all their names, and who did it", () => {
  const [incident] = read("automation-rule.json");
  expect(incident).toMatchObject({
    severity: "high",
    rule: { id: "rule-77" },
    techniques: [{ id: "T1078" }, { id: "T1564.008" }],
  });
  expect(incident?.entities).toMatchObject([
    { type: "user", key: "ann@example.com", role: "affected", aliases: ["ann", "S-1-5-21-1-2-3-1001", "u-1"] },
    { type: "ip", key: "203.0.113.40", role: "actor" },
    { type: "device", key: "ws-7.corp.example.com", role: "affected" },
  ]);
});

it("keeps how an incident was classified when it was closed", () => {
  expect(read("incidents-api.json")[0]).toMatchObject({ resolved: true, disposition: "benign", severity: "low" });
});

it("names what is missing", () => {
  expect(() => source.normalize({ id: "x", properties: {} }, {})).toThrow(/\$\.properties\.title/);
});
