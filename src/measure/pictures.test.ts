import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Taxonomy } from "../taxonomy/taxonomy.ts";
import { controlChartOf } from "./control-chart.ts";
import { coverageOf } from "./coverage.ts";
import { distributionOf } from "./distribution.ts";
import { funnelOf } from "./funnel.ts";
import { unitOf, volumeOf } from "./volume.ts";
import { share } from "./wilson.ts";

const day = (text: string) => new Date(`${text}T12:00:00Z`);

describe("the volume", () => {
  it("has a point for every day, also for those on which nothing came", () => {
    const counts = [
      { part: "2026-03-02", disposition: "benign", count: 2 },
      { part: "2026-03-02", disposition: "test", count: 1 },
    ];
    expect(volumeOf(counts, { from: day("2026-03-01"), to: day("2026-03-03") })).toEqual([
      { part: "2026-03-01", incidents: 0, byDisposition: {} },
      { part: "2026-03-02", incidents: 3, byDisposition: { benign: 2, test: 1 } },
      { part: "2026-03-03", incidents: 0, byDisposition: {} },
    ]);
  });

  it("is told by week, from its Monday, when the period is long", () => {
    const period = { from: day("2026-01-01"), to: day("2026-06-30") };
    expect(unitOf(period)).toBe("week");
    const points = volumeOf([{ part: "2025-12-29", disposition: "benign", count: 1 }], period);
    expect([points[0], points.at(-1)?.part]).toEqual([
      { part: "2025-12-29", incidents: 1, byDisposition: { benign: 1 } },
      "2026-06-29",
    ]);
  });
});

describe("a distribution", () => {
  it("puts a time on a mark into the bin that begins there, and what is beyond all marks into the last", () => {
    const bins = distributionOf([0, 59_999, 60_000, 10 * 86_400_000]);
    expect(bins.filter(({ count }) => count > 0)).toEqual([
      { fromMs: 0, toMs: 60_000, count: 2 },
      { fromMs: 60_000, toMs: 120_000, count: 1 },
      { fromMs: 4320 * 60_000, toMs: null, count: 1 },
    ]);
  });

  it("loses no time", () => {
    const times = fc.array(fc.integer({ min: 0, max: 1e12 }), { maxLength: 50 });
    fc.assert(
      fc.property(times, (samples) => {
        expect(distributionOf(samples).reduce((sum, { count }) => sum + count, 0)).toBe(samples.length);
      }),
    );
  });
});

describe("the funnel", () => {
  it("says of each stage which part of the one before came so far", () => {
    expect(funnelOf({ alerts: 80, repeats: 20, incidents: 8, responded: 6, touched: 2 })).toEqual({
      stages: [
        { stage: "delivered", count: 100, ofBefore: null },
        { stage: "alerts", count: 80, ofBefore: 0.8 },
        { stage: "incidents", count: 8, ofBefore: 0.1 },
        { stage: "touched", count: 2, ofBefore: 0.25 },
      ],
      responded: 6,
    });
  });

  it("says nothing of a part of nothing", () => {
    const { stages } = funnelOf({ alerts: 0, repeats: 0, incidents: 0, responded: 0, touched: 0 });
    expect(stages.map(({ ofBefore }) => ofBefore)).toEqual([null, null, null, null]);
  });
});

describe("a control chart", () => {
  // Counted by hand: the center is 30 of 300, three sigmas of 100 are 0.09.
  const weeks = [5, 5, 20].map((count, place) => ({ part: `w${place}`, share: share(count, 100) }));

  it("has its limits three sigmas from the share of all", () => {
    const { center, points } = controlChartOf(weeks);
    expect(center).toBeCloseTo(0.1, 10);
    expect(points.map(({ low, high, outside }) => [low?.toFixed(4), high?.toFixed(4), outside])).toEqual([
      ["0.0100", "0.1900", false],
      ["0.0100", "0.1900", false],
      ["0.0100", "0.1900", true],
    ]);
  });

  it("knows no limits where there is nothing to count", () => {
    expect(controlChartOf([{ part: "w", share: share(0, 0) }])).toEqual({
      center: null,
      points: [{ part: "w", count: 0, of: 0, rate: null, low: null, high: null, outside: false }],
    });
  });
});

describe("the coverage", () => {
  const rule = (techniques: string[]) => ({ techniques });
  const taxonomy = {
    types: [
      { id: "a/x", match: [rule(["T1110.003"])], playbook: [{ run: "lock-out" }, { run: null }] },
      { id: "a/y", match: [rule(["T1110"]), rule([])], playbook: [{ run: "lock-out" }] },
    ],
  } as unknown as Taxonomy;

  it("counts a rule on a sub-technique as one on its technique, and names what answers it once", () => {
    const found = coverageOf(taxonomy, [{ technique: "T1110", incidents: 4 }]).find(({ id }) => id === "T1110");
    expect(found).toMatchObject({ types: ["a/x", "a/y"], playbooks: ["lock-out"], incidents: 4 });
  });

  it("has every technique of the matrix also without a taxonomy", () => {
    expect(coverageOf(null, []).filter(({ playbooks, incidents }) => playbooks.length + incidents > 0)).toEqual([]);
    expect(coverageOf(null, []).length).toBeGreaterThan(200);
  });
});
