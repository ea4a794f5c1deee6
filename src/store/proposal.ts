/** Proposals: what was suggested, and what people said to it. */
import { InputError } from "../errors.ts";
import { newId } from "../ids.ts";
import type { Proposal, ProposalContent, ProposalKind, ProposalReason } from "../model/proposal.ts";
import { appendAudit } from "./audit.ts";
import type { Client, Queryable } from "./database.ts";
import { pgJson } from "./json.ts";
import { type Page, type Paged, selectPage } from "./page.ts";

const SELECT = `SELECT p.id, p.kind, p.incident_id AS "incidentId", (SELECT i.number::int FROM incidents i WHERE i.id = p.incident_id) AS incident,
  p.content, p.reasons, p.author, p.by, p.at, p.status, p.answered_by AS "answeredBy", p.answered_at AS "answeredAt", p.answer FROM proposals p`;

export interface NewProposal {
  incidentId: string | null;
  content: ProposalContent;
  reasons: ProposalReason[];
  author: string;
  by: string;
}

/**
 * Writes a proposal down; answers its id.
 * @throws InputError `proposal.unknown-evidence` when a reason cites what is not part of the incident.
 */
export async function addProposal(client: Client, workspaceId: string, proposal: NewProposal): Promise<string> {
  const { incidentId, content, reasons, author, by } = proposal;
  await checkEvidence(client, workspaceId, incidentId, reasons);
  const id = newId();
  await client.query(
    "INSERT INTO proposals (id, workspace_id, kind, incident_id, content, reasons, author, by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    [id, workspaceId, content.kind, incidentId, pgJson(content), pgJson(reasons), author, by],
  );
  const details = { proposal: id, kind: content.kind, author };
  const subject =
    incidentId === null
      ? { subjectType: "proposal", subjectId: id }
      : { subjectType: "incident", subjectId: incidentId };
  await appendAudit(client, [{ workspaceId, actor: by, action: "proposal-made", ...subject, details }]);
  return id;
}

/** What reasons may cite: the incident itself and what belongs to it. */
const EVIDENCE = `SELECT $2::uuid AS id UNION ALL SELECT alert_id FROM incident_alerts WHERE incident_id = $2
  UNION ALL SELECT id FROM runs WHERE subject_id = $2 AND NOT shadow UNION ALL SELECT id FROM effects WHERE incident_id = $2
  UNION ALL SELECT id FROM approvals WHERE incident_id = $2 UNION ALL SELECT id FROM comments WHERE incident_id = $2`;

async function checkEvidence(
  client: Client,
  workspaceId: string,
  incidentId: string | null,
  reasons: ProposalReason[],
): Promise<void> {
  const cited = [...new Set(reasons.flatMap(({ evidence }) => evidence))];
  if (cited.length === 0) return;
  const found =
    incidentId === null
      ? []
      : (
          await client.query<{ id: string }>(
            `SELECT DISTINCT e.id FROM (${EVIDENCE}) e JOIN incidents i ON i.id = $2 AND i.workspace_id = $1 WHERE e.id = ANY ($3::uuid[])`,
            [workspaceId, incidentId, cited],
          )
        ).rows;
  const known = new Set(found.map(({ id }) => id));
  const unknown = cited.filter((id) => !known.has(id.toLowerCase()));
  if (unknown.length === 0) return;
  throw new InputError(
    "proposal.unknown-evidence",
    `A reason cites ${unknown[0]}, which is not part of the incident; cite its alerts, runs, effects, approvals and comments by their ids.`,
    { details: { unknown: unknown.slice(0, 20) } },
  );
}

export interface ProposalFilter {
  kind?: string[] | undefined;
  status?: string[] | undefined;
  incident?: string | undefined;
  author?: string | undefined;
}

/** One page of a workspace's proposals, newest first. */
export function listProposals(
  client: Queryable,
  workspaceId: string,
  filter: ProposalFilter,
  page: Page,
): Promise<Paged<{ id: string }>> {
  return selectPage(
    client,
    SELECT,
    [
      ["p.workspace_id = ?", workspaceId],
      ["p.kind = ANY (?::text[])", filter.kind],
      ["p.status = ANY (?::text[])", filter.status],
      ["p.incident_id = ?::uuid", filter.incident],
      ["p.author = ?", filter.author],
    ],
    page,
    "p.id",
  );
}

/** One proposal; null when the workspace has none of that id. */
export async function readProposal(client: Queryable, workspaceId: string, id: string): Promise<Proposal | null> {
  const found = await client.query<Proposal>(`${SELECT} WHERE p.workspace_id = $1 AND p.id = $2`, [workspaceId, id]);
  return found.rows[0] ?? null;
}

/** Writes a person's answer down. False when somebody answered before. */
export async function answerProposal(
  client: Client,
  workspaceId: string,
  { id, status, answer, by }: { id: string; status: "accepted" | "refused"; answer: string; by: string },
): Promise<boolean> {
  const answered = await client.query<{ kind: ProposalKind; author: string }>(
    `UPDATE proposals SET status = $3, answer = $4, answered_by = $5, answered_at = now()
     WHERE workspace_id = $1 AND id = $2 AND status = 'open' RETURNING kind, author`,
    [workspaceId, id, status, answer, by],
  );
  const [row] = answered.rows;
  if (row === undefined) return false;
  const details = { ...row, reason: answer };
  const entry = { workspaceId, actor: by, action: `proposal-${status}`, subjectType: "proposal", subjectId: id };
  await appendAudit(client, [{ ...entry, details }]);
  return true;
}

export interface AgreementRow {
  kind: ProposalKind;
  author: string;
  open: number;
  accepted: number;
  refused: number;
}

/** How people answered, for each kind and each author. */
export async function countAgreement(client: Queryable, workspaceId: string): Promise<AgreementRow[]> {
  const result = await client.query<AgreementRow>(
    `SELECT kind, author, count(*) FILTER (WHERE status = 'open')::int AS open, count(*) FILTER (WHERE status = 'accepted')::int AS accepted,
       count(*) FILTER (WHERE status = 'refused')::int AS refused FROM proposals WHERE workspace_id = $1 GROUP BY kind, author ORDER BY kind, author LIMIT 500`,
    [workspaceId],
  );
  return result.rows;
}
