/**
 * `npm run mutate:playbooks -- --json`: 1,000 faulty variants of the shipped playbooks, and of the CACAO playbooks below $CORDON_CORPORA where it
 * is set, from a seed. Prints one JSON object last: `mutants` made, `refused` by the checker, `rightPlace` with the expected finding in the expected
 * line, `falseAlarms` about the originals, and what was `missed`. Ends with 1 below 99 in 100, or with a false alarm.
 */
import { parseArgs } from "node:util";
import { findingText } from "../../src/playbook/finding.ts";
import { falseAlarms, judge, surroundings, type Verdict } from "./judge.ts";
import { mutantsOf } from "./mutate.ts";
import { imported, shipped } from "./originals.ts";

const ENOUGH = 0.99;
const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    mutants: { type: "string", default: "1000" },
    seed: { type: "string", default: "1" },
  },
});

const foreign = process.env.CORDON_CORPORA === undefined ? [] : imported(process.env.CORDON_CORPORA);
const originals = [...(await shipped()), ...foreign];
const around = await surroundings();
const alarms = originals.flatMap((original) => falseAlarms(original, around).map(findingText));
const verdicts = mutantsOf(originals, Number(values.mutants), Number(values.seed)).map((mutant) =>
  judge(mutant, around),
);
const missed = verdicts.filter(({ rightPlace }) => !rightPlace);
const result = {
  seed: Number(values.seed),
  playbooks: originals.length,
  imported: foreign.length,
  operators: new Set(verdicts.map(({ mutant }) => mutant.operator)).size,
  mutants: verdicts.length,
  refused: verdicts.filter(({ refused }) => refused).length,
  rightPlace: verdicts.length - missed.length,
  falseAlarms: alarms.length,
  missed: missed.map(missedText),
};
if (!values.json) process.stdout.write([...alarms, ...result.missed, ""].join("\n"));
process.stdout.write(`${JSON.stringify(result)}\n`);
if (Math.min(result.refused, result.rightPlace) < ENOUGH * result.mutants || alarms.length > 0) process.exitCode = 1;

function missedText({ mutant: { operator, original, expected }, refused, findings }: Verdict): string {
  const said = findings.length === 0 ? "nothing" : findings.slice(0, 3).join(" | ");
  return `${operator}, ${original.name}:${expected.line} ${expected.code}: ${refused ? "elsewhere" : "NOT REFUSED"}: ${said}`;
}
