/** What a policy says of itself: its id, its reason, its budgets. Cedar leaves annotations to us, so nobody else would notice a typo. */
import type { PolicyJson } from "@cedar-policy/cedar-wasm/nodejs";
import { BUDGET_ANNOTATIONS, BUDGET_SHAPES, type BudgetAnnotation, parseBudgets } from "./budget.ts";
import type { PolicyFinding } from "./finding.ts";
import { placeAt } from "./finding.ts";
import { annotationAt, type ParsedPolicy, policyFinding } from "./parsed-policy.ts";
import type { PolicyText } from "./split-policies.ts";

const ANNOTATIONS = ["id", "reason", ...BUDGET_ANNOTATIONS] as const;

/** The record of a policy; what is wrong with its annotations is added to the findings. */
export function checkAnnotations(
  source: PolicyText,
  json: PolicyJson,
  findings: PolicyFinding[],
): Pick<ParsedPolicy, "record"> {
  const annotations = new Map(Object.entries(json.annotations ?? {}));
  const complain = (code: string, name: string, message: string, fix: string) =>
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
  const { file, line } = placeAt(source.file, source.fileText, source.offset);
  return { record: { id, effect: json.effect, reason, text: source.text, budgets, file, line } };
}

function readBudget(
  name: BudgetAnnotation,
  text: string | undefined,
  json: PolicyJson,
  complain: (code: string, name: string, message: string, fix: string) => void,
): ParsedPolicy["record"]["budgets"] {
  if (text === undefined) return [];
  if (json.effect === "forbid")
    complain("guard.bad-budget", name, "A forbid has no budget: it holds always.", `Remove @${name}.`);
  const rules = parseBudgets(name, text);
  if (rules === undefined)
    complain("guard.bad-budget", name, `"${text}" is not a budget.`, `Write ${BUDGET_SHAPES[name]}.`);
  return rules ?? [];
}
