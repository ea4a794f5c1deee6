import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { diceOf } from "../../test/support/dice.ts";
import {
  lnEvidence,
  OBJECTION_ALPHA,
  type Observation,
  objectionTo,
  statedFalseDemotionsPerYear,
} from "./objection.ts";

const HOUR_MS = 3_600_000;
const YEAR_MS = 365 * 24 * HOUR_MS;
const RULE = { since: 0, allowed: 0.1, now: 1_000 * HOUR_MS };
const seen = (words: string, from = 0): Observation[] =>
  [...words].map((word, index) => ({ incidentId: `i${index}`, agreed: word === "+", at: from + index * HOUR_MS }));

describe("disagreement", () => {
  it("is an objection as soon as it is more than chance and the allowed share explain", () => {
    expect(objectionTo(seen(""), RULE)).toBeNull();
    expect(objectionTo(seen("-"), RULE)).toBeNull();
    const objection = objectionTo(seen("+--+--"), RULE);
    expect(objection?.reason).toBe("People disagreed with 4 of 6, more than the 10 % that are allowed.");
    expect(objection?.incidents).toEqual(["i1", "i2", "i4", "i5"]);
  });

  it("within what is allowed is none, unless it became more", () => {
    expect(objectionTo(seen(`${"+".repeat(19)}-`.repeat(10)), RULE)).toBeNull();
    const grown = objectionTo(seen("+".repeat(900) + "-++++".repeat(12)), { ...RULE, allowed: 0.3 });
    expect(grown?.reason).toMatch(/^People disagreed with 5 of 21, after 0 of 900/);
  });

  it("counts by the year since the stage began", () => {
    const lastYear = seen("----------");
    const now = YEAR_MS + 10 * HOUR_MS;
    expect(objectionTo(lastYear, { ...RULE, now })).toBeNull();
    expect(objectionTo([...lastYear, ...seen("+----", YEAR_MS)], { ...RULE, now })).not.toBeNull();
  });

  it("at the allowed rate is called an objection no more often than is stated", () => {
    const [years, each] = [300, 300];
    let alarms = 0;
    for (let year = 0; year < years; year += 1) {
      const dice = diceOf(year + 1);
      let against = 0;
      for (let of = 1; of <= each; of += 1) {
        if (dice.chance(0.1)) against += 1;
        if (lnEvidence({ count: against, of }, 0.1) < -Math.log(OBJECTION_ALPHA)) continue;
        alarms += 1;
        break;
      }
    }
    expect(alarms / years).toBeLessThanOrEqual(OBJECTION_ALPHA);
  });
});

it("docs/autonomy.md states the rate of demotions without cause", () => {
  const page = readFileSync(new URL("../../docs/autonomy.md", import.meta.url), "utf8");
  expect(statedFalseDemotionsPerYear).toBeCloseTo(0.05, 3);
  expect(page).toContain("**0.05 for each playbook, type and year**");
});
