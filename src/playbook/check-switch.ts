/** Every value of a switch has its way, and no way is for a value it never has. */
import type { CompiledExpression } from "../expression/compile.ts";
import { didYouMean } from "../expression/nearest.ts";
import { checkExpression, type ExpressionContext, typeText } from "./check-types.ts";
import type { SwitchStep } from "./tree.ts";

type Value = string | number | boolean;

/** Checks the cases against the values that the expression can have. */
export function checkSwitch(step: SwitchStep, context: ExpressionContext): void {
  if (step.value.value === "") return;
  const compiled = checkExpression(step.value, { text: step.value.value, offset: 0 }, context);
  if (compiled === null) return;
  const known: readonly Value[] | null = compiled.type === "bool" ? [true, false] : compiled.enumValues;
  for (const { equals } of step.cases) {
    if (fits(equals.value, compiled, known)) continue;
    const fix = known === null ? {} : { fix: didYouMean(String(equals.value), known.map(String)) };
    context.findings.error(
      "playbook.unknown-case",
      equals.place,
      `${JSON.stringify(equals.value)} is never the value of this switch`,
      { expected: typeText(compiled), ...fix },
    );
  }
  if (step.default !== null) return;
  const missing = known?.filter((value) => !step.cases.some(({ equals }) => equals.value === value));
  if (missing?.length === 0) return;
  const which = missing === undefined ? "other values" : missing.join(", ");
  context.findings.error("playbook.open-switch", step.place, `this switch does not say what happens with ${which}`, {
    expected: "a case for every value, or a default",
    fix: 'add "default: [ … ]"',
  });
}

function fits(value: Value, compiled: CompiledExpression, known: readonly Value[] | null): boolean {
  if (known !== null) return known.includes(value);
  if (compiled.type === "string") return typeof value === "string";
  if (compiled.type === "int") return Number.isInteger(value);
  return compiled.type === "dyn";
}
