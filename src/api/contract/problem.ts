/** What every refusal looks like (RFC 9457, with our code, message and details). */
import { z } from "zod";

export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  /** Stable: `area.reason`. */
  code: z.string(),
  message: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
  /** Of a defect: what to look for in the log. */
  id: z.string().optional(),
});
export type Problem = z.infer<typeof Problem>;
