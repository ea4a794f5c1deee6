/** The playbooks that one calls: each is there, is sound, is meant to be called, and leads back to nobody who called it. */
import { hashOf } from "../ids.ts";
import type { Finding, Findings } from "./finding.ts";
import type { Callee, Callees } from "./library.ts";
import { type PlaybookStep, type PlaybookTree, stepsIn } from "./tree.ts";

/** Calls within calls; nobody follows more. */
const MAX_DEPTH = 4;

/** A playbook that was found, as far as it is sound. */
export interface FoundPlaybook extends Pick<Callee, "callees" | "targets" | "outputs"> {
  source: string;
  tree: PlaybookTree | null;
  findings: Finding[];
}

/** Finds and checks every playbook that is called. `find` gets the chain of those that lead to it. */
export function resolveCalls(
  tree: PlaybookTree,
  callers: readonly string[],
  findings: Findings,
  find: (name: string, chain: readonly string[]) => FoundPlaybook | null,
): Callees {
  const callees = new Map<string, Callee>();
  const chain = [...callers, tree.name.value];
  for (const step of stepsIn(tree.steps)) {
    if (step.kind !== "playbook" || step.name.value === "") continue;
    const callee = callees.get(step.name.value) ?? resolve(step, chain, findings, find);
    if (callee !== null) callees.set(step.name.value, callee);
  }
  return callees;
}

function resolve(
  { name: { value: name, place } }: PlaybookStep,
  chain: readonly string[],
  findings: Findings,
  find: (name: string, chain: readonly string[]) => FoundPlaybook | null,
): Callee | null {
  if (chain.includes(name) || chain.length > MAX_DEPTH) {
    const way = [...chain, name].join(" → ");
    findings.error(
      "playbook.recursion",
      place,
      `the calls ${chain.includes(name) ? "go in a circle" : "are nested too deep"}: ${way}`,
      {
        fix: "write the steps out, or leave one call out",
      },
    );
    return null;
  }
  const found = find(name, chain);
  if (found === null) {
    findings.error("playbook.unknown-playbook", place, `there is no playbook "${name}" beside this one`, {
      expected: "the name of a playbook that is in force, or lies in the same folder",
    });
    return null;
  }
  if (found.tree === null) {
    const first = found.findings.find(({ severity }) => severity === "error");
    const why = first === undefined ? "" : `: ${first.place.file}:${first.place.line} ${first.message}`;
    findings.error("playbook.broken-playbook", place, `the playbook "${name}" has errors${why}`, {
      fix: "mend it first",
    });
    return null;
  }
  if (found.tree.interface === null) {
    findings.error("playbook.not-callable", place, `the playbook "${name}" is not made to be called`, {
      fix: 'give it "inputs:" or "outputs:"',
    });
    return null;
  }
  const { tree, callees, targets, outputs, source } = found;
  const hash = hashOf({ source, callees: [...callees.values()].map((callee) => callee.hash) });
  return { tree, callees, targets, outputs, hash };
}
