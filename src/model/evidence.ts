/** What Cordon recorded of one kind of thing in a period: figures, and at most some hundred of the things themselves. */
import { z } from "zod";

export const Measure = z.object({
  id: z.string(),
  title: z.string(),
  total: z.number().int(),
  /** Of how many something is asked, and how many met it. */
  asked: z.number().int(),
  met: z.number().int(),
  parts: z.array(z.object({ name: z.string(), count: z.number().int() })),
  /** By week, named by its Monday. */
  weeks: z.array(z.object({ week: z.string(), count: z.number().int() })),
  items: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))),
});
export type Measure = z.infer<typeof Measure>;
