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

it("holds one of four out, spread so that no turn of a product is missed, and none of few", () => {
  const { learn, held } = holdOut(Array.from({ length: 400 }, (_, n) => n));
  expect(held.length).toBeGreaterThan(90);
  expect(held.length).toBeLessThan(110);
  expect([...learn, ...held].sort((a, b) => a - b)).toEqual(Array.from({ length: 400 }, (_, n) => n));
  for (const turn of [0, 1, 2, 3])
    expect(held.some((n) => n % 4 === turn) && learn.some((n) => n % 4 === turn)).toBe(true);
  expect(holdOut([1, 2, 3])).toEqual({ learn: [1, 2, 3], held: [] });
  expect(learnMapping(alerts(3), receivedAt)).toMatchObject({ samples: 3, heldOut: null });
});

it("says how the mapping does on what was held out, beside inference", () => {
  const { samples, heldOut, settings, missing } = learnMapping(alerts(12), receivedAt, "doors");
  expect({ samples, missing }).toEqual({ samples: 9, missing: [] });
  expect("mapping" in readMapping(settings)).toBe(true);
  expect(settings).toMatchObject({ mapping: { product: { name: { value: "doors" } } } });
  expect(heldOut).toMatchObject({ samples: 3, unread: 0 });
  expect(heldOut?.fields.map(({ field }) => field)).toEqual(["title", "time", "severity", "entity", "observables"]);
  for (const field of heldOut?.fields ?? []) expect(field).toMatchObject({ mapping: 3, inference: 3, same: 3 });
});

it("counts alerts that the mapping could not read, and compares nothing with a mapping that is not complete", () => {
  const { held } = holdOut(alerts(12));
  const isHeld = (id: string) => held.some(({ alert_id }) => alert_id === id);
  const odd = alerts(12).map((one) => (isHeld(one.alert_id) ? { ...one, rule_name: undefined, name: "Odd" } : one));
  expect(learnMapping(odd, receivedAt).heldOut).toMatchObject({ samples: 3, unread: 3 });
  const untitled = alerts(12).map(({ severity, detected_at }) => ({ severity, detected_at, computer: "ws-1" }));
  expect(learnMapping(untitled, receivedAt)).toMatchObject({ missing: ["title"], heldOut: null });
});

const drafts = (...pairs: [string, string][]) =>
  pairs.map(([severityRaw, severity]) => ({ severityRaw, severity })) as never;

it("learns the scale that many products share from the greatest of the numbers, and corrects what one alone was read as", () => {
  const bands = { "0": "informational", "10": "low", "40": "medium", "70": "high", "90": "critical" };
  expect(learnSeverity(drafts(["80", "high"], ["4", "high"], ["20", "low"]))).toEqual({ do: ["number", { bands }] });
  expect(learnSeverity(drafts(["9.8", "critical"], ["3", "medium"]))).toMatchObject({
    do: ["number", { bands: { "4": "medium", "9": "critical" } }],
  });
});

it("learns bands of its own from other numbers that grow with gravity, and words from everything else", () => {
  expect(learnSeverity(drafts(["12", "high"], ["3", "low"], ["15", "critical"], ["4", "low"]))).toEqual({
    do: ["number", { bands: { "3": "low", "12": "high", "15": "critical" } }],
  });
  expect(learnSeverity(drafts(["1", "critical"], ["3", "medium"]))).toEqual({
    cases: { "1": "critical", "3": "medium" },
  });
  expect(learnSeverity(drafts(["P1", "critical"], ["odd", "unknown"]))).toEqual({ cases: { P1: "critical" } });
  expect(learnSeverity(drafts(["", "unknown"]))).toBeUndefined();
});
