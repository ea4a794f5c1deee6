/**
 * What the target of an action is, and who writes that of a containment. A playbook that blocks `incident.observables[0].value` blocks what the attacker names. Canonical
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
  /** Inputs of this playbook that become targets, and of what: those who call it answer for them. */
  reached: Map<string, Set<Capability>>;
  findings: Findings;
}

/** Refuses a target of another kind than the capability acts on, and a containment whose target is text of an alert that nothing has vouched for. */
export function checkTarget(step: ActionStep, capability: Capability, context: TargetContext): void {
  const written = step.input.entries.find((entry) => entry.key === capability.target?.field);
  // An action that is told the type of its entity acts on any.
  if (written === undefined || step.input.entries.some(({ key }) => key === "entityType")) return;
  judge(written.value, [capability], `the target of ${capability.id}`, context);
}

/** The same for what a called playbook makes a target of. */
export function checkCalledTargets(step: PlaybookStep, callee: Callee, context: TargetContext): void {
  for (const { key, value } of step.input.entries) {
    const used = [...(callee.targets.get(key) ?? [])];
    const containing = used.find(isContainment) ?? used[0];
    if (containing === undefined) continue;
    const what = isContainment(containing) ? "the target of a containment" : `the target of ${containing.id}`;
    judge(value, used, `"${key}", which ${step.name.value} makes ${what},`, context);
  }
}

function isContainment({ effect }: Capability): boolean {
  return effect === "contain" || effect === "eradicate";
}

function judge(value: Written, used: readonly Capability[], what: string, context: TargetContext): void {
  const sources = [...context.sources.ofWritten(value)];
  for (const source of sources)
    if (source.startsWith("input:")) {
      const name = source.slice(6);
      context.reached.set(name, new Set([...(context.reached.get(name) ?? []), ...used]));
    }
  checkKind(value.place, sources, used, what, context.findings);
  const alert = sources.find((source) => source.startsWith("alert:"));
  if (alert === undefined || !used.some(isContainment) || context.vouched.has(textOf(value))) return;
  context.findings.error(
    "playbook.foreign-target",
    value.place,
    `${what} is ${alert.slice(6)}, which the alert's text decides`,
    {
      expected: "incident.entity.key, incident.users, incident.devices, incident.ips or incident.accessKeys",
      fix: "act on a canonical entity, or look the value up first and act only if steps.<id>.malicious",
    },
  );
}

/** An account is no device: whoever isolates what is named like a user isolates nothing, or somebody else's machine. */
function checkKind(
  place: FindingPlace,
  sources: readonly Source[],
  used: readonly Capability[],
  what: string,
  findings: Findings,
): void {
  const kinds = sources.flatMap((source) => (source.startsWith("key:") ? [source.slice(4)] : []));
  const other = used.find(({ target }) => target !== undefined && !kinds.includes(target.type));
  if (kinds.length === 0 || other === undefined) return;
  findings.error(
    "playbook.other-entity",
    place,
    `${what} is the key of ${kindText(kinds[0])}, and ${other.id} acts on ${kindText(other.target?.type)}`,
    {
      expected: `the key of ${kindText(other.target?.type)}`,
      fix: "name an entity of that kind",
    },
  );
}

function kindText(kind = "other"): string {
  return `${/^[aio]/.test(kind) ? "an" : "a"} ${kind}`;
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
