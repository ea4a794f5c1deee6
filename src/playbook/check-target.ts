/**
 * Who writes the target of a containment. Text of an alert is written by its attacker: a playbook that blocks `incident.observables[0].value`
 * blocks what the attacker names. Canonical entities and values that intelligence has vouched for are another matter.
 */
import type { Capability } from "../connector/capability.ts";
import type { CompiledExpression } from "../expression/compile.ts";
import { capabilityOf } from "./check-steps.ts";
import type { Findings } from "./finding.ts";
import { type ActionStep, type PlaybookTree, stepsIn, type Written } from "./tree.ts";

/** Facts resolved to entities by Cordon, not copied from an alert. */
const CANONICAL: ReadonlySet<string> = new Set(["users", "devices", "ips", "accessKeys", "entities"]);

/** Warns about a containment whose target is text of an alert that nothing has vouched for. `vouched` are expressions of targets. */
export function checkTarget(
  step: ActionStep,
  capability: Capability,
  used: ReadonlyMap<string, CompiledExpression[]>,
  vouched: ReadonlySet<string>,
  findings: Findings,
): void {
  const field = capability.target?.field;
  if (field === undefined || (capability.effect !== "contain" && capability.effect !== "eradicate")) return;
  const written = step.input.entries.find((entry) => entry.key === field);
  if (written === undefined || vouched.has(textOf(written.value))) return;
  const path = (used.get(field) ?? []).flatMap((expression) => expression.references).find(isForeign);
  if (path === undefined) return;
  findings.warn(
    "playbook.foreign-target",
    written.value.place,
    `the target of ${capability.id} is ${path.join(".")}, which the alert's text decides`,
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

/** True for what an alert says in its own words. What a system answered and what Cordon resolved are not. */
function isForeign(path: readonly string[]): boolean {
  const [root, field, part] = path;
  if (root !== "incident" || field === undefined) return false;
  return !(CANONICAL.has(field) || (field === "entity" && part === "key"));
}

function textOf(value: Written): string {
  return value.kind === "text" ? value.text.value : JSON.stringify(value.kind === "constant" ? value.value : null);
}
