/** A person's answer to a proposal. Accepting does what the person could do without it, by the same way and in their name. */
import { RefusedError } from "../errors.ts";
import type { Proposal } from "../model/proposal.ts";
import type { Client } from "../store/database.ts";
import { addComment } from "../store/incident-edit.ts";
import { answerProposal } from "../store/proposal.ts";
import { editBySomebody } from "./edit-incident.ts";

export interface Acceptance {
  reason?: string | undefined;
  revision?: number | undefined;
  by: string;
}

/** @throws RefusedError `proposal.answered`, `api.conflict`, `incident.no-disposition` */
export async function acceptProposal(
  client: Client,
  workspaceId: string,
  proposal: Proposal,
  { reason, revision, by }: Acceptance,
): Promise<void> {
  const answer = reason ?? "";
  const answered = await answerProposal(client, workspaceId, { id: proposal.id, status: "accepted", answer, by });
  if (!answered) throw answeredBefore(proposal);
  const { incidentId, content } = proposal;
  if (incidentId === null) return;
  if (content.kind === "disposition") {
    const edit = { disposition: content.disposition, reason: reasonOf(proposal, reason), revision, by };
    await editBySomebody(client, workspaceId, incidentId, edit);
  } else {
    const body = commentOf(proposal);
    if (body !== null) await addComment(client, workspaceId, incidentId, { author: by, body });
  }
}

/** @throws RefusedError `proposal.answered` */
export async function refuseProposal(
  client: Client,
  workspaceId: string,
  proposal: Proposal,
  { reason, by }: { reason: string; by: string },
): Promise<void> {
  const { id } = proposal;
  const answered = await answerProposal(client, workspaceId, { id, status: "refused", answer: reason, by });
  if (!answered) throw answeredBefore(proposal);
}

function answeredBefore({ status, answeredBy }: Proposal): RefusedError {
  const message = `This proposal was ${status === "open" ? "answered" : status} already${answeredBy === null ? "" : `, by ${answeredBy}`}.`;
  return new RefusedError("proposal.answered", message);
}

/** What stands as the disposition's reason: the person's own word first, then the proposal's. */
function reasonOf({ author, reasons }: Proposal, given: string | undefined): string {
  const proposed = `Proposed by ${author}${reasons[0] === undefined ? "" : `: ${reasons[0].text}`}`;
  return (given === undefined ? proposed : `${given} (${proposed})`).slice(0, 4_000);
}

function commentOf({ author, content }: Proposal): string | null {
  if (content.kind === "summary" || content.kind === "note") return `${content.text}\n\nProposed by ${author}.`;
  if (content.kind !== "next-steps") return null;
  return `${content.steps.map((step, at) => `${at + 1}. ${step}`).join("\n")}\n\nProposed by ${author}.`;
}
