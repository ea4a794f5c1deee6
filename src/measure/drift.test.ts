import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { liveWeek, type Playbook, seeded, untilMissed } from "../../test/simulation/playbook-year.ts";
import { feedRate, likeliestChange, type RateState } from "./drift-rate.ts";
import { statedFalseAlarmsPerPlaybookYear } from "./drift-risk.ts";
import { feedValue, type ValuesState } from "./drift-values.ts";
import { feedVolume, type VolumeState } from "./drift-volume.ts";
import type { WatchStates } from "./drift-watch.ts";
import { waysOf, went } from "./drift-ways.ts";
import { weight } from "./drift-weights.ts";
import { lnBeta, lnGamma } from "./ln-gamma.ts";

const calm: Playbook = {
  runsAWeek: 20,
  falsePositives: 0.2,
  failures: 0.02,
  handoffs: 0.1,
  refusals: 0.05,
  branch: 0.3,
};

/** Feeds `bits`, and answers what was said first, and at which of them. */
function firstChange(bits: string, alpha = 0.01) {
  let state: RateState | null = null;
  for (const [index, bit] of [...bits].entries()) {
    const fed = feedRate(state, { hit: bit === "1", at: index, of: `i${index}` }, { alpha, direction: "both" });
    if (fed.change !== null) return { index, ...fed.change };
    // What is stored between two observations is JSON.
    state = JSON.parse(JSON.stringify(fed.state)) as RateState;
  }
  return null;
}

describe("the mathematics", () => {
  it("knows ln Γ and ln B", () => {
    expect(lnGamma(1)).toBeCloseTo(0, 11);
    expect(lnGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 11);
    expect(lnGamma(171)).toBeCloseTo(706.5730622457874, 8);
    expect(lnBeta(2, 3)).toBeCloseTo(Math.log(1 / 12), 11);
  });

  it("shares out no more than one", () => {
    let sum = 0;
    for (let k = 1; k <= 100_000; k += 1) sum += weight(k);
    expect(sum).toBeCloseTo(1 - 1 / Math.log2(100_002), 9);
  });

  it("keeps the mean of the evidence at or below one, whatever the one rate is: counted over all of 20 observations", () => {
    for (const rate of [0.01, 0.2, 0.5, 0.93]) {
      let mean = 0;
      for (let first = 0; first <= 10; first += 1)
        for (let second = 0; second <= 10; second += 1) {
          const chance = chanceOf(first, rate) * chanceOf(second, rate);
          mean += chance * Math.exp(likeliestChange({ of: 20, hits: [first, second] })!.evidence);
        }
      expect(mean).toBeLessThanOrEqual(1);
      expect(mean).toBeGreaterThan(0);
    }
  });
});

/** Of so many hits in a block of ten. */
function chanceOf(hits: number, rate: number): number {
  const ways = Math.exp(lnGamma(11) - lnGamma(hits + 1) - lnGamma(11 - hits));
  return ways * rate ** hits * (1 - rate) ** (10 - hits);
}

describe("a change of a rate", () => {
  it("is said with the figures before and after, when it began, and the incidents that explain it", () => {
    const change = firstChange(`${"0001".repeat(25)}${"1".repeat(40)}`)!;
    expect(change.index).toBeLessThan(120);
    expect(change).toMatchObject({ before: { count: 25, of: 100 }, after: { rate: 1 }, since: 100 });
    expect(change.incidents).toContain("i110");
  });

  it("is not said of a rate that stays, and of growing rates alone where that is asked", () => {
    expect(firstChange("0001".repeat(400))).toBeNull();
    let state: RateState | null = null;
    for (const [index, bit] of [..."1110".repeat(50), ..."0".repeat(200)].entries()) {
      const fed = feedRate(state, { hit: bit === "1", at: index, of: "" }, { alpha: 0.01, direction: "up" });
      expect(fed.change).toBeNull();
      state = fed.state;
    }
  });

  it("is looked for in a bounded past, whatever is fed", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }), (pattern) => {
        let state: RateState | null = null;
        for (let index = 0; index < 2_100; index += 1) {
          const hit = pattern[index % pattern.length]!;
          ({ state } = feedRate(
            state,
            { hit, at: index * 1e7, of: String(index) },
            { alpha: 1e-6, direction: "both" },
          ));
        }
        const { of = 0, hits = [], begun = [], named = [] } = (state as RateState | null) ?? {};
        expect(of).toBeLessThanOrEqual(2_000);
        for (const blocks of [hits, begun]) expect(blocks.length).toBe(Math.ceil(of / 10));
        expect(named.length).toBeLessThanOrEqual(40);
      }),
      { numRuns: 5 },
    );
  });
});

describe("a change of a volume", () => {
  const said = (weeks: number[]) => {
    let state: VolumeState | null = null;
    for (const [week, count] of weeks.entries()) {
      const fed = feedVolume(state, count, { at: week, alpha: 1 / 61 });
      if (fed.change !== null) return { week, ...fed.change };
      state = fed.state;
    }
    return null;
  };
  const even = Array.from({ length: 26 }, (_none, week) => 50 + ((week * 7) % 13) - 6);

  it("is said when it stops, halves or grows", () => {
    expect(said([...even, 0, 0, 0, 0, 0, 0])).toMatchObject({ after: 0, weeks: { before: 26 } });
    expect(said([...even, ...even.map((count) => Math.round(count / 2))])!.week).toBeLessThan(34);
    expect(said([...even, 150, 160, 140, 150, 155, 160])).toMatchObject({ weeks: { before: 26 } });
  });

  it("is not said of weeks alike, nor of a single storm", () => {
    expect(said([...even, ...even, ...even])).toBeNull();
    expect(said([...even, 400, ...even])).toBeNull();
  });
});

describe("a value never seen before", () => {
  const fed = (values: string[]) => {
    let state: ValuesState | null = null;
    return values.filter((value) => {
      const next = feedValue(state, value);
      state = next.state;
      return next.fresh;
    });
  };
  const known = Array.from({ length: 100 }, (_none, index) => ["low", "high"][index % 2]!);

  it("is said once, of a source that is known well", () => {
    expect(fed(["low", "high", "medium"])).toEqual([]);
    expect(fed([...known, "low", "critical", "critical"])).toEqual(["critical"]);
  });

  it("is not said of a field whose values have no end", () => {
    expect(fed(Array.from({ length: 1_000 }, (_none, index) => String(index)))).toEqual([]);
  });
});

describe("ways", () => {
  it("are those of every step that chooses", () => {
    const ways = waysOf({
      nodes: { b: { kind: "switch", cases: [{ equals: 1 }] }, a: { kind: "if" }, c: { kind: "end" } },
    });
    expect(ways.map(({ name }) => name)).toEqual(["a", "b = 1", "b otherwise"]);
    expect(ways.map((way) => went(way, "1"))).toEqual([false, true, false]);
    expect(ways.map((way) => went(way, '"x"'))).toEqual([false, false, true]);
  });
});

describe("a playbook's year", () => {
  it("passes without a false alarm as often as is stated: ten years, the same each time", () => {
    const random = seeded(7);
    let alarms = 0;
    for (let year = 0; year < 10; year += 1) {
      const states: WatchStates = new Map();
      for (let week = 0; week < 52; week += 1) alarms += liveWeek(states, calm, week, random).length;
    }
    expect(alarms / 10).toBeLessThanOrEqual(statedFalseAlarmsPerPlaybookYear);
  });

  it("does not pass unnoticed when twice as many incidents are false positives", () => {
    const random = seeded(11);
    const states: WatchStates = new Map();
    const noticed = Array.from({ length: 40 }, (_none, week) =>
      liveWeek(states, week < 20 ? calm : { ...calm, falsePositives: 0.4 }, week, random),
    ).flatMap((found, week) => found.map(({ noticed: { watch } }) => ({ watch, week })));
    expect(noticed).toEqual([{ watch: "falsePositives", week: expect.any(Number) }]);
    expect(noticed[0]!.week).toBeGreaterThanOrEqual(20);
  });

  it("misses a field of a source that vanished within a few incidents", () => {
    expect(untilMissed(200, seeded(3))).toBeLessThan(20);
  });
});
