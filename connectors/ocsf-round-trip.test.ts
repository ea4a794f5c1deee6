/** What we write as OCSF, our own source for OCSF reads back: two installations may feed one another. */
import { expect, it } from "vitest";
import { AlertDraft } from "../src/model/alert.ts";
import { toDetectionFinding } from "../src/normalize/finding.ts";
import { ocsfSource as source } from "./ocsf/normalize.ts";

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
  const again = AlertDraft.parse(source.normalize(written, {}));
  const { entities, observables, categories } = again;
  const same = (one: AlertDraft) => ({ ...one, entities: [], observables: [], categories: [] });
  expect(same(again)).toEqual(same(draft));
  expect(categories).toContain("c");
  expect(observables).toEqual(expect.arrayContaining(draft.observables));
  for (const one of draft.entities) {
    expect(entities).toContainEqual(expect.objectContaining({ type: one.type, key: one.key, role: one.role }));
  }
});
