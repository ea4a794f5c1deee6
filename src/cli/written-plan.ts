import { z } from "zod";
import { OfferedContent } from "../api/contract/plan.ts";

/** A plan in a file: what was looked at, the state that it was looked at against, and whether cases were run. */
export const WrittenPlan = z.strictObject({
  format: z.literal(1),
  state: z.string(),
  content: OfferedContent,
  tests: z.boolean().default(true),
});
export type WrittenPlan = z.infer<typeof WrittenPlan>;
