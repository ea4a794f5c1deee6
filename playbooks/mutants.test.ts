/** The checker refuses faulty variants of the shipped playbooks, with the right finding in the right line. `npm run mutate:playbooks` tries more of them. */
import { describe, expect, test } from "vitest";
import { findingText } from "../src/playbook/finding.ts";
import { falseAlarms, judge, surroundings } from "../test/mutants/judge.ts";
import { mutantsOf, OPERATORS } from "../test/mutants/mutate.ts";
import { shipped } from "../test/mutants/originals.ts";

const originals = await shipped();
const around = await surroundings();
const mutants = mutantsOf(originals, 200, 1);

describe("faulty variants", () => {
  test("are of every kind there is, no two alike", () => {
    expect(new Set(mutants.map(({ operator }) => operator))).toEqual(new Set(OPERATORS.map(({ name }) => name)));
    expect(new Set(mutants.map(({ source }) => source)).size).toBe(mutants.length);
    expect(new Set(OPERATORS.map(({ name }) => name)).size).toBe(OPERATORS.length);
  });

  test("are the same from the same seed, and others from another", () => {
    const sources = (seed: number) => mutantsOf(originals.slice(0, 5), 60, seed).map(({ source }) => source);
    expect(sources(4)).toEqual(sources(4));
    expect(sources(4)).not.toEqual(sources(5));
  });

  test("are refused, each with the finding it must lead to, where it must be", () => {
    const missed = mutants.map((mutant) => judge(mutant, around)).filter(({ rightPlace }) => !rightPlace);
    const told = missed.map(({ mutant: { operator, original, expected }, findings }) => ({
      operator,
      at: `${original.name}:${expected.line} ${expected.code}`,
      findings: findings.slice(0, 3),
    }));
    expect(told).toEqual([]);
  });

  test("are of playbooks without a fault", () => {
    expect(originals.flatMap((original) => falseAlarms(original, around).map(findingText))).toEqual([]);
  });
});
