/** Alerts moved between incidents by people: merged, split, and moved back. Within the caller's transaction, always with audit. */
import { newId } from "../ids.ts";
import type { Disposition, Status } from "../model/scale.ts";
import { appendAudit } from "./audit.ts";
import type { Client, Queryable } from "./database.ts";
import { editIncident } from "./incident-edit.ts";
import { pgJson } from "./json.ts";
import { queueChange } from "./sync.ts";

export interface IncidentMove {
  id: string;
  kind: "merge" | "split";
  fromId: string;
  from: number;
  toId: string;
  to: number;
  /** How many alerts were moved. */
  alerts: number;
  reason: string;
  by: string;
  at: Date;
  undoneBy: string | null;
  undoneAt: Date | null;
}

/** What of an incident matters to a move; its row is locked. */
export interface MovedIncident {
  id: string;
  number: number;
  status: Status;
  disposition: Disposition;
  mergedInto: number | null;
}

/** Locks incidents of a workspace in one order, so that two moves never wait for each other in a circle. */
export async function lockIncidents(
  client: Client,
  workspaceId: string,
  ids: string[],
): Promise<Map<string, MovedIncident>> {
  const result = await client.query<MovedIncident>(
    `SELECT i.id, i.number::int, i.status, i.disposition, (SELECT m.number::int FROM incidents m WHERE m.id = i.merged_into) AS "mergedInto"
     FROM incidents i WHERE i.workspace_id = $1 AND i.id = ANY ($2::uuid[]) ORDER BY i.id FOR UPDATE OF i`,
    [workspaceId, ids],
  );
  return new Map(result.rows.map((row) => [row.id, row]));
}

interface MoveOf {
  from: MovedIncident;
  to: MovedIncident;
  reason: string;
  by: string;
}

/** Makes one incident a part of another: its alerts go there, it is closed as a duplicate, and its runs are asked to end; answers their ids. */
export async function mergeIncidents(
  client: Client,
  workspaceId: string,
  { from, to, reason, by }: MoveOf,
): Promise<string[]> {
  const alerts = await relink(client, from.id, to.id, `Merged from incident ${from.number} by ${by}: ${reason}`, null);
  const pointing = await client.query<{ id: string }>(
    "UPDATE incidents SET merged_into = $3 WHERE workspace_id = $1 AND (id = $2 OR merged_into = $2) RETURNING id",
    [workspaceId, from.id, to.id],
  );
  const closing = `Merged into incident ${to.number}: ${reason}`;
  const edit = { status: "closed", disposition: "duplicate", reason: closing, by } as const;
  const edited = await editIncident(client, workspaceId, from.id, edit);
  const before = { status: from.status, disposition: from.disposition, pointing: pointing.rows.map(({ id }) => id) };
  await noteMove(client, workspaceId, { kind: "merge", from, to, reason, by, alerts, before });
  return edited.kind === "edited" ? edited.endedRuns : [];
}

/** Gives alerts of one incident to another that was opened for them. Answers the move's id. */
export async function splitIncident(
  client: Client,
  workspaceId: string,
  move: MoveOf & { alerts: Record<string, string> },
): Promise<string> {
  return noteMove(client, workspaceId, { kind: "split", ...move, before: {} });
}

/** Takes alerts from an incident, to be given to another; answers why each of them belonged to it. */
export async function unlinkAlerts(
  client: Client,
  incidentId: string,
  alertIds: string[],
): Promise<Record<string, string>> {
  const gone = await client.query<{ id: string; reason: string }>(
    "DELETE FROM incident_alerts WHERE incident_id = $1 AND alert_id = ANY ($2::uuid[]) RETURNING alert_id AS id, reason",
    [incidentId, alertIds],
  );
  return Object.fromEntries(gone.rows.map(({ id, reason }) => [id, reason]));
}

/** Moves alerts from one incident to another, all or those given; answers why each belonged to the first. */
async function relink(
  client: Client,
  fromId: string,
  toId: string,
  reason: string,
  only: Record<string, string> | null,
): Promise<Record<string, string>> {
  const moved = await client.query<{ id: string; reason: string }>(
    `WITH before AS (
       SELECT alert_id, reason FROM incident_alerts WHERE incident_id = $1 AND ($4::jsonb IS NULL OR $4::jsonb ? alert_id::text) FOR UPDATE
     ), moved AS (
       UPDATE incident_alerts l SET incident_id = $2, reason = COALESCE($4::jsonb->>(l.alert_id::text), $3) FROM before b WHERE l.incident_id = $1 AND l.alert_id = b.alert_id
     )
     SELECT alert_id AS id, reason FROM before`,
    [fromId, toId, reason, only === null ? null : pgJson(only)],
  );
  return Object.fromEntries(moved.rows.map(({ id, reason: was }) => [id, was]));
}

async function noteMove(
  client: Client,
  workspaceId: string,
  move: MoveOf & { kind: "merge" | "split"; alerts: Record<string, string>; before: object },
): Promise<string> {
  const { kind, from, to, reason, by, alerts, before } = move;
  await recount(client, [from.id, to.id]);
  const id = newId();
  await client.query(
    "INSERT INTO incident_moves (id, workspace_id, kind, from_id, to_id, alerts, before, reason, by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    [id, workspaceId, kind, from.id, to.id, pgJson(alerts), pgJson(before), reason, by],
  );
  const count = Object.keys(alerts).length;
  const action = kind === "merge" ? "incident-merged" : "incident-split";
  const details = { from: from.number, into: to.number, alerts: count, reason, move: id };
  const entry = { workspaceId, actor: by, action, subjectType: "incident", details };
  await appendAudit(client, [
    { ...entry, subjectId: from.id },
    { ...entry, subjectId: to.id },
  ]);
  await queueChange(client, { workspaceId, incidentId: to.id, change: { kind: "joined" } });
  return id;
}

/** Count, severity and times of incidents, from the alerts that they have now. */
async function recount(client: Client, ids: string[]): Promise<void> {
  await client.query(
    `UPDATE incidents i SET alert_count = n.count, revision = i.revision + 1, last_alert_at = COALESCE(n.last, i.last_alert_at), first_event_at = COALESCE(n.first, i.first_event_at),
       severity_id = COALESCE(n.severity_id, i.severity_id), severity = COALESCE(n.severity, i.severity)
     FROM (
       SELECT asked.id, count(a.id)::int AS count, max(a.received_at) AS last, min(a.time) AS first, max(a.severity_id) AS severity_id,
         (array_agg(a.severity ORDER BY a.severity_id DESC) FILTER (WHERE a.id IS NOT NULL))[1] AS severity
       FROM unnest($1::uuid[]) AS asked(id) LEFT JOIN incident_alerts l ON l.incident_id = asked.id LEFT JOIN alerts a ON a.id = l.alert_id GROUP BY asked.id
     ) n WHERE i.id = n.id`,
    [ids],
  );
}

interface StoredMove extends IncidentMove {
  moved: Record<string, string>;
  before: { status?: Status; disposition?: Disposition; pointing?: string[] };
}

const MOVE = `SELECT m.id, m.kind, m.from_id AS "fromId", f.number::int AS "from", m.to_id AS "toId", t.number::int AS "to",
  (SELECT count(*)::int FROM jsonb_object_keys(m.alerts)) AS alerts, m.reason, m.by, m.at, m.undone_by AS "undoneBy", m.undone_at AS "undoneAt"`;
const OF_INCIDENTS = "FROM incident_moves m JOIN incidents f ON f.id = m.from_id JOIN incidents t ON t.id = m.to_id";

/** What was moved out of an incident and into it, newest first. */
export async function movesOf(client: Queryable, workspaceId: string, incidentId: string): Promise<IncidentMove[]> {
  const result = await client.query<IncidentMove>(
    `${MOVE} ${OF_INCIDENTS} WHERE m.workspace_id = $1 AND (m.from_id = $2 OR m.to_id = $2) ORDER BY m.id DESC LIMIT 100`,
    [workspaceId, incidentId],
  );
  return result.rows;
}

export type UndoOutcome =
  | { kind: "undone"; fromId: string }
  | { kind: "missing" }
  | { kind: "already"; by: string }
  /** A later move of the same incidents has to be undone first. */
  | { kind: "later"; move: string };

/**
 * Moves alerts back to where they were, as far as they are still where the move put them. A merged incident is open again as it was, but the
 * runs that its closing ended do not begin again; the incident that a split opened is closed as a duplicate.
 */
export async function undoMove(client: Client, workspaceId: string, id: string, by: string): Promise<UndoOutcome> {
  const found = await client.query<StoredMove>(
    `${MOVE}, m.alerts AS moved, m.before ${OF_INCIDENTS} WHERE m.workspace_id = $1 AND m.id = $2`,
    [workspaceId, id],
  );
  const move = found.rows[0];
  if (move === undefined) return { kind: "missing" };
  const locked = await lockIncidents(client, workspaceId, [move.fromId, move.toId]);
  const state = await client.query<{ undoneBy: string | null; later: string | null }>(
    `SELECT m.undone_by AS "undoneBy", (SELECT l.id FROM incident_moves l WHERE l.id > m.id AND l.undone_at IS NULL
       AND (l.from_id IN (m.from_id, m.to_id) OR l.to_id IN (m.from_id, m.to_id)) ORDER BY l.id DESC LIMIT 1) AS later
     FROM incident_moves m WHERE m.id = $1 FOR UPDATE OF m`,
    [id],
  );
  const { undoneBy, later } = state.rows[0]!;
  if (undoneBy !== null) return { kind: "already", by: undoneBy };
  if (later !== null) return { kind: "later", move: later };
  const [from, to] = [locked.get(move.fromId)!, locked.get(move.toId)!];
  await relink(client, to.id, from.id, "", move.moved);
  await (move.kind === "merge"
    ? openAgain(client, workspaceId, move, by)
    : closeSplit(client, workspaceId, from, to, by));
  await recount(client, [from.id, to.id]);
  await client.query("UPDATE incident_moves SET undone_by = $2, undone_at = now() WHERE id = $1", [id, by]);
  const details = { kind: move.kind, from: from.number, into: to.number, move: id };
  const entry = { workspaceId, actor: by, action: "incident-move-undone", subjectType: "incident", details };
  await appendAudit(client, [
    { ...entry, subjectId: from.id },
    { ...entry, subjectId: to.id },
  ]);
  return { kind: "undone", fromId: from.id };
}

async function openAgain(client: Client, workspaceId: string, move: StoredMove, by: string): Promise<void> {
  const { pointing = [], status = "in-progress", disposition = "unknown" } = move.before;
  await client.query(
    "UPDATE incidents SET merged_into = CASE WHEN id = $2 THEN NULL ELSE $2 END WHERE workspace_id = $1 AND id = ANY ($3::uuid[])",
    [workspaceId, move.fromId, pointing],
  );
  const reason = `The merge into incident ${move.to} was undone.`;
  await editIncident(client, workspaceId, move.fromId, { status, disposition, reason, by });
}

async function closeSplit(
  client: Client,
  workspaceId: string,
  from: MovedIncident,
  to: MovedIncident,
  by: string,
): Promise<void> {
  await client.query("UPDATE incidents SET merged_into = $3 WHERE workspace_id = $1 AND id = $2", [
    workspaceId,
    to.id,
    from.id,
  ]);
  const reason = `The split from incident ${from.number} was undone.`;
  await editIncident(client, workspaceId, to.id, { status: "closed", disposition: "duplicate", reason, by });
}
