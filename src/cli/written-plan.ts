import { z } from "zod";
import { OfferedContent } from "../api/contract/plan.ts";

/** A plan in a file: what was looked at, the state that it was looked at against, and whether cases were run. */
export const WrittenPlan = z.strictObject({
  format: z.literal(1),
  state: z.string(),
  content: OfferedContent,
  tests: z.boolean().default(true),
  /** The commit of the folder that was planned; null where it was no git checkout. */
  commit: z.string().nullable().default(null),
});
export type WrittenPlan = z.infer<typeof WrittenPlan>;
