/** What a model suggests: it becomes something only through a person. */
import { z } from "zod";
import { Disposition } from "./scale.ts";

/** Text of a model, bounded like everything that is read from one. */
const text = (most: number) => z.string().trim().min(1).max(most);

const CONTENTS = [
  z.strictObject({ kind: z.literal("disposition"), disposition: Disposition }),
  z.strictObject({ kind: z.literal("summary"), text: text(8_000) }),
  z.strictObject({ kind: z.literal("next-steps"), steps: z.array(text(1_000)).min(1).max(20) }),
  z.strictObject({ kind: z.literal("note"), text: text(8_000) }),
  z.strictObject({ kind: z.literal("playbook"), name: text(63), source: z.string().min(1).max(200_000) }),
  z.strictObject({
    kind: z.literal("filter"),
    of: z.enum(["alerts", "incidents"]),
    question: text(1_000),
    filter: text(4_000),
  }),
] as const;

export const ProposalContent = z.discriminatedUnion("kind", CONTENTS);
export type ProposalContent = z.infer<typeof ProposalContent>;

export const PROPOSAL_KINDS = ["disposition", "summary", "next-steps", "note", "playbook", "filter"] as const;
export const ProposalKind = z.enum(PROPOSAL_KINDS);
export type ProposalKind = z.infer<typeof ProposalKind>;

/** One reason, with the ids of the alerts, runs, effects and comments of the incident that it rests on. */
export const ProposalReason = z.strictObject({ text: text(2_000), evidence: z.array(z.uuid()).max(20) });
export type ProposalReason = z.infer<typeof ProposalReason>;

export const ProposalReasons = z.array(ProposalReason).max(20);

export const PROPOSAL_STATUSES = ["open", "accepted", "refused", "withdrawn"] as const;
export const ProposalStatus = z.enum(PROPOSAL_STATUSES);

export const Proposal = z.object({
  id: z.uuid(),
  kind: ProposalKind,
  incidentId: z.uuid().nullable(),
  /** The incident's number. */
  incident: z.number().int().nullable(),
  content: ProposalContent,
  reasons: ProposalReasons,
  /** What made it, and on whose behalf. */
  author: z.string(),
  by: z.string(),
  at: z.iso.datetime(),
  status: ProposalStatus,
  answeredBy: z.string().nullable(),
  answeredAt: z.iso.datetime().nullable(),
  answer: z.string().nullable(),
});
export type Proposal = z.infer<typeof Proposal>;
