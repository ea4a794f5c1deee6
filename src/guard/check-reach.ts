/** What types do not catch: comparisons that never hold, and permits of containment without a bound. */
import type { PolicyJson } from "@cedar-policy/cedar-wasm/nodejs";
import { boundsInTime } from "./budget.ts";
import type { PolicyFinding } from "./finding.ts";
import { type ParsedPolicy, policyFinding } from "./parsed-policy.ts";
import { comparisons } from "./policy-expressions.ts";
import { type GuardedCapability, VALUES } from "./schema.ts";

/** Findings of policies that parse and are well typed. */
export function checkReach(
  policies: readonly ParsedPolicy[],
  capabilities: readonly GuardedCapability[],
  incidentTypes: ReadonlySet<string> | undefined,
): PolicyFinding[] {
  return policies.flatMap((policy) => [
    ...checkLiterals(policy, capabilities, incidentTypes),
    ...checkBounds(policy, capabilities),
  ]);
}

function checkLiterals(
  policy: ParsedPolicy,
  capabilities: readonly GuardedCapability[],
  incidentTypes: ReadonlySet<string> | undefined,
): PolicyFinding[] {
  const known = new Map<string, readonly string[]>(Object.entries(VALUES));
  known.set(
    "capability",
    capabilities.map(({ id }) => id),
  );
  if (incidentTypes !== undefined) {
    known.set("incidentType", [...incidentTypes]);
    known.set("incidentClass", [...new Set([...incidentTypes].map((type) => type.split("/")[0] ?? type))]);
  }
  return comparisons(policy.json).flatMap(({ attribute, literal }) => {
    const values = known.get(attribute);
    if (values === undefined || values.includes(literal)) return [];
    const at = Math.max(0, policy.source.text.indexOf(JSON.stringify(literal)));
    const message = `"${literal}" is never a value of ${attribute}: the comparison decides nothing.`;
    return [
      policyFinding(policy.source, "guard.unknown-value", at, message, `Known: ${values.slice(0, 50).join(", ")}.`),
    ];
  });
}

/** Unbounded automatic containment is how automation causes the outage, so a permit of it states a budget. */
function checkBounds(policy: ParsedPolicy, capabilities: readonly GuardedCapability[]): PolicyFinding[] {
  const { effect: kind, budgets, asks } = policy.record;
  if (kind === "forbid" || asks || budgets.some(boundsInTime)) return [];
  const grave = capabilities.filter(
    ({ id, effect }) => (effect === "contain" || effect === "eradicate") && appliesTo(policy.json, id, effect),
  );
  if (grave.length === 0) return [];
  const named = grave.map(({ id }) => id).join(", ");
  const message =
    budgets.length === 0
      ? `The policy permits ${named} without a bound.`
      : `The policy bounds ${named} at a time alone, so that what is given back soon could be done without end.`;
  return [
    policyFinding(
      policy.source,
      "guard.unbounded",
      0,
      message,
      'Write @budget("5 per 1h") beside it, or @decision("ask") to ask each time, or name only actions that do not contain or eradicate.',
    ),
  ];
}

/** Whether the policy's action scope includes a capability. */
export function appliesTo(policy: PolicyJson, id: string, effect: string): boolean {
  const { action } = policy;
  if (action.op === "All") return true;
  const named = "entities" in action ? action.entities : "entity" in action ? [action.entity] : [];
  return named.some((each) => {
    const uid = "__entity" in each ? each.__entity : each;
    return uid.id === id || (action.op === "in" && uid.id === effect);
  });
}
