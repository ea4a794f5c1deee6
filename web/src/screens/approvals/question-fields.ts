/** The questions of a form as fields, and what was filled in as answers. */
import type { Form } from "../../../../src/api/contract/form.ts";
import type { FieldSpec, FormValues } from "../../ui/schema-form.tsx";
import { questions as words } from "../../words/approvals.ts";

type Question = Form["fields"][number];

/** A yes or no is chosen like any other answer: a box that nobody ticked would say no for somebody who has not read the question. */
export function specOf({ name, ask, type }: Question): FieldSpec {
  if (type === "boolean") return { name, label: ask, type: [words.yes, words.no] };
  return { name, label: ask, type: typeof type === "string" ? type : type.oneOf };
}

/** Answers as the API takes them, or what is wrong, by field. */
export function answersOf(
  fields: readonly Question[],
  values: FormValues,
): { answers: Record<string, unknown>; errors: Record<string, string> } {
  const answers: Record<string, unknown> = {};
  const errors: Record<string, string> = {};
  for (const { name, type } of fields) {
    const value = type === "boolean" ? yesOrNo(values[name]) : tidied(values[name]);
    if (value === undefined) errors[name] = words.missing;
    else if (type === "integer" && !Number.isInteger(value)) errors[name] = words.badNumber;
    else answers[name] = value;
  }
  return { answers, errors };
}

function yesOrNo(value: unknown): boolean | undefined {
  return value === words.yes ? true : value === words.no ? false : undefined;
}

function tidied(value: unknown): unknown {
  if (typeof value === "string") return value.trim() === "" ? undefined : value.trim();
  if (!Array.isArray(value)) return value;
  const lines = value.map((line) => String(line).trim()).filter((line) => line !== "");
  return lines.length === 0 ? undefined : lines;
}

/** An answer as people read it. */
export function shownAnswer(value: unknown): string {
  if (value === undefined || value === null) return "–";
  if (typeof value === "boolean") return value ? words.yes : words.no;
  return Array.isArray(value) ? value.join(", ") : String(value);
}
