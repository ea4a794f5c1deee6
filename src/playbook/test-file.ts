/** `playbook.test.yaml`: what a playbook does with given incidents and answers, written beside it. */
import { z } from "zod";
import { InputError } from "../errors.ts";
import { didYouMean } from "../expression/nearest.ts";
import { DISPOSITIONS } from "../model/scale.ts";
import { FactsFragment } from "../taxonomy/example-facts.ts";
import { byPlace, type Finding, type FindingPlace, Findings } from "./finding.ts";
import { readWritten } from "./read-written.ts";
import { readYaml } from "./read-yaml.ts";
import { issueFaults } from "./test-issues.ts";
import { placeWithin, plainJson } from "./written.ts";

/**
 * An output's fields, `{ error: { root, code } }`, `{ refused: true }` for a guard's or a person's no, or `{ timeout: true }` where nobody answers
 * in time. Of a wait-for step: what is true of the incident when the event has happened.
 */
export const WrittenAnswer = z.union([
  z.strictObject({ refused: z.literal(true) }),
  z.strictObject({ timeout: z.literal(true) }),
  z.strictObject({
    error: z.strictObject({ root: z.enum(["input", "transient", "refused", "defect"]), code: z.string() }),
  }),
  z.record(z.string(), z.unknown()),
]);
export type WrittenAnswer = z.infer<typeof WrittenAnswer>;

const Expectation = z.strictObject({
  /** Ids of the steps passed, in order; steps without an id of their own are left out. */
  path: z.array(z.string()).optional(),
  /** Everything asked for that is more than looking, in order. */
  effects: z.array(z.strictObject({ capability: z.string(), target: z.string().optional() })).optional(),
  outcome: z.enum([...DISPOSITIONS, "handoff", "not-triggered"]),
  queue: z.string().optional(),
  status: z.enum(["resolved", "closed"]).optional(),
  /** Text that the reason contains. */
  reason: z.string().optional(),
});

const Case = z.strictObject({
  name: z.string().min(1),
  incident: FactsFragment.default({}),
  /** By step id or by capability; of a list each time the next, and the last for ever. Effects without an answer succeed; questions without one fail the case. */
  answers: z.record(z.string(), z.union([z.array(WrittenAnswer).min(1).max(100), WrittenAnswer])).default({}),
  /** What a playbook that is a part of others is called with. */
  inputs: z.record(z.string(), z.unknown()).default({}),
  expect: Expectation,
});

export const PlaybookTestFile = z.strictObject({ cases: z.array(Case).min(1).max(200) });

export type PlaybookCase = z.infer<typeof Case> & { place: FindingPlace };

/** Parses a test file; what is wrong with it is a finding. Never throws for a text. */
export function parseTestFile(
  source: string,
  { file }: { file: string },
): { cases: PlaybookCase[]; findings: Finding[] } {
  const findings = new Findings();
  const root = readYaml(source, file, findings);
  const written = root === null ? null : readWritten(root);
  if (written === null || findings.all.length > 0) return { cases: [], findings: findings.all.sort(byPlace) };
  const parsed = PlaybookTestFile.safeParse(plainJson(written));
  for (const issue of parsed.error?.issues ?? [])
    for (const { place, message, ...hint } of issueFaults(issue, written, PlaybookTestFile))
      findings.error("playbook.bad-test", place, message, hint);
  const cases =
    parsed.data?.cases.map((each, index) => ({ ...each, place: placeWithin(written, ["cases", index]) })) ?? [];
  return { cases, findings: findings.all.sort(byPlace) };
}

/** The case of that name. @throws InputError `debug.no-such-case` with the nearest there is. */
export function caseNamed(name: string, cases: readonly PlaybookCase[]): PlaybookCase {
  const found = cases.find((each) => each.name === name);
  if (found !== undefined) return found;
  const names = cases.map((each) => each.name);
  throw new InputError("debug.no-such-case", `The playbook's tests have no case "${name}"; ${didYouMean(name, names)}`);
}
