/** A recorded human judgement: who decided what about what, why, on which evidence, and until when. */

import { z } from "zod";
import { DECISION_KINDS } from "./words.ts";

export const DecisionKind = z.enum(DECISION_KINDS);
export type DecisionKind = z.infer<typeof DecisionKind>;

/** Kinds that triage and scope policies may heed while they are in force; the others are there to be read. */
export const HEEDED_KINDS = [
  "risk-acceptance",
  "priority",
  "lesson",
  "threat-intelligence",
] as const satisfies DecisionKind[];

/** What a decision can be about. The key of an entity or observable begins with its type: `user:ada@example.com`. */
export const SUBJECT_TYPES = [
  "entity",
  "observable",
  "incident-type",
  "playbook",
  "rule",
  "source",
  "incident",
] as const;
/** What it can rest on. A document is named by its address or title; everything else by its id. */
export const EVIDENCE_TYPES = [
  "incident",
  "alert",
  "run",
  "effect",
  "approval",
  "review",
  "suppression",
  "decision",
  "document",
] as const;

const key = z.string().trim().min(1).max(600);
export const Subject = z.strictObject({ type: z.enum(SUBJECT_TYPES), key });
export type Subject = z.infer<typeof Subject>;
export const Evidence = z.strictObject({ type: z.enum(EVIDENCE_TYPES), key });
export type Evidence = z.infer<typeof Evidence>;

export const DECISION_STATUSES = ["in-force", "expired", "revoked", "superseded"] as const;
export const DecisionStatus = z.enum(DECISION_STATUSES);
export type DecisionStatus = z.infer<typeof DecisionStatus>;

export const DECISION_EVENTS = ["taken", "renewed", "reviewed", "revoked", "superseded"] as const;
/** One line of a decision's history, the oldest first. */
export const DecisionEvent = z.object({
  event: z.enum(DECISION_EVENTS),
  by: z.string(),
  at: z.iso.datetime(),
  text: z.string(),
  /** Until when it was to hold from then on. */
  until: z.iso.datetime().nullable(),
});
export type DecisionEvent = z.infer<typeof DecisionEvent>;

export const Decision = z.object({
  id: z.uuid(),
  kind: DecisionKind,
  what: z.string(),
  why: z.string(),
  about: z.array(z.object({ type: z.string(), key: z.string() })),
  evidence: z.array(z.object({ type: z.string(), key: z.string() })),
  by: z.string(),
  at: z.iso.datetime(),
  /** Null for one that holds until somebody revokes it. */
  until: z.iso.datetime().nullable(),
  /** The act that left it, as the audit record names it; empty where somebody wrote it down. */
  origin: z.string(),
  status: DecisionStatus,
  reviewedBy: z.string().nullable(),
  reviewedAt: z.iso.datetime().nullable(),
  supersedes: z.uuid().nullable(),
  supersededBy: z.uuid().nullable(),
  history: z.array(DecisionEvent),
});
export type Decision = z.infer<typeof Decision>;
