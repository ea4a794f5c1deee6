/**
 * `npm run bench:audit -- --json`: random alterations of an exported audit log, one at a time, how many of them the verifier finds and how many it names by entry; and how
 * many entries a second it reads of a log that is whole. In one thread, with no database.
 */
import { parseArgs } from "node:util";
import { parseKey } from "../../src/evidence/note.ts";
import { newVerifier, type Verdict } from "../../src/evidence/verify.ts";
import { ALTERATION_KINDS, type Altered, alter } from "../../test/support/audit-alterations.ts";
import { memoryLog } from "../../test/support/memory-log.ts";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    alterations: { type: "string", default: "10000" },
    seed: { type: "string", default: "1" },
    entries: { type: "string", default: "100000" },
  },
});

/** Mulberry32: the same seed, the same alterations. */
function dice(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function verdictOn(text: string, keys: string[]): Verdict {
  const verifier = newVerifier(keys.map(parseKey));
  const lines = text.split("\n");
  const rest = lines.pop() as string;
  for (const line of lines) verifier.line(line);
  if (rest !== "") verifier.line(rest, false);
  return verifier.end();
}

/** Named: what is said to be wrong is the entry that was touched, or a few of which it is one; or the checkpoint. */
function isNamed({ touched }: Altered, { problems }: Verdict): boolean {
  if (touched.length === 0) return problems.some(({ what }) => what === "checkpoint");
  return touched.some((index) =>
    problems.some(({ first, last }) => first !== null && first <= index && index <= last!),
  );
}

const isNamedExactly = (altered: Altered, { problems }: Verdict) =>
  isNamed(altered, { problems: problems.filter(({ first, last }) => first === last) } as Verdict);

const log = memoryLog(200, 40);
const text = await log.exported(13, 190);
const pick = dice(Number(values.seed));
const kinds: Record<string, { tried: number; found: number; named: number; namedExactly: number }> = {};
const sum = { alterations: 0, found: 0, named: 0, namedExactly: 0 };
for (let n = 0; n < Number(values.alterations); n += 1) {
  const altered = alter(text, ALTERATION_KINDS[n % ALTERATION_KINDS.length]!, pick);
  const verdict = verdictOn(altered.text, log.keys);
  kinds[altered.kind] ??= { tried: 0, found: 0, named: 0, namedExactly: 0 };
  const of = kinds[altered.kind]!;
  const [found, named] = [!verdict.sound, isNamed(altered, verdict)];
  const exactly = isNamedExactly(altered, verdict);
  of.tried += 1;
  sum.alterations += 1;
  for (const counts of [of, sum]) {
    counts.found += Number(found);
    counts.named += Number(named);
    counts.namedExactly += Number(exactly);
  }
}

const large = memoryLog(Number(values.entries), 5_000);
const whole = await large.exported(0, large.size);
const started = performance.now();
const { sound, entries } = verdictOn(whole, large.keys);
if (!sound) throw new Error("a whole log was not found to be sound");
const entriesPerSecond = Math.round(entries / ((performance.now() - started) / 1000));

if (values.json) console.log(JSON.stringify({ ...sum, entriesPerSecond, kinds }));
else {
  console.table(kinds);
  console.log(
    `${sum.found} of ${sum.alterations} alterations found, ${sum.named} named, ${sum.namedExactly} to the entry; ${entriesPerSecond} entries a second`,
  );
}
