/** A decision in words, for the journal, an approval or `cordon policy explain`. */
import { budgetText } from "../model/budget.ts";
import type { EntityAttributes } from "../model/entity.ts";
import type { PolicySet } from "./policy-record.ts";
import type { GuardAnswer, GuardRequest } from "./request.ts";

/**
 * Several lines: what was asked, what was decided and why, within which bounds, and where the policies stand. What the inventory does not know is said to
 * be unknown: a name that is misspelled would else be taken for a thing that nothing forbids.
 */
export function explainDecision(
  policySet: PolicySet,
  request: GuardRequest,
  answer: GuardAnswer,
  inventoried = true,
): string {
  const { entity, incident, playbook } = request;
  const places = policySet.policies
    .filter(({ id }) => answer.policies.includes(id))
    .map(({ id, effect, file, line }) => `  ${effect} ${id} at ${file}:${line}`);
  const traits = inventoried ? traitsText(entity) : "which the inventory does not know";
  return [
    `${request.capability} (${request.effectClass}) on ${entity.type} ${entity.key}${traits === "" ? "" : `, ${traits}`}`,
    `asked by playbook ${playbook.name} (${playbook.maturity}) for a ${incident.severity} incident of type ${incident.type}`,
    answer.reason,
    ...answer.budgets.map((budget) => `  ${budgetText(budget)}; beyond that a person is asked`),
    ...places,
  ].join("\n");
}

/** What the inventory says of an entity, in words; empty where that is nothing. */
export function traitsText(entity: EntityAttributes): string {
  return [
    entity.criticality === "unknown" ? "" : `${entity.criticality} criticality`,
    entity.privileged ? "privileged" : "",
    entity.serviceAccount ? "a service account" : "",
    entity.protected ? "protected" : "",
    entity.department === "" ? "" : `of the department ${entity.department}`,
    entity.owner === "" ? "" : `owned by ${entity.owner}`,
    ...entity.tags.map((tag) => `tagged ${tag}`),
  ]
    .filter((trait) => trait !== "")
    .join(", ");
}
