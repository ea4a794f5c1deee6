/** What the checker says of originals and of their faulty variants. */
import { fileURLToPath } from "node:url";
import { capabilities } from "../../src/connector/capabilities/catalog.ts";
import { compilePolicies } from "../../src/guard/compile-policies.ts";
import { loadPolicies } from "../../src/guard/load.ts";
import { refusedAlways } from "../../src/guard/refused-always.ts";
import { checkPlaybook } from "../../src/playbook/check.ts";
import type { Surroundings } from "../../src/playbook/check-surroundings.ts";
import { type Finding, findingText } from "../../src/playbook/finding.ts";
import type { Mutant, Original } from "./mutant.ts";

export interface Verdict {
  mutant: Mutant;
  /** With an error, whichever it is. */
  refused: boolean;
  /** With the error that was expected, in the line where it was. */
  rightPlace: boolean;
  findings: string[];
}

/** The shipped policies, and connections of a company that has one that can do nothing of this. */
export async function surroundings(): Promise<Surroundings> {
  const files = await loadPolicies(fileURLToPath(new URL("../../policies", import.meta.url)));
  const { policySet } = compilePolicies(files, { capabilities: capabilities.values() });
  if (policySet === null) throw new Error("the shipped policies have errors");
  return {
    connections: new Map([
      ["scales", new Set<string>()],
      ["web", new Set(capabilities.keys())],
    ]),
    refused: (effect) => refusedAlways(policySet, effect),
  };
}

export function judge(mutant: Mutant, around: Surroundings): Verdict {
  const { findings } = check(mutant.original, mutant.source, around);
  const errors = findings.filter(({ severity }) => severity === "error");
  const { code, line } = mutant.expected;
  return {
    mutant,
    refused: errors.length > 0,
    rightPlace: errors.some((error) => error.code === code && error.place.line === line),
    findings: findings.map(findingText),
  };
}

/** Everything the checker says of a playbook without faults; what its import leaves unsaid apart. */
export function falseAlarms(original: Original, around: Surroundings): Finding[] {
  return check(original, original.source, around).findings.filter(({ code }) => !original.unsaid.has(code));
}

function check({ file, library }: Original, source: string, around: Surroundings) {
  return checkPlaybook(source, { file, library, surroundings: around });
}
