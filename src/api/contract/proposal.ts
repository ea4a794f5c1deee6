import { z } from "zod";
import { Proposal, ProposalKind, ProposalStatus } from "../../model/proposal.ts";
import { anyOf, pageOf, pageQuery, word } from "./page.ts";

export type { Proposal } from "../../model/proposal.ts";

export const ProposalAnswer = Proposal;
export const ProposalPage = pageOf(Proposal);
export const proposalQuery = z.strictObject({
  kind: anyOf(ProposalKind).optional(),
  status: anyOf(ProposalStatus).optional(),
  incident: z.uuid().optional(),
  author: word.optional(),
  ...pageQuery,
});

export const AcceptProposal = z.strictObject({
  /** Beside the proposal's own reasons. */
  reason: z.string().trim().min(1).max(2000).optional(),
  /** The revision of the incident that was seen; the edit is refused when somebody else edited since. */
  revision: z.number().int().min(1).max(2_147_483_647).optional(),
});

export const RefuseProposal = z.strictObject({ reason: z.string().trim().min(1).max(2000) });

const count = z.number().int();

/** How often people agreed, by kind and author, with the 95 % interval of the share that was accepted. */
export const Agreement = z.object({
  items: z.array(
    z.object({
      kind: ProposalKind,
      author: z.string(),
      ...{ open: count, accepted: count, refused: count },
      ...{ rate: z.number().nullable(), low: z.number(), high: z.number() },
    }),
  ),
});
export type Agreement = z.infer<typeof Agreement>;
