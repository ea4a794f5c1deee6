/** What a playbook says it is for: techniques that are on ATT&CK's list, and countermeasures that its capabilities do take. */
import { capabilities } from "../connector/capabilities/catalog.ts";
import { didYouMean } from "../expression/nearest.ts";
import { techniqueStanding } from "../taxonomy/attack/attack.ts";
import { capabilitiesOf } from "./compile.ts";
import type { Findings } from "./finding.ts";
import type { Callees } from "./library.ts";
import type { Located, PlaybookTree } from "./tree.ts";

/** Alerts bear the ids that are in force, and only what is done may be said to be done. */
export function checkAnswers(tree: PlaybookTree, callees: Callees, findings: Findings): void {
  for (const { value, place } of tree.techniques) {
    const fix = techniqueFix(value);
    if (fix !== null)
      findings.error("playbook.unknown-technique", place, `"${value}" is no ATT&CK technique in force`, { fix });
  }
  const taken = countermeasuresOf(capabilitiesOf(tree, callees));
  for (const { value, place } of tree.countermeasures)
    if (!taken.includes(value))
      findings.error(
        "playbook.unmet-countermeasure",
        place,
        `nothing in this playbook takes the countermeasure ${value}`,
        {
          fix: taken.length === 0 ? "leave it out" : didYouMean(value, taken),
        },
      );
  for (const names of [tree.techniques, tree.countermeasures]) checkTwice(names, findings);
}

/** The D3FEND countermeasures that capabilities take, by their ids; sorted. */
export function countermeasuresOf(used: Iterable<string>): string[] {
  const ids = [...used].flatMap((id) => capabilities.get(id)?.d3fend ?? []);
  return [...new Set(ids)].sort();
}

function checkTwice(names: readonly Located<string>[], findings: Findings): void {
  for (const [index, { value, place }] of names.entries())
    if (names.findIndex((other) => other.value === value) < index)
      findings.error("playbook.duplicate-key", place, `"${value}" is named twice`, { fix: "keep one of them" });
}

/** What to write instead; null for a technique that alerts can bear. */
function techniqueFix(id: string): string | null {
  const standing = techniqueStanding(id);
  if (standing.kind === "current" || standing.kind === "deprecated") return null;
  const capital = id.trim().toUpperCase();
  if (capital !== id && techniqueFix(capital) === null) return `write "${capital}"`;
  return standing.kind === "replaced"
    ? `${standing.name} is ${standing.id} now`
    : "write an id of https://attack.mitre.org/techniques/enterprise/, such as T1110.003";
}
