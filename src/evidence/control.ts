/** Controls as data: what a framework asks, in few words of our own, and which figures show it. */
import { z } from "zod";
import { InputError } from "../errors.ts";

export const FRAMEWORKS = ["soc2", "iso27001", "gdpr", "nist-csf"] as const;
export type FrameworkId = (typeof FRAMEWORKS)[number];

const Need = z.strictObject({
  measure: z.string(),
  /** There has to be something at all. */
  some: z.literal(true).optional(),
  /** The part of those of which something is asked that has to meet it, from 0 to 1. */
  share: z.number().min(0).max(1).optional(),
});
export type Need = z.infer<typeof Need>;

const Control = z.strictObject({
  /** As the framework names it. */
  id: z.string().regex(/^[A-Za-z][\w.-]{0,40}$/),
  title: z.string().min(1),
  asks: z.string().min(1),
  evidence: z.array(Need).min(1),
  /** What the records cannot show. */
  beyond: z.string().min(1),
});
export type Control = z.infer<typeof Control>;

export const Framework = z.strictObject({
  framework: z.enum(FRAMEWORKS),
  title: z.string().min(1),
  source: z.url(),
  controls: z.array(Control).min(1),
});
export type Framework = z.infer<typeof Framework>;

/** A file of `controls/`. @throws InputError `evidence.bad-controls`, with what was expected where. */
export function parseFramework(text: string, file: string): Framework {
  const checked = Framework.safeParse(jsonOf(text));
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  const where = issue?.path.join(".") || "the file";
  const message = `${file}: ${where}: ${issue?.message ?? "not the controls of a framework"}.`;
  throw new InputError("evidence.bad-controls", message);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
