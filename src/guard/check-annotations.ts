/** What a policy says of itself: its id, its reason, its budgets, the terms it asks on. Cedar leaves annotations to us, so nobody else would notice a typo. */
import type { PolicyJson } from "@cedar-policy/cedar-wasm/nodejs";
import { parseTerm, TERM_ANNOTATIONS, TERM_SHAPES, type WrittenTerms } from "./approval-terms.ts";
import { BUDGET_ANNOTATIONS, BUDGET_SHAPES, type BudgetAnnotation, boundsInTime, parseBudgets } from "./budget.ts";
import type { PolicyFinding } from "./finding.ts";
import { placeAt } from "./finding.ts";
import { annotationAt, type ParsedPolicy, policyFinding } from "./parsed-policy.ts";
import type { PolicyText } from "./split-policies.ts";

const ANNOTATIONS = ["id", "reason", ...BUDGET_ANNOTATIONS, ...TERM_ANNOTATIONS] as const;
type Complain = (code: string, name: string, message: string, fix: string) => void;

/** The record of a policy; what is wrong with its annotations is added to the findings. */
export function checkAnnotations(
  source: PolicyText,
  json: PolicyJson,
  findings: PolicyFinding[],
): Pick<ParsedPolicy, "record"> {
  const annotations = new Map(Object.entries(json.annotations ?? {}));
  const complain: Complain = (code, name, message, fix) =>
    findings.push(policyFinding(source, code, annotationAt(source, name), message, fix));
  for (const name of annotations.keys()) {
    if ((ANNOTATIONS as readonly string[]).includes(name)) continue;
    complain(
      "guard.unknown-annotation",
      name,
      `@${name} is not an annotation that is read here.`,
      `Known: ${ANNOTATIONS.map((each) => `@${each}`).join(", ")}.`,
    );
  }
  const id = annotations.get("id") ?? "";
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(id)) {
    const message = id === "" ? "The policy has no id." : `"${id}" is not an id.`;
    complain("guard.missing-id", "id", message, 'Write @id("…") before it, in lower-case letters, digits and dashes.');
  }
  const reason = annotations.get("reason") ?? "";
  if (json.effect === "forbid" && reason === "") {
    complain(
      "guard.missing-reason",
      "id",
      "A forbid says why, to the person it stops.",
      'Write @reason("…") before it.',
    );
  }
  const budgets = BUDGET_ANNOTATIONS.flatMap((name) => readBudget(name, annotations.get(name), json, complain));
  const terms = readTerms(annotations, json, complain);
  const asks = annotations.has("decision");
  checkProceeding(asks, terms, budgets, complain);
  const { file, line } = placeAt(source.file, source.fileText, source.offset);
  return { record: { id, effect: json.effect, reason, text: source.text, budgets, asks, terms, file, line } };
}

function readTerms(annotations: ReadonlyMap<string, string>, json: PolicyJson, complain: Complain): WrittenTerms {
  const terms: WrittenTerms = {};
  for (const name of TERM_ANNOTATIONS) {
    const text = annotations.get(name);
    if (text === undefined) continue;
    if (json.effect === "forbid")
      complain("guard.bad-terms", name, "A forbid asks nobody: it holds always.", `Remove @${name}.`);
    const said = parseTerm(name, text);
    if (said === undefined)
      complain("guard.bad-terms", name, `"${text}" is not what @${name} says.`, `Write ${TERM_SHAPES[name]}.`);
    Object.assign(terms, said);
  }
  return terms;
}

/** What is done although nobody answered is done by itself, and so is bounded; what is asked each time is bounded by people. */
function checkProceeding(
  asks: boolean,
  terms: WrittenTerms,
  budgets: ParsedPolicy["record"]["budgets"],
  complain: Complain,
): void {
  if (terms.onExpiry === "proceed" && !(asks && budgets.some(boundsInTime)))
    complain(
      "guard.unbounded",
      "on_expiry",
      "What is done when nobody answers needs a bound.",
      'Write @decision("ask") and @budget("2 per 1d") beside it: so many are done unanswered, and no more.',
    );
  if (asks && budgets.length > 0 && terms.onExpiry !== "proceed")
    complain(
      "guard.bad-budget",
      "decision",
      "A person is asked each time, so that a budget counts nothing.",
      'Remove the budget, or write @on_expiry("proceed") if it bounds what is done unanswered.',
    );
}

function readBudget(
  name: BudgetAnnotation,
  text: string | undefined,
  json: PolicyJson,
  complain: Complain,
): ParsedPolicy["record"]["budgets"] {
  if (text === undefined) return [];
  if (json.effect === "forbid")
    complain("guard.bad-budget", name, "A forbid has no budget: it holds always.", `Remove @${name}.`);
  const rules = parseBudgets(name, text);
  if (rules === undefined)
    complain("guard.bad-budget", name, `"${text}" is not a budget.`, `Write ${BUDGET_SHAPES[name]}.`);
  return rules ?? [];
}
