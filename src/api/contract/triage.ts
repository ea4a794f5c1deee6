import { z } from "zod";
import { Disposition } from "../../model/scale.ts";

const count = z.number().int();

const ReliabilityBin = z.object({
  from: z.number(),
  to: z.number(),
  count,
  said: z.number().nullable(),
  was: z.number().nullable(),
});

const Baseline = z.object({ accuracy: z.number(), shareDecided: z.number(), right: count, decided: count });

/** docs/triage.md says what each is. */
export const TriageFigures = z.object({
  ...{ learned: count, calibrated: count, tried: count },
  auc: z.number().nullable(),
  calibrationErrorBefore: z.number(),
  calibrationErrorAfter: z.number(),
  brier: z.number(),
  precision: z.object({ asked: z.number(), decided: count, right: count, low: z.number(), high: z.number() }),
  shareDecided: z.number(),
  baselines: z.object({ majority: Baseline, perRule: Baseline }),
  reliability: z.object({ before: z.array(ReliabilityBin), after: z.array(ReliabilityBin) }),
});
export type TriageFigures = z.infer<typeof TriageFigures>;

export const TriageModel = z.object({
  number: count,
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  hash: z.string(),
  trainingHash: z.string(),
  training: z.object({
    incidents: count,
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    heldToo: z.boolean(),
    precision: z.number(),
  }),
  figures: TriageFigures,
  retiredAt: z.iso.datetime().nullable(),
  retiredBy: z.string().nullable(),
  /** Why, where it is because of what it learned from. */
  retiredReason: z.string().nullable(),
  /** Whether another is made of what is left, where that is so: wanted, made, or too-few to learn from. */
  successor: z.enum(["wanted", "made", "too-few"]).nullable(),
  inForce: z.boolean(),
});
export type TriageModel = z.infer<typeof TriageModel>;
export const TriageModels = z.object({ items: z.array(TriageModel) });

export const TrainTriage = z.strictObject({
  precision: z.number().min(0.5).max(0.999).default(0.99),
  heldToo: z.boolean().default(false),
  since: z.iso.datetime({ offset: true }).optional(),
});

export const modelQuery = z.strictObject({ model: z.coerce.number().int().min(1).max(1_000_000_000).optional() });
export const modelParams = z.strictObject({ number: z.coerce.number().int().min(1).max(1_000_000_000) });

export const TriageEvaluation = z.object({ number: count, figures: TriageFigures });
export type TriageEvaluation = z.infer<typeof TriageEvaluation>;

export const TriageExplanation = z.object({
  /** The model; null, as `probability`, where there is none in force: then `abstains` says why, and what becomes of it. */
  number: count.nullable(),
  probability: z.number().nullable(),
  /** What it would propose; null when it abstains. */
  disposition: Disposition.nullable(),
  abstains: z.string(),
  /** The heaviest first; above 0 towards harmful. */
  /** `feature` is its name to the model, `words` what a person calls it. */
  contributions: z.array(z.object({ feature: z.string(), words: z.string(), weight: z.number() })),
});
export type TriageExplanation = z.infer<typeof TriageExplanation>;
