/** What models do not see, over the wire. */
import { z } from "zod";
import { incidentParams } from "./incident.ts";
import { pageOf, pageQuery } from "./page.ts";

const moment = z.iso.datetime({ offset: true });

export const KeptFromModels = z.object({
  id: z.uuid(),
  kind: z.enum(["incident", "type", "range"]),
  incidentId: z.uuid().nullable(),
  typeId: z.string().nullable(),
  from: z.iso.datetime().nullable(),
  to: z.iso.datetime().nullable(),
  /** Shown to no language model either. */
  prompts: z.boolean(),
  reason: z.string(),
  keptBy: z.string(),
  keptAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  endedBy: z.string().nullable(),
  endReason: z.string().nullable(),
});
export type KeptFromModels = z.infer<typeof KeptFromModels>;
/** With the numbers of the triage models that had learned from it, and propose nothing any more. */
export const NewlyKept = KeptFromModels.extend({ stopped: z.array(z.number().int()) });
export type NewlyKept = z.infer<typeof NewlyKept>;
export const KeptPage = pageOf(KeptFromModels);
export const keptQuery = z.strictObject({
  all: z
    .enum(["true", "false"])
    .transform((text) => text === "true")
    .optional()
    .meta({ description: "Also what models may see again." }),
  ...pageQuery,
});

/** What to keep from models: an incident, a type or a class of types, or what was opened from one moment to before another. */
export const NewKept = z.strictObject({
  target: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("incident"), incident: incidentParams.shape.incident }),
    z.strictObject({ kind: z.literal("type"), typeId: z.string().min(1).max(200) }),
    z
      .strictObject({ kind: z.literal("range"), from: moment, to: moment })
      .refine(({ from, to }) => Date.parse(from) < Date.parse(to), {
        path: ["to"],
        message: "expected a moment after from",
      }),
  ]),
  prompts: z.boolean().default(false),
  reason: z.string().trim().min(1).max(4000),
});
export const KeptEnd = z.strictObject({ reason: z.string().trim().min(1).max(4000) });
