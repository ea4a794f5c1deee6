/** What people change about an incident: always with audit, and with the word to the systems that must know. */
import { newId } from "../ids.ts";
import type { Disposition, Status } from "../model/scale.ts";
import { appendAudit } from "./audit.ts";
import type { Client } from "./database.ts";
import { noteAct, subjectsOf } from "./decision-of-act.ts";
import { queueChange, type SyncChange } from "./sync.ts";

export interface IncidentEdit {
  status?: Status | undefined;
  disposition?: Disposition | undefined;
  owner?: string | null | undefined;
  reason: string;
  /** The revision the editor saw; the edit is refused when there was another since. */
  revision?: number | undefined;
  /** With how many others it is made at once. */
  together?: number | undefined;
  by: string;
}

export type EditOutcome =
  | { kind: "edited"; endedRuns: string[] }
  | { kind: "stale"; revision: number }
  | { kind: "missing" };

/** Applies an edit within the caller's transaction. Resolving or closing asks the incident's living runs to end, and answers their ids. */
export async function editIncident(
  client: Client,
  workspaceId: string,
  id: string,
  edit: IncidentEdit,
): Promise<EditOutcome> {
  if (isEnd(edit)) await holdRuns(client, workspaceId, id);
  const before = (
    await client.query<{ status: string; disposition: string; owner: string | null; revision: number; number: number }>(
      "SELECT status, disposition, owner, revision, number::float8 AS number FROM incidents WHERE workspace_id = $1 AND id = $2 FOR UPDATE",
      [workspaceId, id],
    )
  ).rows[0];
  if (before === undefined) return { kind: "missing" };
  if (edit.revision !== undefined && edit.revision !== before.revision)
    return { kind: "stale", revision: before.revision };
  await client.query(
    `UPDATE incidents SET status = COALESCE($3, status), disposition = COALESCE($4, disposition),
       disposition_reason = CASE WHEN $4::text IS NULL THEN disposition_reason ELSE $6 END, owner = CASE WHEN $7 THEN $5 ELSE owner END,
       acknowledged_at = COALESCE(acknowledged_at, now()),
       resolved_at = CASE WHEN $3 IN ('resolved', 'closed') THEN COALESCE(resolved_at, now()) WHEN $3 IS NULL THEN resolved_at END,
       closed_at = CASE WHEN $3 = 'closed' THEN COALESCE(closed_at, now()) WHEN $3 IS NULL THEN closed_at END,
       revision = revision + 1
     WHERE workspace_id = $1 AND id = $2`,
    [
      workspaceId,
      id,
      edit.status ?? null,
      edit.disposition ?? null,
      edit.owner ?? null,
      edit.reason,
      edit.owner !== undefined,
    ],
  );
  const changed = { status: edit.status, disposition: edit.disposition, owner: edit.owner };
  const details = {
    ...changed,
    reason: edit.reason,
    ...(edit.together === undefined ? {} : { together: edit.together }),
    before: { status: before.status, disposition: before.disposition, owner: before.owner },
  };
  await appendAudit(client, [
    { workspaceId, actor: edit.by, action: actionOf(edit), subjectType: "incident", subjectId: id, details },
  ]);
  await noteOverride(client, workspaceId, { id, ...before }, edit);
  await tell(client, workspaceId, id, edit);
  return { kind: "edited", endedRuns: isEnd(edit) ? await endRuns(client, id, edit.by) : [] };
}

/** Another disposition than triage, a run or somebody before had given. Where nothing was said before, there is nothing to override. */
async function noteOverride(
  client: Client,
  workspaceId: string,
  { id, number, disposition: before }: { id: string; number: number; disposition: string },
  { disposition, reason, by }: IncidentEdit,
): Promise<void> {
  if (disposition === undefined || disposition === before || before === "unknown") return;
  const about = await subjectsOf(client, workspaceId, id);
  const what = `Incident ${number} is ${disposition}, not ${before}.`;
  const evidence = [`incident:${id}`];
  await noteAct(client, workspaceId, { origin: "disposition-changed", by, what, why: reason, about, evidence });
}

/** Who owns it here is nobody else's business; what it is, and that it is over, is. */
async function tell(client: Client, workspaceId: string, incidentId: string, edit: IncidentEdit): Promise<void> {
  if (edit.status === undefined && edit.disposition === undefined) return;
  const change: SyncChange = {
    kind: "edited",
    ...(edit.status === undefined ? {} : { status: edit.status }),
    ...(edit.disposition === undefined ? {} : { disposition: edit.disposition }),
    comment: `${edit.by}: ${edit.reason}`,
    by: edit.by,
  };
  await queueChange(client, { workspaceId, incidentId, change });
}

function actionOf(edit: IncidentEdit): string {
  if (isEnd(edit)) return `incident-${edit.status}`;
  return edit.status === undefined && edit.disposition === undefined ? "incident-assigned" : "incident-edited";
}

function isEnd({ status }: IncidentEdit): boolean {
  return status === "resolved" || status === "closed";
}

/** The runs before their incident, as those do it who move runs on. */
async function holdRuns(client: Client, workspaceId: string, incidentId: string): Promise<void> {
  await client.query(
    "SELECT 1 FROM runs WHERE workspace_id = $1 AND subject_id = $2 AND status IN ('ready', 'running', 'waiting') ORDER BY id FOR NO KEY UPDATE",
    [workspaceId, incidentId],
  );
}

/** A person's word ends what the machine was still doing about it. */
async function endRuns(client: Client, incidentId: string, by: string): Promise<string[]> {
  const result = await client.query<{ id: string }>(
    "UPDATE runs SET cancel_requested_by = $2, wake_at = now() WHERE subject_id = $1 AND status IN ('ready', 'running', 'waiting') RETURNING id",
    [incidentId, by],
  );
  return result.rows.map((row) => row.id);
}

/** Adds a comment and queues it for the systems in step; answers its id. */
export async function addComment(
  client: Client,
  workspaceId: string,
  incidentId: string,
  comment: { author: string; body: string },
): Promise<string> {
  const id = newId();
  await client.query("INSERT INTO comments (id, workspace_id, incident_id, author, body) VALUES ($1, $2, $3, $4, $5)", [
    id,
    workspaceId,
    incidentId,
    comment.author,
    comment.body,
  ]);
  await appendAudit(client, [
    {
      workspaceId,
      actor: comment.author,
      action: "comment-added",
      subjectType: "incident",
      subjectId: incidentId,
      details: { comment: id },
    },
  ]);
  const change: SyncChange = { kind: "comment", comment: `${comment.author}: ${comment.body}`, by: comment.author };
  await queueChange(client, { workspaceId, incidentId, change });
  return id;
}
