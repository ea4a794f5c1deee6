/** Incidents that only some may know of. */
import { appendAudit } from "./audit.ts";
import type { Client, Queryable } from "./database.ts";
import { pgJson } from "./json.ts";
import { stopTaughtModels } from "./triage-unlearn.ts";

export interface Restriction {
  /** `person:<name>`, `role:<role>`. */
  readers: string[];
  reason: string;
  by: string;
  at: Date;
  /** Admins who let themselves in. */
  brokenBy: { person: string; reason: string; at: string }[];
}

const SELECT = `SELECT readers, reason, by, at, broken_by AS "brokenBy" FROM restrictions WHERE workspace_id = $1 AND incident_id = $2`;

/** Who may know of an incident; null when everybody in the workspace may. */
export async function readRestriction(
  client: Queryable,
  workspaceId: string,
  incidentId: string,
): Promise<Restriction | null> {
  return (await client.query<Restriction>(SELECT, [workspaceId, incidentId])).rows[0] ?? null;
}

/** From now on only these may know of the incident, and no triage model that learned from it proposes anything. */
export async function restrictIncident(
  client: Client,
  workspaceId: string,
  incidentId: string,
  { readers, reason, by }: { readers: readonly string[]; reason: string; by: string },
): Promise<void> {
  await client.query(
    `INSERT INTO restrictions (incident_id, workspace_id, readers, reason, by) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (incident_id) DO UPDATE SET readers = excluded.readers, reason = excluded.reason, by = excluded.by, at = now()`,
    [incidentId, workspaceId, readers, reason, by],
  );
  await audit(client, workspaceId, incidentId, { by, action: "incident-restricted", details: { readers, reason } });
  const why = "It learned from what only some may know of since.";
  await stopTaughtModels(client, workspaceId, { incidentId, reason: why, by });
}

/** From now on everybody in the workspace may know of the incident again. False when they could already. */
export async function openIncident(
  client: Client,
  workspaceId: string,
  incidentId: string,
  { reason, by }: { reason: string; by: string },
): Promise<boolean> {
  const opened = await client.query("DELETE FROM restrictions WHERE workspace_id = $1 AND incident_id = $2", [
    workspaceId,
    incidentId,
  ]);
  if (opened.rowCount === 0) return false;
  await audit(client, workspaceId, incidentId, { by, action: "incident-opened-to-all", details: { reason } });
  return true;
}

/** Lets an admin in who is not among the readers, for everybody to see who is. False when the incident is not restricted. For the system role. */
export async function breakGlass(
  client: Client,
  workspaceId: string,
  incidentId: string,
  { person, reason, by }: { person: string; reason: string; by: string },
): Promise<boolean> {
  const entry = pgJson({ person, reason, at: new Date().toISOString() });
  const broken = await client.query(
    `UPDATE restrictions SET broken_by = broken_by || $4::jsonb,
       readers = CASE WHEN 'person:' || $3 = ANY (readers) THEN readers ELSE readers || ('person:' || $3) END
     WHERE workspace_id = $1 AND incident_id = $2`,
    [workspaceId, incidentId, person, entry],
  );
  if (broken.rowCount === 0) return false;
  await audit(client, workspaceId, incidentId, { by, action: "incident-glass-broken", details: { person, reason } });
  return true;
}

/** Whom a restriction can name: the people of the workspace, and those whom its tokens are. */
export async function peopleKnown(client: Queryable, workspaceId: string): Promise<string[]> {
  const found = await client.query<{ person: string }>(
    `SELECT person FROM memberships WHERE workspace_id = $1
     UNION SELECT lower(COALESCE(person, name)) FROM tokens WHERE workspace_id = $1 AND revoked_at IS NULL`,
    [workspaceId],
  );
  return found.rows.map(({ person }) => person);
}

/** Whether something in this workspace is hidden from the reader of this transaction. */
export async function someHidden(client: Queryable): Promise<boolean> {
  return (await client.query<{ some: boolean }>("SELECT hidden_incidents() IS NOT NULL AS some")).rows[0]!.some;
}

async function audit(
  client: Client,
  workspaceId: string,
  incidentId: string,
  { by, action, details }: { by: string; action: string; details: Record<string, unknown> },
): Promise<void> {
  const subject = { subjectType: "incident", subjectId: incidentId };
  await appendAudit(client, [{ workspaceId, actor: by, action, ...subject, details }]);
}
