/** One intended change to one entity in one system: written before it is tried, read back after. */
import { z } from "zod";
import { ApprovalTerms } from "./approval.ts";
import { EntityType } from "./entity.ts";
import { EffectClass } from "./scale.ts";

/**
 * intended: journalled, not tried · awaiting: a person is asked · refused: scope or a person said no ·
 * applied: the system said yes · verified: read back and seen · failed: the system said no, nothing changed ·
 * unknown: tried, and nobody can say whether it took hold (a person must look).
 */
export const EFFECT_STATUSES = ["intended", "awaiting", "refused", "applied", "verified", "failed", "unknown"] as const;
export const EffectStatus = z.enum(EFFECT_STATUSES);
export type EffectStatus = z.infer<typeof EffectStatus>;

/** The guard's word on one effect, with what decided it. */
export const GuardDecision = z.object({
  decision: z.enum(["allow", "ask", "refuse"]),
  /** Ids of the policies that decided, empty when none spoke. */
  policies: z.array(z.string()),
  /** In words, for the journal, the approval and the handoff. */
  reason: z.string(),
  /** Budgets the effect counts against. */
  budgets: z.array(z.string()).default([]),
  /** The same budgets in words, as their policies stated them then: `at most 5 an hour`. */
  limits: z.array(z.string()).optional(),
  /** The budget that was used up, where that is why a person is asked. */
  overBudget: z.string().optional(),
  /** On which terms a person is asked, where the policies say. */
  terms: ApprovalTerms.optional(),
});
export type GuardDecision = z.infer<typeof GuardDecision>;

export const Effect = z.object({
  id: z.uuid(),
  workspaceId: z.uuid(),
  incidentId: z.uuid().nullable(),
  runId: z.uuid().nullable(),
  step: z.string(),
  /** Equal key, same effect: it is caused at most once. */
  idempotencyKey: z.string(),
  capability: z.string(),
  effectClass: EffectClass,
  connection: z.string(),
  entityType: EntityType,
  entityKey: z.string(),
  args: z.record(z.string(), z.unknown()),
  argsHash: z.string(),
  guard: GuardDecision,
  status: EffectStatus,
  output: z.record(z.string(), z.unknown()).nullable(),
  error: z.record(z.string(), z.unknown()).nullable(),
  /** What the system said when asked afterwards. */
  readBack: z.record(z.string(), z.unknown()).nullable(),
  intendedAt: z.iso.datetime(),
  settledAt: z.iso.datetime().nullable(),
});
export type Effect = z.infer<typeof Effect>;

/** Whose a containment is that a product shows: made for our lease, or anew by somebody after it was undone there. `unknown`: the product does not tell one from another. */
export const WHOSE = ["ours", "somebody-elses", "unknown"] as const;
export type Whose = (typeof WHOSE)[number];

/** A containment in force: it has a reason, an end and a way back. */
export const LEASE_STATUSES = ["active", "releasing", "released", "failed"] as const;
export const Lease = z.object({
  id: z.uuid(),
  workspaceId: z.uuid(),
  effectId: z.uuid(),
  incidentId: z.uuid().nullable(),
  capability: z.string(),
  reversal: z.string(),
  connection: z.string(),
  entityType: EntityType,
  entityKey: z.string(),
  /** The playbook or person that answers for it. */
  owner: z.string(),
  reason: z.string(),
  status: z.enum(LEASE_STATUSES),
  startedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  releasedAt: z.iso.datetime().nullable(),
  releasedBy: z.string().nullable(),
  error: z.record(z.string(), z.unknown()).nullable(),
});
export type Lease = z.infer<typeof Lease>;
