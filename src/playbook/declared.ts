/** The types that a playbook declares: of its variables, its interface and the questions it asks. */
import { z } from "zod";
import { didYouMean, nearestName } from "../expression/nearest.ts";

export const DECLARED_TYPES = ["text", "integer", "boolean", "list"] as const;

/** A `list` is one of texts; a choice names its words. */
export type DeclaredType = (typeof DECLARED_TYPES)[number] | { oneOf: string[] };

/** One question of a form, as it is stored and shown. */
export interface FormField {
  name: string;
  ask: string;
  type: DeclaredType;
}

const MAX_TEXT = 10_000;
const MAX_ITEMS = 500;

/** What values of the type look like. They are bounded, because they live in the state of a run. */
export function schemaOf(type: DeclaredType): z.ZodType {
  if (typeof type === "object") return z.enum(type.oneOf);
  switch (type) {
    case "text":
      return z.string().max(MAX_TEXT);
    case "integer":
      return z.number().int();
    case "boolean":
      return z.boolean();
    case "list":
      return z.array(z.string().max(1000)).max(MAX_ITEMS);
  }
}

/** The type in words. */
export function declaredText(type: DeclaredType): string {
  if (typeof type === "object") return `one of ${type.oneOf.join(", ")}`;
  return { text: "text", integer: "a whole number", boolean: "true or false", list: "a list of texts" }[type];
}

/** The schema of a whole form's answers: all of them, and nothing else. */
export function answersSchema(fields: readonly FormField[]): z.ZodObject {
  return z.strictObject(Object.fromEntries(fields.map(({ name, type }) => [name, schemaOf(type)])));
}

/** What is wrong with a form's answers, in words: which question, what was expected, and the near miss. */
export function answerFaults(fields: readonly FormField[], answers: Readonly<Record<string, unknown>>): string[] {
  const names = fields.map(({ name }) => name);
  const strange = Object.keys(answers).filter((name) => !names.includes(name));
  return [
    ...fields
      .filter(({ name, type }) => !schemaOf(type).safeParse(answers[name]).success)
      .map(({ name, type }) => `${name}: expected ${declaredText(type)}, ${givenText(type, answers[name])}`),
    ...strange.map((name) => `${clip(name)} answers no question: ${didYouMean(name, names)}`),
  ];
}

function givenText(type: DeclaredType, given: unknown): string {
  if (given === undefined) return "and there is no answer";
  const nearest = typeof type === "object" && typeof given === "string" ? nearestName(given, type.oneOf) : undefined;
  return `not ${clip(JSON.stringify(given))}${nearest === undefined ? "" : `; did you mean "${nearest}"?`}`;
}

function clip(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
