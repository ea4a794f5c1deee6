/** One person's answer to an approval: counted once, by who may give it, for the very effect that was seen. */
import { RefusedError } from "../errors.ts";
import { personOf } from "../model/approval.ts";
import type { Role } from "../model/token.ts";
import { type ApprovalRow, readApproval } from "./approval.ts";
import { separatedFrom } from "./approval-separation.ts";
import { appendAudit } from "./audit.ts";
import type { Client } from "./database.ts";
import { noteAct, subjectsOf } from "./decision-of-act.ts";

/** Who answers, and what. */
export interface Answer {
  answer: "approved" | "denied";
  /** Of the effect that was seen. */
  argsHash: string;
  /** As the audit record says it. */
  by: string;
  person: string;
  roles: readonly Role[];
  way: string;
  comment: string | null;
}

/**
 * Counts the answer; answers the approval as it is then, null when the workspace has none of that id. As many different people as the terms ask
 * for have to say yes, and one no is a no. Whoever answers at the same time waits for the lock, and finds what was counted before.
 * @throws RefusedError `approval.answered`, `approval.nobody-waits`, `approval.other-effect`, `approval.not-yours`, `approval.said-already`.
 */
export async function answerApproval(
  client: Client,
  workspaceId: string,
  id: string,
  given: Answer,
): Promise<ApprovalRow | null> {
  // The run before the approval, as those do it who move the run on.
  await client.query(
    "SELECT 1 FROM runs WHERE id = (SELECT run_id FROM approvals WHERE workspace_id = $1 AND id = $2) FOR NO KEY UPDATE",
    [workspaceId, id],
  );
  await client.query("SELECT 1 FROM approvals WHERE workspace_id = $1 AND id = $2 FOR UPDATE", [workspaceId, id]);
  const approval = await readApproval(client, workspaceId, id);
  if (approval === null) return null;
  refuseLate(approval);
  if (given.argsHash !== approval.argsHash)
    throw new RefusedError(
      "approval.other-effect",
      `The effect is not the one that was seen: this approval is of the arguments hash ${approval.argsHash.slice(0, 12)}…, and the answer is to ${given.argsHash.slice(0, 12)}…. Read the approval again.`,
    );
  await refuseWhoMayNot(client, approval, given);
  await count(client, approval, given);
  await settle(client, approval, given);
  return readApproval(client, workspaceId, id);
}

function refuseLate({ status, expiresAt, decidedBy }: ApprovalRow): void {
  if (status === "pending") return;
  if (status === "expired" && expiresAt > new Date())
    throw new RefusedError("approval.nobody-waits", "The run that asked has ended; nothing would come of the answer.");
  throw new RefusedError(
    "approval.answered",
    `This approval is ${status} already${decidedBy === null ? "" : `, by ${personOf(decidedBy)}`}.`,
  );
}

/** Roles and separation bind whoever says yes. A no is anybody's who has the role: it makes nothing happen. */
async function refuseWhoMayNot(client: Client, approval: ApprovalRow, given: Answer): Promise<void> {
  const { roles } = approval.terms;
  const lacks = given.roles.includes("admin") ? [] : roles.filter((role) => !given.roles.includes(role));
  if (lacks.length > 0)
    throw new RefusedError("approval.not-yours", `This is for somebody with the role ${lacks.join(" and ")}.`);
  if (given.answer === "denied") return;
  for (const { kind, people } of await separatedFrom(client, approval)) {
    if (!people.includes(given.person)) continue;
    const what = kind === "author" ? "wrote this version of the playbook" : "asked for it";
    throw new RefusedError(
      "approval.not-yours",
      `${given.person} ${what}, and the policies want somebody else to say yes.`,
    );
  }
}

async function count(client: Client, { id, workspaceId }: ApprovalRow, given: Answer): Promise<void> {
  const counted = await client.query(
    `INSERT INTO approval_votes (approval_id, workspace_id, person, answer, by, way, comment) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (approval_id, person) DO UPDATE SET answer = excluded.answer, by = excluded.by, way = excluded.way, comment = excluded.comment, at = now()
       WHERE approval_votes.answer = 'approved' AND excluded.answer = 'denied'`,
    [id, workspaceId, given.person, given.answer, given.by, given.way, given.comment],
  );
  if (counted.rowCount === 1) return;
  throw new RefusedError("approval.said-already", `${given.person} said yes already; it takes somebody else now.`);
}

async function settle(client: Client, approval: ApprovalRow, given: Answer): Promise<void> {
  const { id, workspaceId, effectId, argsHash, terms } = approval;
  const yes = approval.votes.filter(({ answer }) => answer === "approved").length + 1;
  const decided = given.answer === "denied" || yes >= terms.approvers;
  if (decided)
    await client.query(
      `UPDATE approvals SET status = $2, decided_at = now(), decided_by = $3, comment = $4 WHERE id = $1`,
      [id, given.answer, given.by, given.comment],
    );
  const details = {
    ...{ effect: effectId, argsHash, comment: given.comment, person: given.person, way: given.way },
    ...(given.answer === "approved" && terms.approvers > 1 ? { yes, of: terms.approvers } : {}),
  };
  const action = decided ? `approval-${given.answer}` : "approval-seconded";
  await appendAudit(client, [
    { workspaceId, actor: given.by, action, subjectType: "approval", subjectId: id, details },
  ]);
  if (given.answer === "denied") await noteRefusal(client, approval, given);
}

/** A no to what a playbook proposed. */
async function noteRefusal(client: Client, approval: ApprovalRow, { by, comment }: Answer): Promise<void> {
  const { id, workspaceId, effectId, incidentId, runId, summary } = approval;
  const found = await client.query<{ playbook: string; type: string; key: string }>(
    "SELECT playbook, entity_type AS type, entity_key AS key FROM effects WHERE id = $1",
    [effectId],
  );
  const effect = found.rows[0]!;
  const about = [
    ...(incidentId === null ? [] : await subjectsOf(client, workspaceId, incidentId)),
    ...[`playbook:${effect.playbook}`, `entity:${effect.type}:${effect.key}`],
  ];
  const evidence = [
    ...[`approval:${id}`, `effect:${effectId}`],
    ...(incidentId === null ? [] : [`incident:${incidentId}`]),
    ...(runId === null ? [] : [`run:${runId}`]),
  ];
  const what = `Not done: ${summary}`;
  await noteAct(client, workspaceId, { origin: "approval-denied", by, what, why: comment, about, evidence });
}
