import { z } from "zod";
import type { ObjectSchema } from "../connector/capability.ts";

/** An output with nothing in it, for an effect that was found done by an earlier attempt whose answer was lost. */
export function blankOutput(schema: ObjectSchema): Record<string, unknown> {
  return Object.fromEntries(Object.entries(schema.shape).map(([name, field]) => [name, blankOf(field as z.ZodType)]));
}

function blankOf(field: z.ZodType): unknown {
  if (field instanceof z.ZodDefault || field instanceof z.ZodOptional) return blankOf(field.unwrap() as z.ZodType);
  if (field instanceof z.ZodBoolean) return false;
  if (field instanceof z.ZodNumber) return 0;
  if (field instanceof z.ZodString) return "";
  if (field instanceof z.ZodArray) return [];
  if (field instanceof z.ZodEnum) return field.options[0];
  if (field instanceof z.ZodRecord || field instanceof z.ZodObject) return {};
  return null;
}
