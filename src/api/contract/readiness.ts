import { z } from "zod";

const Standing = z.enum(["ready", "stretch", "blocked"]);

export const ReadinessProbe = z.object({
  id: z.string(),
  level: z.number().int(),
  says: z.string(),
  met: z.boolean(),
  /** stated: a person's word, which nobody measured. */
  kind: z.enum(["measured", "stated"]),
  value: z.number().nullable(),
  because: z.string(),
  next: z.string(),
});

/** How ready a workspace is for automated response, what is in the way, and what to do next. docs/readiness.md is the page. */
export const Readiness = z.object({
  ready: z.boolean(),
  dimensions: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      question: z.string(),
      level: z.number().int(),
      required: z.number().int(),
      standing: Standing,
      probes: z.array(ReadinessProbe),
    }),
  ),
  lever: z.string().nullable(),
  roadmap: z.array(
    z.object({
      dimension: z.string(),
      level: z.number().int(),
      probe: z.string(),
      says: z.string(),
      because: z.string(),
      next: z.string(),
    }),
  ),
  misdiagnosis: z.string().nullable(),
});
export type Readiness = z.infer<typeof Readiness>;

export const probeParams = z.strictObject({ probe: z.string().min(1).max(100) });

/** A person's answer to what cannot be measured. */
export const ReadinessAnswer = z.strictObject({
  answer: z.enum(["yes", "no"]),
  reason: z.string().trim().min(1).max(2000),
});

/** The days on which a level changed, newest first. */
export const ReadinessHistory = z.object({
  items: z.array(z.object({ day: z.string(), levels: z.record(z.string(), z.number()) })),
});
export type ReadinessHistory = z.infer<typeof ReadinessHistory>;
