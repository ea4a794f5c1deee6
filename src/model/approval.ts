/** A person's yes or no to one exact effect: what it is in words, who may answer, how many have to, and what silence means. */
import { z } from "zod";
import { Role } from "./token.ts";

/** Who may not answer: who wrote the version of the playbook · who answered a form of the run or started it over. */
export const SEPARATED = ["author", "asker"] as const;
/**
 * What becomes of an effect that nobody answered in time. refuse: it is not done · escalate: the next in the order is asked, and after the last
 * it is refused · proceed: it is done, within the budget that the policy states for that.
 */
export const ON_EXPIRY = ["refuse", "escalate", "proceed"] as const;
export type OnExpiry = (typeof ON_EXPIRY)[number];

/** On which terms an effect is asked about, as the policies say. */
export const ApprovalTerms = z.object({
  /** How many different people have to say yes. One no is enough for a no. */
  approvers: z.number().int().min(1).max(5),
  /** Each of these roles; admins have them all. */
  roles: z.array(Role),
  notBy: z.array(z.enum(SEPARATED)),
  expiresSeconds: z.number().int(),
  onExpiry: z.enum(ON_EXPIRY),
  /** Whose on-call order is asked; the playbook's own queue when null. */
  queue: z.string().nullable(),
});
export type ApprovalTerms = z.infer<typeof ApprovalTerms>;

/** On what terms is asked where no policy says otherwise. */
export const DEFAULT_TERMS: ApprovalTerms = {
  approvers: 1,
  roles: ["approver"],
  notBy: [],
  expiresSeconds: 4 * 3600,
  onExpiry: "refuse",
  queue: null,
};

/** The exact effect in words, as it was when it was asked for. */
export const EffectInWords = z.object({
  what: z.string(),
  on: z.string(),
  /** What the inventory knows of it. */
  known: z.string(),
  howLong: z.string(),
  why: z.string(),
  incident: z.string(),
  /** What was seen: who reported what, since when, and what the alerts name. Empty of what was asked before it was said. */
  evidence: z.string().default(""),
  playbook: z.string(),
  policy: z.string(),
  needs: z.string(),
});
export type EffectInWords = z.output<typeof EffectInWords>;

/** One person's answer. */
export const Vote = z.object({
  person: z.string(),
  answer: z.enum(["approved", "denied"]),
  /** Who acted, as the audit record has it. */
  by: z.string(),
  /** By which door: `api`, or the connection that the question went out by. */
  way: z.string(),
  comment: z.string().nullable(),
  at: z.iso.datetime(),
});
export type Vote = z.infer<typeof Vote>;

/** proceeded: nobody answered in time, and the policy lets it be done then. */
export const APPROVAL_STATUSES = ["pending", "approved", "denied", "expired", "proceeded"] as const;
export const Approval = z.object({
  id: z.uuid(),
  workspaceId: z.uuid(),
  effectId: z.uuid(),
  incidentId: z.uuid().nullable(),
  runId: z.uuid().nullable(),
  argsHash: z.string(),
  /** The exact effect on one line. */
  summary: z.string(),
  reason: z.string(),
  words: EffectInWords,
  terms: ApprovalTerms,
  /** Whose turn it is in the on-call order, from 0; each escalation counts one. */
  round: z.number().int(),
  votes: z.array(Vote),
  status: z.enum(APPROVAL_STATUSES),
  requestedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  decidedAt: z.iso.datetime().nullable(),
  decidedBy: z.string().nullable(),
  comment: z.string().nullable(),
  /** When the yes was used: it is good for one effect, once. */
  usedAt: z.iso.datetime().nullable(),
});
export type Approval = z.infer<typeof Approval>;

/** The person behind an actor: `token:ada` and `person:ada` are both ada. */
export function personOf(actor: string): string {
  return actor.replace(/^(?:token|person):/, "").toLowerCase();
}
