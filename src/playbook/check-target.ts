/**
 * Who writes the target of a containment. A playbook that blocks `incident.observables[0].value` blocks what the attacker names. Canonical
 * entities and values that intelligence has vouched for are another matter.
 */
import type { Capability } from "../connector/capability.ts";
import type { CompiledExpression } from "../expression/compile.ts";
import { capabilityOf } from "./check-steps.ts";
import type { FindingPlace, Findings } from "./finding.ts";
import type { Callee } from "./library.ts";
import type { Source, Sources } from "./sources.ts";
import { type ActionStep, type PlaybookStep, type PlaybookTree, stepsIn, type Written } from "./tree.ts";

/** What is known where a target is named. */
export interface TargetContext {
  sources: Sources;
  /** Expressions of targets that the conditions around vouch for. */
  vouched: ReadonlySet<string>;
  /** Inputs of this playbook that become targets: those who call it answer for them. */
  reached: Set<string>;
  findings: Findings;
}

/** Refuses a containment whose target is text of an alert that nothing has vouched for. */
export function checkTarget(step: ActionStep, capability: Capability, context: TargetContext): void {
  const field = capability.target?.field;
  if (field === undefined || (capability.effect !== "contain" && capability.effect !== "eradicate")) return;
  const written = step.input.entries.find((entry) => entry.key === field);
  if (written === undefined || context.vouched.has(textOf(written.value))) return;
  judge(context.sources.ofWritten(written.value), written.value.place, `the target of ${capability.id}`, context);
}

/** The same for what a called playbook makes a target of. */
export function checkCalledTargets(step: PlaybookStep, callee: Callee, context: TargetContext): void {
  for (const { key, value } of step.input.entries) {
    if (!callee.targets.has(key) || context.vouched.has(textOf(value))) continue;
    const what = `"${key}", which ${step.name.value} makes the target of a containment,`;
    judge(context.sources.ofWritten(value), value.place, what, context);
  }
}

function judge(sources: ReadonlySet<Source>, place: FindingPlace, what: string, context: TargetContext): void {
  for (const source of sources) if (source.startsWith("input:")) context.reached.add(source.slice(6));
  const alert = [...sources].find((source) => source.startsWith("alert:"));
  if (alert === undefined) return;
  context.findings.error(
    "playbook.foreign-target",
    place,
    `${what} is ${alert.slice(6)}, which the alert's text decides`,
    {
      expected: "incident.entity.key, incident.users, incident.devices, incident.ips or incident.accessKeys",
      fix: "act on a canonical entity, or look the value up first and act only if steps.<id>.malicious",
    },
  );
}

/** The targets that a condition vouches for: it says `steps.<id>.malicious`, and that step asked about exactly this expression. */
export function vouchedBy(condition: CompiledExpression | null, tree: PlaybookTree): string[] {
  const asked = new Set(
    (condition?.implied ?? []).flatMap(([root, id, field, more]) =>
      root === "steps" && field === "malicious" && more === undefined && id !== undefined ? [id] : [],
    ),
  );
  if (asked.size === 0) return [];
  return [...stepsIn(tree.steps)].flatMap((step) => {
    if (step.kind !== "action" || step.id === null || !asked.has(step.id.value)) return [];
    const capability = capabilityOf(step);
    const target = step.input.entries.find((entry) => entry.key === capability?.target?.field);
    return capability?.effect === "observe" && target !== undefined ? [textOf(target.value)] : [];
  });
}

function textOf(value: Written): string {
  return value.kind === "text" ? value.text.value : JSON.stringify(value.kind === "constant" ? value.value : null);
}
