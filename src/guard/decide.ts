/** Scope policy decides one effect: allow, ask or refuse. What goes wrong on the way is a refusal. */
import { type AuthorizationAnswer, statefulIsAuthorized } from "@cedar-policy/cedar-wasm/nodejs";
import { isCordonError } from "../errors.ts";
import { strictestTerms } from "./approval-terms.ts";
import { budgetOf } from "./budget.ts";
import type { PolicyRecord, PolicySet } from "./policy-record.ts";
import { preparedName } from "./prepared-policies.ts";
import type { Budget, GuardAnswer, GuardRequest } from "./request.ts";
import { type RequestAttributes, requestAttributes } from "./request-attributes.ts";
import { boundByStage } from "./stage.ts";

/** What Cedar found, before it is put in words: the same for all requests that agree on what the policies read. */
interface Finding {
  decision: "allow" | "ask" | "refuse";
  policies: PolicyRecord[];
  reason: string;
}

/** Findings by what was asked, one map a policy set. */
const remembered = new WeakMap<PolicySet, Map<string, Finding>>();
const MAX_REMEMBERED = 2000;

/**
 * Pure: the same policy set and request give the same answer. A forbid that holds refuses, whatever permits; a permit that asks has people asked,
 * whatever else permits; any other allows, within all the budgets of the permits that held; where no policy speaks a person is asked. Observing is
 * allowed without a policy. The budgets of an `ask` bound what may be done unanswered. What the policies leave is bound by the playbook's stage of autonomy.
 */
export function decide(policySet: PolicySet, request: GuardRequest): GuardAnswer {
  return boundByStage(request, decideByPolicies(policySet, request));
}

function decideByPolicies(policySet: PolicySet, request: GuardRequest): GuardAnswer {
  const known = policySet.capabilities.find(({ id }) => id === request.capability);
  if (known === undefined || known.effect !== request.effectClass) {
    const reason = `The policies in force know no capability ${request.capability} of class ${request.effectClass}.`;
    return { decision: "refuse", policies: [], reason, budgets: [] };
  }
  if (known.effect === "observe")
    return { decision: "allow", policies: [], reason: "Observing changes nothing.", budgets: [] };
  const { decision, policies, reason } = findOnce(policySet, request);
  const budgets = decision === "refuse" ? [] : policies.flatMap((policy) => budgetsOf(policy, request));
  const terms = decision === "refuse" ? undefined : strictestTerms(policies.map((policy) => policy.terms));
  const answer = { decision, policies: policies.map(({ id }) => id), reason, budgets };
  return terms === undefined ? answer : { ...answer, terms };
}

function budgetsOf(policy: PolicyRecord, request: GuardRequest): Budget[] {
  return policy.budgets.map((rule) => budgetOf(rule, policy.id, request.capability, request.playbook.name));
}

function findOnce(policySet: PolicySet, request: GuardRequest): Finding {
  const findings = remembered.get(policySet) ?? new Map<string, Finding>();
  remembered.set(policySet, findings);
  try {
    const attributes = requestAttributes(request, policySet);
    const identity = policySet.reads.identities ? [request.playbook.name, request.entity.type, request.entity.key] : [];
    const key = JSON.stringify([request.capability, attributes, identity]);
    const known = findings.get(key);
    if (known !== undefined) return known;
    const finding = find(policySet, request, attributes);
    if (findings.size >= MAX_REMEMBERED) findings.clear();
    findings.set(key, finding);
    return finding;
  } catch (error) {
    return failed(isCordonError(error) || error instanceof Error ? error.message : String(error));
  }
}

function find(policySet: PolicySet, request: GuardRequest, attributes: RequestAttributes): Finding {
  const principal = { type: "Playbook", id: request.playbook.name };
  const action = { type: "Action", id: request.capability };
  const resource = { type: "Entity", id: `${request.entity.type}/${request.entity.key}` };
  const answer = statefulIsAuthorized({
    principal,
    action,
    resource,
    context: attributes.context,
    preparsedPolicySetId: preparedName(policySet, request.capability),
    entities: [
      { uid: principal, attrs: attributes.principal, parents: [] },
      { uid: resource, attrs: attributes.resource, parents: [] },
      { uid: action, attrs: {}, parents: [{ type: "Action", id: request.effectClass }] },
    ],
  });
  return readAnswer(policySet, answer);
}

function readAnswer(policySet: PolicySet, answer: AuthorizationAnswer): Finding {
  if (answer.type === "failure") return failed(answer.errors[0]?.message ?? "no reason given");
  const { decision, diagnostics } = answer.response;
  const [fault] = diagnostics.errors;
  if (fault !== undefined) return failed(`policy ${fault.policyId}: ${fault.error.message}`);
  const policies = policySet.policies.filter(({ id }) => diagnostics.reason.includes(id));
  const asking = policies.filter(({ asks }) => asks);
  if (decision === "allow" && asking.length > 0)
    return { decision: "ask", policies: asking, reason: because("A yes is asked for", asking) };
  if (decision === "allow") return { decision: "allow", policies, reason: because("Allowed", policies) };
  if (policies.length > 0) return { decision: "refuse", policies, reason: because("Forbidden", policies) };
  return { decision: "ask", policies: [], reason: "No policy decides this, so a person does." };
}

function failed(message: string): Finding {
  return {
    decision: "refuse",
    policies: [],
    reason: `The policies could not be evaluated, so the effect is refused: ${message}`,
  };
}

function because(verb: string, policies: readonly PolicyRecord[]): string {
  const parts = policies.map(({ id, reason }) => (reason === "" ? id : `${id} (${reason})`));
  return `${verb} by ${parts.join(" and ")}.`;
}
