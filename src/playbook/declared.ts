/** The types that a playbook declares: of its variables, its interface and the questions it asks. */
import { z } from "zod";

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
