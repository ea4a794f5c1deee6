import { z } from "zod";
import { Measure } from "../../model/evidence.ts";
import { moment } from "./page.ts";

export const evidenceQuery = z
  .strictObject({ from: moment, to: moment })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), {
    path: ["to"],
    message: "expected a moment after from",
  });

/** Figures of what was recorded in a period, taken at `at`. */
export const Evidence = z.object({
  from: z.iso.datetime({ offset: true }),
  to: z.iso.datetime({ offset: true }),
  at: z.iso.datetime(),
  measures: z.array(Measure),
});
export type Evidence = z.infer<typeof Evidence>;
