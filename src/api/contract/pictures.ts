import { z } from "zod";
import { moment, word } from "./page.ts";

const from = moment.optional().meta({ description: "30 days before `to` unless said." });
const to = moment.optional().meta({ description: "Now unless said." });
const ordered = (given: { from?: string | undefined; to?: string | undefined }) =>
  given.from === undefined || given.to === undefined || Date.parse(given.from) < Date.parse(given.to);
const backwards = { path: ["to"], message: "expected a moment after from" };

export const periodQuery = z.strictObject({ from, to }).refine(ordered, backwards);

const period = { from: z.iso.datetime(), to: z.iso.datetime() };
const count = z.number().int();

export const Volume = z.object({
  ...period,
  unit: z.enum(["day", "week"]),
  items: z.array(z.object({ part: z.string(), incidents: count, byDisposition: z.record(z.string(), count) })),
});
export type Volume = z.infer<typeof Volume>;

export const SPREAD_NAMES = ["timeToDetect", "timeToAcknowledge", "timeToContain", "timeToResolve"] as const;
export const timesQuery = z
  .strictObject({ figure: z.enum(SPREAD_NAMES).default("timeToContain"), from, to })
  .refine(ordered, backwards);

/** In ms. */
export const Times = z.object({
  ...period,
  figure: z.enum(SPREAD_NAMES),
  samples: count,
  median: z.number().nullable(),
  p90: z.number().nullable(),
  items: z.array(z.object({ fromMs: count, toMs: count.nullable(), count })),
});
export type Times = z.infer<typeof Times>;

export const Funnel = z.object({
  ...period,
  stages: z.array(
    z.object({
      stage: z.enum(["delivered", "alerts", "incidents", "touched"]),
      count,
      ofBefore: z.number().nullable(),
    }),
  ),
  responded: count,
});
export type Funnel = z.infer<typeof Funnel>;

/** Shares that are worth a look week by week. */
export const SHARE_NAMES = ["failures", "handoffs", "escalations", "falsePositives", "overrides", "refusals"] as const;
export const controlQuery = z
  .strictObject({
    playbook: word.optional().meta({ description: "All together unless said." }),
    figure: z.enum(SHARE_NAMES).default("handoffs"),
    ...{ from, to },
  })
  .refine(ordered, backwards);

export const Control = z.object({
  ...period,
  figure: z.enum(SHARE_NAMES),
  center: z.number().nullable(),
  points: z.array(
    z.object({
      part: z.string(),
      ...{ count, of: count },
      ...{ rate: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable() },
      outside: z.boolean(),
    }),
  ),
});
export type Control = z.infer<typeof Control>;

export const Coverage = z.object({
  ...period,
  tactics: z.array(z.string()),
  items: z.array(
    z.object({
      ...{ id: z.string(), name: z.string(), tactics: z.array(z.string()) },
      ...{ types: z.array(z.string()), playbooks: z.array(z.string()), incidents: count },
    }),
  ),
});
export type Coverage = z.infer<typeof Coverage>;
