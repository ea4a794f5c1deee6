/** What a playbook's stage of autonomy leaves of what the policies would let it do. */
import { DEFAULT_TERMS } from "../model/approval.ts";
import { boundsInTime } from "./budget.ts";
import type { GuardAnswer, GuardRequest } from "./request.ts";

/**
 * Pure. Binds what contains or eradicates, and nothing else: in `ask` people are asked of what would be allowed, and silence is no yes; in
 * `shadow` it is refused. It never loosens what the policies say.
 */
export function boundByStage(
  { autonomy = "act", effectClass, incident }: GuardRequest,
  answer: GuardAnswer,
): GuardAnswer {
  if (autonomy === "act" || answer.decision === "refuse" || (effectClass !== "contain" && effectClass !== "eradicate"))
    return answer;
  const stage = `The playbook is in the stage ${autonomy} for incidents of type ${incident.type}`;
  if (autonomy === "shadow")
    return {
      decision: "refuse",
      policies: answer.policies,
      reason: `${stage}: it does nothing by itself.`,
      budgets: [],
    };
  const terms = { ...DEFAULT_TERMS, ...answer.terms };
  return {
    ...answer,
    decision: "ask",
    reason: `${stage}: a yes is asked for each containment. ${answer.reason}`,
    budgets: answer.budgets.filter((budget) => !boundsInTime(budget)),
    terms: { ...terms, onExpiry: terms.onExpiry === "proceed" ? "refuse" : terms.onExpiry },
  };
}
