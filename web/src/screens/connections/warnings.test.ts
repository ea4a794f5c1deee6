import { expect, it } from "vitest";
import type { Intake } from "../../../../src/api/contract/connection.ts";
import { isGrave, type Seen, warningsOf } from "./warnings.ts";

const NOW = Date.parse("2026-05-02T12:00:00Z");
const WELL = { ok: true, checkedAt: "2026-05-02T11:00:00Z", message: "", may: [], mayNot: [] };
const INTAKE: Intake = {
  ...{ connection: "siem", lastAt: "2026-05-02T11:59:00Z", lastDay: 9, held: 0 },
  ...{ overdueLinks: 0, behindSeconds: 0, failingLinks: 0 },
};

function seen(intake: Partial<Intake>, some: Partial<Seen["connection"]> = {}, takesAlerts = true): Seen {
  const connection = { health: WELL, polling: null, createdAt: "2026-05-01T00:00:00Z", ...some };
  return { connection, takesAlerts, intake: { ...INTAKE, ...intake }, canary: undefined };
}

it("finds nothing where alerts come and are read", () => {
  expect(warningsOf(seen({}), NOW)).toEqual([]);
});

it("finds a source that is well and silent, but not one that is new or sends nothing anyway", () => {
  expect(warningsOf(seen({ lastAt: null }), NOW)).toEqual(["silent"]);
  expect(warningsOf(seen({ lastAt: null }, { createdAt: "2026-05-02T11:30:00Z" }), NOW)).toEqual([]);
  expect(warningsOf(seen({ lastAt: null }, {}, false), NOW)).toEqual([]);
  expect(warningsOf(seen({ lastAt: "2026-05-01T11:00:00Z" }), NOW)).toEqual(["quiet"]);
});

it("puts what failed before what is held, and never tested last", () => {
  const polling = { polledAt: null, nextAt: null, failures: 2, error: "no", note: null, pausedAt: null };
  expect(warningsOf(seen({ held: 3, behindSeconds: 900 }, { polling, health: null }), NOW)).toEqual([
    "polling",
    "held",
    "behind",
    "untested",
  ]);
  expect(warningsOf(seen({}, { health: { ...WELL, ok: false } }), NOW)).toEqual(["unwell"]);
});

it("finds a write canary that failed before one that is old, and only the first grave", () => {
  const found = (canary: Seen["canary"]) => warningsOf({ ...seen({}), canary }, NOW);
  expect([found("passed"), found("failed"), found("stale")]).toEqual([[], ["canary"], ["canaryStale"]]);
  expect([found("failed"), found("stale")].map(([warning]) => isGrave(warning!))).toEqual([true, false]);
});
