/** Runs, effects and containment over the wire. */
import { z } from "zod";
import { Effect, EffectStatus, LEASE_STATUSES, Lease, WHOSE } from "../../model/effect.ts";
import { Run, RunStatus } from "../../model/run.ts";
import { EffectClass } from "../../model/scale.ts";
import { FREEZE_SCOPES } from "../../model/words.ts";
import { anyOf, pageOf, pageQuery, word } from "./page.ts";
import { exporting } from "./query.ts";

/** Who stopped what the run would do next, for what and why. */
export const HeldBy = z.object({ scope: z.enum(FREEZE_SCOPES), name: z.string(), by: z.string(), reason: z.string() });
export type HeldBy = z.infer<typeof HeldBy>;

/** A run with what its incident is called; null where that is kept no more. */
const named = {
  ...Run.shape,
  incidentNumber: z.number().int().nullable(),
  incidentTitle: z.string().nullable(),
  /** Where the stop button holds it: the run waits until somebody thaws that. */
  held: HeldBy.optional(),
};
export const RunView = z.object(named);
export type RunView = z.infer<typeof RunView>;
export const RunPage = pageOf(RunView);
export const runQuery = z.strictObject({
  status: anyOf(RunStatus).optional(),
  incident: z.uuid().optional(),
  playbook: word.optional(),
  outcome: word.optional(),
  shadow: z
    .enum(["true", "false"])
    .transform((text) => text === "true")
    .optional()
    .meta({ description: "Shadows, instead of the runs that respond." }),
  ...pageQuery,
});
/** To another version of the same playbook. */
export const RunMove = z.strictObject({
  version: z.number().int().min(1).max(2_147_483_647),
  reason: z.string().trim().min(1).max(2000),
});
/** From one of its steps. */
export const RunRerun = z.strictObject({
  from: z.string().trim().min(1).max(200),
  reason: z.string().trim().min(1).max(2000),
});
export const RunDetail = z.object({
  ...named,
  steps: z.array(
    z.object({
      position: z.number().int(),
      step: z.string(),
      kind: z.string(),
      attempt: z.number().int(),
      status: z.string(),
      output: z.unknown(),
      error: z.record(z.string(), z.unknown()).nullable(),
      at: z.iso.datetime(),
    }),
  ),
});
export type RunDetail = z.infer<typeof RunDetail>;

export const EffectView = z.object({
  ...Effect.shape,
  playbook: z.string(),
  /** How often the outside was asked to do it. */
  attempts: z.number().int(),
  /** The effect that this one undoes. */
  reverses: z.uuid().nullable(),
});
export type EffectView = z.infer<typeof EffectView>;
/** One effect, with what it is to other products. */
export const EffectDetail = z.object({
  ...EffectView.shape,
  /** Of MITRE D3FEND, with their names: `D3-NI (Network Isolation)`. */
  countermeasures: z.array(z.string()),
  /** As an OCSF Remediation Activity. */
  activity: z.record(z.string(), z.unknown()),
});
export type EffectDetail = z.infer<typeof EffectDetail>;
export const EffectPage = pageOf(EffectView);
const effectFilter = {
  incident: z.uuid().optional(),
  run: z.uuid().optional(),
  status: anyOf(EffectStatus).optional(),
  effectClass: anyOf(EffectClass).optional(),
  capability: word.optional(),
  connection: word.optional(),
  entity: word.optional(),
};
export const effectQuery = z.strictObject({ ...effectFilter, ...pageQuery });
export const effectExportQuery = z.strictObject({ ...effectFilter, ...exporting });

export const LeasePage = pageOf(Lease);
export const leaseQuery = z.strictObject({
  status: anyOf(z.enum(LEASE_STATUSES)).optional(),
  incident: z.uuid().optional(),
  entity: word.optional(),
  capability: word.optional(),
  ...pageQuery,
});
/** Of one incident, entity or playbook; `all` has to be said. */
export const ReleaseAll = z
  .strictObject({
    incident: z.uuid().optional(),
    entity: word.optional(),
    playbook: word.optional(),
    all: z.literal(true).optional(),
    reason: z.string().trim().min(1).max(2000),
  })
  .refine(
    ({ incident, entity, playbook, all }) =>
      [incident, entity, playbook, all].filter((one) => one !== undefined).length === 1,
    "expected exactly one of incident, entity, playbook, all",
  );
export const ReleasedAll = z.object({ released: z.number().int() });
/** What the system that holds a containment says of it now. */
export const LeaseLook = z.object({
  inForce: z.enum(["yes", "no", "cannot-tell"]),
  /** Whether it is the containment that was made for this lease, or one that somebody made anew after undoing it; `unknown` where the system does not tell them apart. */
  whose: z.enum(WHOSE),
  seen: z.record(z.string(), z.unknown()),
  at: z.iso.datetime(),
});
export type LeaseLook = z.infer<typeof LeaseLook>;
export const LeaseExtension = z.strictObject({ until: z.iso.datetime({ offset: true }) });
