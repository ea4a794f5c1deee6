import { expect, it } from "vitest";
import { readMapping } from "../mapping/read-mapping.ts";
import { holdOut } from "./hold-out.ts";
import { learnMapping } from "./learn-mapping.ts";
import { learnSeverity } from "./severity-table.ts";

const receivedAt = new Date("2026-03-02T00:00:00Z");
const alert = (n: number) => ({
  alert_id: `A-2026-${n}`,
  detected_at: "2026-03-01T10:00:00Z",
  severity: [12, 35, 71, 95][n % 4],
  rule_name: "Odd door",
  target: { host_name: `ws-${n}` },
});
const alerts = (count: number) => Array.from({ length: count }, (_, n) => alert(n));

it("holds every fourth sample out, and none of few", () => {
  expect(holdOut([1, 2, 3, 4, 5, 6, 7, 8])).toEqual({ learn: [1, 2, 3, 5, 6, 7], held: [4, 8] });
  expect(holdOut([1, 2, 3])).toEqual({ learn: [1, 2, 3], held: [] });
  expect(learnMapping(alerts(3), receivedAt)).toMatchObject({ samples: 3, heldOut: null });
});

it("says how the mapping does on what was held out, beside inference", () => {
  const { samples, heldOut, settings, missing } = learnMapping(alerts(12), receivedAt);
  expect({ samples, missing }).toEqual({ samples: 9, missing: [] });
  expect("mapping" in readMapping(settings)).toBe(true);
  expect(heldOut).toMatchObject({ samples: 3, unread: 0 });
  // The gravest number was never learned from: the bands read it as the highest that was, and the report shows it.
  expect(heldOut?.fields).toEqual([
    { field: "title", mapping: 3, inference: 3, same: 3 },
    { field: "time", mapping: 3, inference: 3, same: 3 },
    { field: "severity", mapping: 3, inference: 3, same: 0 },
    { field: "entity", mapping: 3, inference: 3, same: 3 },
    { field: "observables", mapping: 3, inference: 3, same: 3 },
  ]);
});

it("counts alerts that the mapping could not read, and compares nothing with a mapping that is not complete", () => {
  const odd = alerts(12).map((one, n) => (n % 4 === 3 ? { ...one, rule_name: undefined, name: "Odd" } : one));
  expect(learnMapping(odd, receivedAt).heldOut).toMatchObject({ samples: 3, unread: 3 });
  const untitled = alerts(12).map(({ severity, detected_at }) => ({ severity, detected_at, computer: "ws-1" }));
  expect(learnMapping(untitled, receivedAt)).toMatchObject({ missing: ["title"], heldOut: null });
});

it("learns bands from numbers that grow with gravity, and words from everything else", () => {
  const drafts = (...pairs: [string, string][]) =>
    pairs.map(([severityRaw, severity]) => ({ severityRaw, severity })) as never;
  expect(learnSeverity(drafts(["80", "high"], ["20", "low"], ["95", "critical"], ["30", "low"]))).toEqual({
    do: ["number", { bands: { "20": "low", "80": "high", "95": "critical" } }],
  });
  expect(learnSeverity(drafts(["1", "critical"], ["3", "medium"]))).toEqual({
    cases: { "1": "critical", "3": "medium" },
  });
  expect(learnSeverity(drafts(["P1", "critical"], ["odd", "unknown"]))).toEqual({ cases: { P1: "critical" } });
  expect(learnSeverity(drafts(["", "unknown"]))).toBeUndefined();
});
