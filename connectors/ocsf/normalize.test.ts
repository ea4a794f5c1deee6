import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { AlertDraft } from "../../src/model/alert.ts";
import { toDetectionFinding } from "../../src/normalize/finding.ts";
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

it("reads what we write ourselves back as it was", () => {
  const draft = AlertDraft.parse({
    uid: "u-1",
    title: "t",
    description: "d",
    severity: "critical",
    severityRaw: "9",
    confidence: 80,
    time: "2026-03-01T10:00:00.000Z",
    rule: { id: "r", name: "Rule" },
    product: { name: "P", vendor: "V" },
    categories: ["c"],
    techniques: [{ id: "T1110.003", name: "Password Spraying", tactic: "Credential Access" }],
    entities: [
      { type: "user", key: "dana@example.com", name: "Dana", role: "affected" },
      { type: "device", key: "ws-1", name: "ws-1", role: "affected", aliases: ["agent-1"] },
      { type: "ip", key: "203.0.113.5", name: "203.0.113.5", role: "actor" },
    ],
    observables: [
      { type: "ip", value: "203.0.113.5" },
      { type: "domain", value: "evil.example" },
      { type: "file", value: "/tmp/x" },
    ],
    controlOutcome: "quarantined",
    disposition: "suspicious",
    link: "https://example.com/u-1",
  });
  const written = toDetectionFinding(draft, { connection: "c", receivedAt: new Date(0) });
  const again = AlertDraft.parse(read(written));
  const { entities, observables, categories } = again;
  const same = (one: AlertDraft) => ({ ...one, entities: [], observables: [], categories: [] });
  expect(same(again)).toEqual(same(draft));
  expect(categories).toContain("c");
  expect(observables).toEqual(expect.arrayContaining(draft.observables));
  for (const one of draft.entities) {
    expect(entities).toContainEqual(expect.objectContaining({ type: one.type, key: one.key, role: one.role }));
  }
});

it("names what is missing", () => {
  expect(() => read({ ...finding, time: undefined })).toThrow(/\$\.time/);
});
