import { z } from "zod";
import { moment, word } from "./page.ts";

/** The last 30 days unless said. */
const period = { from: moment.optional(), to: moment.optional() };
const ordered = ({ from, to }: { from?: string | undefined; to?: string | undefined }) =>
  from === undefined || to === undefined || Date.parse(from) < Date.parse(to);
const backwards = { path: ["to"], message: "expected a moment after from" };

export const figuresQuery = z
  .strictObject({
    by: z
      .enum(["workspace", "playbook", "version", "type", "source", "week"])
      .default("workspace")
      .meta({ description: "What the runs are told apart by; `version` needs a playbook." }),
    playbook: word.optional(),
    ...period,
  })
  .refine(ordered, backwards)
  .refine(({ by, playbook }) => by !== "version" || playbook !== undefined, {
    path: ["playbook"],
    message: "expected a playbook, whose versions are told apart",
  });

/** The figures of docs/reviews.md for each part of the runs that began in the period. */
export const PartFigures = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  items: z.array(z.object({ part: z.string(), figures: z.record(z.string(), z.unknown()) })),
});
export type PartFigures = z.infer<typeof PartFigures>;

export const workQuery = z
  .strictObject({ by: z.enum(["type", "week"]).default("type"), ...period })
  .refine(ordered, backwards);

const Share = z.object({
  count: z.number(),
  of: z.number(),
  rate: z.number().nullable(),
  low: z.number(),
  high: z.number(),
});

/** What the incidents resolved in the period cost people. */
export const WorkFigures = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  items: z.array(
    z.object({
      part: z.string(),
      incidents: z.number(),
      withoutPerson: Share,
      touchesPerIncident: z.number().nullable(),
      minutesPerIncident: z.number().nullable(),
    }),
  ),
});
export type WorkFigures = z.infer<typeof WorkFigures>;
