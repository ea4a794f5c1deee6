import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { labelledStream } from "../../test/simulation/labelled-stream.ts";
import { fillFacts } from "../taxonomy/example-facts.ts";
import { changedRules } from "./changed-rules.ts";
import { cutsFor, verdictOf } from "./decide.ts";
import { featuresOf } from "./features.ts";
import { areaUnderCurve, calibrationError, reliability } from "./figures.ts";
import { newPlacing, PLACES } from "./hashing.ts";
import { calibrate, probabilityOf } from "./isotonic.ts";
import { knownRules, timesSeen } from "./known-rules.ts";
import { contributionsOf, newScoring } from "./score.ts";
import { train } from "./train.ts";

const options = { seed: "s", precision: 0.9, pause: async () => {} };
const scores = fc.array(
  fc.record({ score: fc.double({ min: -9, max: 9, noNaN: true }).map((x) => Math.round(x)), harmful: fc.boolean() }),
  { minLength: 1, maxLength: 80 },
);

describe("what a model sees", () => {
  it("is bounded whatever the alert brings, and holds no title", () => {
    const long = "x".repeat(5_000);
    const many = Array.from({ length: 900 }, (_none, at) => `${long}${at}`);
    const observables = many.map((value) => ({ type: "url" as const, value }));
    const facts = fillFacts({ title: "the title", source: long, categories: many, techniques: many, observables });
    const features = featuresOf(facts);
    expect(features.length).toBeLessThan(200);
    expect(Math.max(...features.map((name) => name.length))).toBeLessThan(1_000);
    expect(features.join()).not.toContain("the title");
  });

  it("is placed otherwise by another seed, and always within the weights", () => {
    const [one, other] = [newPlacing("one"), newPlacing("other")];
    const names = Array.from({ length: 200 }, (_none, at) => `name-${at}`);
    expect(names.filter((name) => one(name) === other(name)).length).toBeLessThan(5);
    expect(names.every((name) => one(name) >= 0 && one(name) < PLACES)).toBe(true);
  });
});

describe("calibration", () => {
  it("never falls as scores rise, and claims no more than its examples can show", () => {
    fc.assert(
      fc.property(scores, (examples) => {
        const calibration = calibrate(examples);
        const said = Array.from({ length: 19 }, (_none, at) => probabilityOf(calibration, at - 9));
        expect(said).toEqual([...said].sort((a, b) => a - b));
        const least = 1 / (examples.length + 2);
        for (const one of said) expect(one).toBeGreaterThanOrEqual(least);
        for (const one of said) expect(one).toBeLessThanOrEqual(1 - least);
      }),
    );
  });

  it("says the share of each stretch where shares rise already", () => {
    const examples = [0, 0, 0, 1, 1, 1].map((score, at) => ({ score, harmful: at === 2 || at > 3 }));
    const calibration = calibrate(examples);
    expect(probabilityOf(calibration, 0)).toBeCloseTo(1 / 3);
    expect(probabilityOf(calibration, 1)).toBeCloseTo(2 / 3);
  });
});

describe("cuts", () => {
  it("leave nothing to decide with few examples, and decide the sure ends with many", () => {
    const ends = (count: number) =>
      Array.from({ length: count }, (_none, at) => ({ score: at, harmful: at > count / 2 }));
    expect(cutsFor(ends(100), 0.99)).toEqual({ harmless: null, harmful: null });
    const cuts = cutsFor(ends(2_000), 0.99);
    expect(verdictOf(cuts, 0)).toBe("harmless");
    expect(verdictOf(cuts, 1_999)).toBe("harmful");
  });

  it("never claim one score for both", () => {
    fc.assert(
      fc.property(scores, (examples) => {
        const { harmless, harmful } = cutsFor(examples, 0.1);
        if (harmless !== null && harmful !== null) expect(harmful).toBeGreaterThan(harmless);
      }),
    );
  });
});

describe("figures", () => {
  it("know perfect order, none, and ties", () => {
    const judged = (given: [number, boolean][]) => given.map(([probability, harmful]) => ({ probability, harmful }));
    expect(areaUnderCurve(judged([[0.1, false], [0.9, true]]))).toBe(1); // biome-ignore format: one line reads better
    expect(areaUnderCurve(judged([[0.9, false], [0.1, true]]))).toBe(0); // biome-ignore format: one line reads better
    expect(areaUnderCurve(judged([[0.5, false], [0.5, true]]))).toBe(0.5); // biome-ignore format: one line reads better
    expect(areaUnderCurve(judged([[0.5, true]]))).toBeNull();
  });

  it("measure how far what is said lies from what is", () => {
    const judged = Array.from({ length: 100 }, (_none, at) => ({ probability: 0.7, harmful: at < 40 }));
    expect(calibrationError(judged)).toBeCloseTo(0.3);
    expect(reliability(judged)[7]).toMatchObject({ count: 100, was: 0.4 });
  });
});

describe("rules", () => {
  it("are counted never too seldom", () => {
    const placeOf = newPlacing("s");
    const rules = Array.from({ length: 400 }, (_none, at) => `r${at % 40}`);
    const known = knownRules(placeOf, rules);
    expect(timesSeen(known, placeOf, "r7")).toBeGreaterThanOrEqual(10);
    expect(timesSeen(known, placeOf, "never")).toBe(0);
  });

  it("are noticed when they are no longer what was learned", () => {
    const seen = (rule: string, harmful: boolean) => Array.from({ length: 40 }, () => ({ rule, harmful, score: -5 }));
    expect(changedRules([...seen("same", false), ...seen("other", true)])).toEqual(["other"]);
  });
});

describe("training", () => {
  it("orders, calibrates and decides what it has not seen, and says why", async () => {
    const stream = labelledStream({ incidents: 3_000, seed: 3 });
    const { model, figures } = await train(stream, options);
    expect(figures).toMatchObject({ learned: 1_800, calibrated: 600, tried: 600 });
    expect(figures.auc).toBeGreaterThan(0.85);
    expect(figures.shareDecided).toBeGreaterThan(0.3);
    expect(figures.precision.high).toBeGreaterThanOrEqual(0.9);
    const { facts } = stream.at(-1)!;
    expect(contributionsOf(model, facts).length).toBeGreaterThan(2);
    expect(newScoring(model)(facts).probability).toBe(newScoring(model)(facts).probability);
  });

  it("abstains on a rule it does not know, however sure the rest looks", async () => {
    const { model } = await train(labelledStream({ incidents: 3_000, seed: 3 }), options);
    const score = newScoring(model)(fillFacts({ source: "new", ruleId: "never-seen" }));
    expect(score).toMatchObject({ verdict: null, abstains: expect.stringMatching(/seen 0 times/) });
  });

  it("decides nothing where labels are chance", async () => {
    const stream = labelledStream({ incidents: 1_000, seed: 4, mistakes: 0.5 });
    const { figures } = await train(stream, { ...options, precision: 0.99 });
    expect(figures.shareDecided).toBe(0);
    expect(Math.abs(figures.auc! - 0.5)).toBeLessThan(0.12);
  });

  it("refuses to learn from too few, and says how many there are", async () => {
    const few = labelledStream({ incidents: 99, seed: 1 });
    await expect(train(few, options)).rejects.toMatchObject({ code: "triage.too-few", details: { labelled: 99 } });
  });
});
