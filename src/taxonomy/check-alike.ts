/** Rules about alerts that belong together which can never decide, because an earlier one always does. */
import type { Finding } from "./finding.ts";
import type { Mentions } from "./mentions.ts";
import type { CorrelationRule, DuplicateRule, StormRule, Taxonomy, Trait } from "./taxonomy.ts";

/** Findings about the order of `duplicates`, `correlate` and `storms`. */
export function checkAlike(taxonomy: Taxonomy, mentions: Mentions): Finding[] {
  return [
    ...shadowed("duplicates", taxonomy.duplicates, takesDuplicates, mentions),
    ...shadowed("correlate", taxonomy.correlate, takesCorrelation, mentions),
    ...shadowed("storms", taxonomy.storms, takesStorm, mentions),
  ];
}

function shadowed<T extends { id: string }>(
  kind: string,
  rules: readonly T[],
  takes: (earlier: T, later: T) => boolean,
  mentions: Mentions,
): Finding[] {
  return rules.flatMap((later, index) => {
    const earlier = rules.slice(0, index).find((one) => takes(one, later));
    const place = mentions.alike.get(`${kind} ${later.id}`);
    if (earlier === undefined || place === undefined) return [];
    const message = `The rule ${later.id} of \`${kind}\` never decides: ${earlier.id} comes first and takes all that it takes.`;
    const fix = "Remove it, put it before the other one, or narrow the other one.";
    return [{ code: "taxonomy.unreachable-rule", ...place, message, fix }];
  });
}

function takesDuplicates(earlier: DuplicateRule, later: DuplicateRule): boolean {
  const wider = (key: "source" | "connection" | "rule") => earlier[key] === null || earlier[key] === later[key];
  return wider("source") && wider("connection") && wider("rule") && within(earlier.same, later.same);
}

function takesCorrelation(earlier: CorrelationRule, later: CorrelationRule): boolean {
  return earlier.when === null && within(earlier.by, later.by) && earlier.withinSeconds >= later.withinSeconds;
}

/** A storm by fewer traits, of fewer incidents, in a longer time, has begun whenever the narrower one would. */
function takesStorm(earlier: StormRule, later: StormRule): boolean {
  return takesCorrelation(earlier, later) && earlier.moreThan <= later.moreThan;
}

function within(few: readonly Trait[], many: readonly Trait[]): boolean {
  return few.every((trait) => many.includes(trait));
}
