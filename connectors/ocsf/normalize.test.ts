import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ocsfSource as source } from "./normalize.ts";

const text = (name: string) => readFileSync(new URL(`./fixtures/${name}`, import.meta.url), "utf8");
const finding = JSON.parse(text("detection-finding.json"));
const others = text("other-classes.ndjson")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));
const read = (raw: unknown) => source.normalize(raw, {});

describe("a detection finding", () => {
  it("keeps its id, rule, technique and outcome", () => {
    expect(read(finding)).toMatchObject({
      uid: "finding-1",
      severity: "high",
      confidence: 90,
      rule: { id: "rule-7" },
      techniques: [{ id: "T1003.001", name: "LSASS Memory", tactic: "Credential Access" }],
      controlOutcome: "blocked",
      product: { name: "Example EDR", vendor: "Example" },
    });
  });

  it("is about its device; its actor acts", () => {
    expect(read(finding)?.entities?.map(({ role, type, key }) => [role, type, key])).toEqual([
      ["affected", "device", "ws-1.example.com"],
      ["actor", "user", "dana"],
    ]);
  });
});

it("reads every class of findings, and of the others what was blocked, but no ordinary event", () => {
  expect(others.map((raw) => read(raw)?.rule.id ?? null)).toEqual([
    "Bucket is public",
    "CVE-2026-0004",
    "IAM.9",
    "Lateral movement",
    "fw-3",
    null,
  ]);
  expect(others.map((raw) => read(raw)?.uid ?? null).slice(2, 4)).toEqual(["f-2003#resolved", "inc-1"]);
});

it("names what is missing", () => {
  expect(() => read({ ...finding, time: undefined })).toThrow(/\$\.time/);
});
