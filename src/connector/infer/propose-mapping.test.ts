import { expect, it } from "vitest";
import { missingIn, proposeMapping, samplesOf, settingsOf } from "./propose-mapping.ts";

const receivedAt = new Date("2026-03-02T00:00:00Z");
const propose = (messages: unknown[]) => proposeMapping(messages, samplesOf(messages), receivedAt);
const alert = (n: number) => ({
  alert_id: `A-2026-${n}`,
  detected_at: "2026-03-01T10:00:00Z",
  priority_label: "x",
  severity: ["P1", "P3"][n % 2],
  rule_name: "Odd door",
  source: { ip: `203.0.113.${n}` },
  target: { host_name: `ws-${n}`, user_name: "ann" },
  hashes: ["a".repeat(64), "b".repeat(64)],
});

it("proposes one path a field, with how sure it is and in how many samples it was", () => {
  const proposal = propose([alert(1), alert(2), alert(3)]);
  expect(proposal).toMatchObject({ samples: 3, severities: { cases: { P1: "critical", P3: "medium" } } });
  expect(proposal.fields).toContainEqual({
    field: "time",
    path: "detected_at",
    confidence: expect.any(Number),
    coverage: 1,
  });
  expect(proposal.entities).toEqual(
    expect.arrayContaining([
      { type: "user", role: "affected", from: "target.user_name" },
      { type: "device", role: "affected", from: "target.host_name" },
      { type: "ip", role: "actor", from: "source.ip" },
    ]),
  );
  expect(proposal.observables).toContainEqual({ type: "hash", from: "hashes" });
});

it("finds the list that holds the alerts, and says nothing of an envelope where there is none", () => {
  expect(propose([{ alerts: [alert(1), alert(2)] }])).toMatchObject({ samples: 2, items: "alerts" });
  expect(propose([alert(1)])).not.toHaveProperty("items");
});

it("proposes nothing for samples that hold nothing", () => {
  expect(propose([])).toMatchObject({ samples: 0, fields: [], entities: [] });
});

it("makes settings that hold only what was found", () => {
  const { mapping } = settingsOf(propose([alert(1)])) as { mapping: Record<string, unknown> };
  expect(mapping).toMatchObject({
    uid: "alert_id",
    severity: { path: "severity", cases: { P3: "medium" } },
    product: { name: { value: "Unknown product" } },
  });
});

it("maps the same field of each thing in a list, not only of the first", () => {
  const seen = (n: number) => ({
    ...alert(n),
    evidence: [{ file_hash: "c".repeat(64) }, { file_hash: "d".repeat(64) }],
  });
  expect(propose([seen(1), seen(2)]).observables).toContainEqual({ type: "hash", from: "evidence[*].file_hash" });
});

it("says which needed field was found nowhere", () => {
  expect(missingIn(propose([alert(1)]))).toEqual([]);
  expect(missingIn(propose([{ computer: "ws-1", when: "2026-03-01T10:00:00Z" }]))).toEqual(["title", "severity"]);
});
