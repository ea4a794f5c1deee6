import { z } from "zod";
import { Measure } from "../../model/evidence.ts";
import { moment } from "./page.ts";

export const evidenceQuery = z
  .strictObject({ from: moment, to: moment })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), {
    path: ["to"],
    message: "expected a moment after from",
  });

const period = {
  from: z.iso.datetime({ offset: true }),
  to: z.iso.datetime({ offset: true }),
  at: z.iso.datetime(),
};

/** Figures of what was recorded in a period, taken at `at`. */
export const Evidence = z.object({ ...period, measures: z.array(Measure) });
export type Evidence = z.infer<typeof Evidence>;

export const frameworkParams = z.strictObject({ framework: z.enum(["soc2", "iso27001", "gdpr", "nist-csf"]) });
export type FrameworkName = z.infer<typeof frameworkParams>["framework"];

/** The controls of a framework, and what the records of a period say of each. It is the records' word and no auditor's. */
export const Controls = z.object({
  ...period,
  framework: frameworkParams.shape.framework,
  title: z.string(),
  /** Where the framework itself is read. */
  source: z.url(),
  controls: z.array(
    z.object({
      ...{ id: z.string(), title: z.string(), asks: z.string() },
      /** Every figure is as it needs to be. */
      holds: z.boolean(),
      /** Nothing that it counts was recorded: it holds, and shows nothing. */
      nothing: z.boolean(),
      observed: z.array(z.object({ measure: z.string(), holds: z.boolean(), nothing: z.boolean(), text: z.string() })),
      /** What the records cannot show. */
      beyond: z.string(),
    }),
  ),
});
export type Controls = z.infer<typeof Controls>;

/** The same to hand on: as a page that needs nothing from elsewhere, and as OSCAL 1.1.2. */
export const ControlsReport = z.object({ html: z.string(), oscal: z.record(z.string(), z.unknown()) });
export type ControlsReport = z.infer<typeof ControlsReport>;
