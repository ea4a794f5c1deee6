/** What comes from other systems into an incident. */
import type { Disposition, Status } from "../model/scale.ts";
import type { Queryable } from "./database.ts";

export interface RemoteEdit {
  incidentId: string;
  /** The edit was decided on these; an incident that has moved on since is not touched. */
  from: { status: Status; disposition: Disposition };
  to: { status: Status; disposition: Disposition };
  reason: string;
}

/** Applies an edit made elsewhere. False when the incident has moved on since. */
export async function applyRemoteEdit(client: Queryable, edit: RemoteEdit): Promise<boolean> {
  const result = await client.query(
    `UPDATE incidents SET status = $4, disposition = $5, revision = revision + 1,
       disposition_reason = CASE WHEN disposition <> $5 THEN $6 ELSE disposition_reason END,
       acknowledged_at = CASE WHEN $4 = 'new' THEN acknowledged_at ELSE COALESCE(acknowledged_at, now()) END,
       resolved_at = CASE WHEN $4 IN ('resolved', 'closed') THEN COALESCE(resolved_at, now()) END,
       closed_at = CASE WHEN $4 = 'closed' THEN COALESCE(closed_at, now()) END
     WHERE id = $1 AND status = $2 AND disposition = $3`,
    [edit.incidentId, edit.from.status, edit.from.disposition, edit.to.status, edit.to.disposition, edit.reason],
  );
  return result.rowCount === 1;
}

export interface NewRemoteComment {
  id: string;
  workspaceId: string;
  incidentId: string;
  author: string;
  body: string;
  linkId: string | null;
  externalId: string | null;
}

/** Writes a comment down. False when it came by this link before. */
export async function insertComment(client: Queryable, comment: NewRemoteComment): Promise<boolean> {
  const result = await client.query(
    `INSERT INTO comments (id, workspace_id, incident_id, author, body, link_id, external_id) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (link_id, external_id) WHERE link_id IS NOT NULL DO NOTHING`,
    [
      comment.id,
      comment.workspaceId,
      comment.incidentId,
      comment.author,
      comment.body.replaceAll("\u0000", "\ufffd"),
      comment.linkId,
      comment.externalId,
    ],
  );
  return result.rowCount === 1;
}

/** Which comments came by a link before, by their ids there. */
export async function knownComments(client: Queryable, linkId: string, externalIds: string[]): Promise<Set<string>> {
  if (externalIds.length === 0) return new Set();
  const result = await client.query<{ id: string }>(
    "SELECT external_id AS id FROM comments WHERE link_id = $1 AND external_id = ANY ($2::text[])",
    [linkId, externalIds],
  );
  return new Set(result.rows.map((row) => row.id));
}

/** Runs of an incident that have not ended. */
export async function openRunIds(client: Queryable, incidentId: string): Promise<string[]> {
  const result = await client.query<{ id: string }>(
    "SELECT id FROM runs WHERE subject_id = $1 AND status IN ('ready', 'running', 'waiting')",
    [incidentId],
  );
  return result.rows.map((row) => row.id);
}

export interface UnlinkedAlert {
  uid: string;
  connectionId: string;
}

/** Alerts of an incident that no link of it stands for, oldest first, and how many alerts are linked. */
export async function unlinkedAlerts(
  client: Queryable,
  incidentId: string,
  limit: number,
): Promise<{ alerts: UnlinkedAlert[]; linked: number }> {
  const linked = await client.query<{ linked: number }>(
    "SELECT count(*)::int AS linked FROM sync_links WHERE incident_id = $1 AND kind = 'alert'",
    [incidentId],
  );
  const alerts = await client.query<UnlinkedAlert>(
    `SELECT a.uid, a.connection_id AS "connectionId" FROM incident_alerts j JOIN alerts a ON a.id = j.alert_id
     WHERE j.incident_id = $1 AND NOT EXISTS (SELECT 1 FROM sync_links l WHERE l.incident_id = $1 AND l.kind = 'alert' AND l.external_id = a.uid)
     ORDER BY a.id LIMIT $2`,
    [incidentId, limit],
  );
  return { alerts: alerts.rows, linked: linked.rows[0]?.linked ?? 0 };
}

/** Whether something of this sort was recorded about the incident before. */
export async function wasAudited(
  client: Queryable,
  workspaceId: string,
  incidentId: string,
  action: string,
): Promise<boolean> {
  const result = await client.query(
    "SELECT 1 FROM audit WHERE workspace_id = $1 AND subject_type = 'incident' AND subject_id = $2 AND action = $3 LIMIT 1",
    [workspaceId, incidentId, action],
  );
  return result.rowCount === 1;
}
