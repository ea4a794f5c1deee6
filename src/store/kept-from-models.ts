/** What an admin keeps from models: incidents that are not learned from, and, where it says so, shown to no language model. */
import { newId } from "../ids.ts";
import { appendAudit } from "./audit.ts";
import type { Client, Queryable } from "./database.ts";
import { type Page, type Paged, selectPage } from "./page.ts";
import { stopTaughtModels } from "./triage-unlearn.ts";

/** One incident, a type or a class of types, or what was opened within a time. */
export type KeptTarget =
  | { kind: "incident"; incidentId: string }
  | { kind: "type"; typeId: string }
  | { kind: "range"; from: string; to: string };

const SELECT = `SELECT k.id, k.kind, k.incident_id AS "incidentId", k.type_id AS "typeId", k.range_from AS "from", k.range_to AS "to", k.prompts, k.reason,
  k.kept_by AS "keptBy", k.kept_at AS "keptAt", k.ended_at AS "endedAt", k.ended_by AS "endedBy", k.end_reason AS "endReason" FROM kept_from_models k`;

/** One page of what a workspace keeps from models, newest first; what ended too where all is wanted. */
export function listKept(
  client: Queryable,
  workspaceId: string,
  { all }: { all: boolean },
  page: Page,
): Promise<Paged<{ id: string }>> {
  const conditions = [["k.workspace_id = ?", workspaceId] as const, ...(all ? [] : [["k.ended_at IS NULL"] as const])];
  return selectPage(client, SELECT, conditions, page, "k.id");
}

export interface NewKept {
  target: KeptTarget;
  prompts: boolean;
  reason: string;
  by: string;
}

/** Keeps it from models from now on; answers what is kept, and the triage models that had learned from it and propose nothing any more. */
export async function keepFromModels(client: Client, workspaceId: string, kept: NewKept): Promise<object> {
  const { target, prompts, reason, by } = kept;
  const id = newId();
  const { kind, incidentId, typeId, from, to } = { ...NOTHING, ...target };
  await client.query(
    `INSERT INTO kept_from_models (id, workspace_id, kind, incident_id, type_id, range_from, range_to, prompts, reason, kept_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [id, workspaceId, kind, incidentId, typeId, from, to, prompts, reason, by],
  );
  await audit(client, workspaceId, id, { by, action: "kept-from-models", details: { ...target, prompts, reason } });
  const why = `It learned from what is kept from models since (${id}).`;
  const stopped = await stopTaughtModels(client, workspaceId, { incidentId, reason: why, by });
  return { ...(await read(client, workspaceId, id)), stopped };
}

const NOTHING = { incidentId: null, typeId: null, from: null, to: null };

/** Models may see it again; null when there is none of that id that had not ended already. */
export async function endKept(
  client: Client,
  workspaceId: string,
  id: string,
  { reason, by }: { reason: string; by: string },
): Promise<unknown> {
  const ended = await client.query(
    "UPDATE kept_from_models SET ended_at = now(), ended_by = $3, end_reason = $4 WHERE workspace_id = $1 AND id = $2 AND ended_at IS NULL",
    [workspaceId, id, by, reason],
  );
  if (ended.rowCount === 0) return null;
  await audit(client, workspaceId, id, { by, action: "let-to-models", details: { reason } });
  return read(client, workspaceId, id);
}

/** Why no prompt may be made of an incident: only some may know of it, or an admin keeps it from models; null where one may. */
export async function keptFromPrompts(
  client: Queryable,
  workspaceId: string,
  incidentId: string,
): Promise<"restricted" | "kept" | null> {
  const found = await client.query<{ restricted: boolean; kept: boolean }>(
    `SELECT EXISTS (SELECT FROM restrictions r WHERE r.workspace_id = $1 AND r.incident_id = $2) AS restricted,
       is_kept_from_models($1, i.id, i.type_id, i.opened_at, true) AS kept FROM incidents i WHERE i.workspace_id = $1 AND i.id = $2`,
    [workspaceId, incidentId],
  );
  const { restricted = false, kept = false } = found.rows[0] ?? {};
  return restricted ? "restricted" : kept ? "kept" : null;
}

async function read(client: Queryable, workspaceId: string, id: string): Promise<object | undefined> {
  return (await client.query<object>(`${SELECT} WHERE k.workspace_id = $1 AND k.id = $2`, [workspaceId, id])).rows[0];
}

async function audit(
  client: Client,
  workspaceId: string,
  id: string,
  { by, action, details }: { by: string; action: string; details: object },
): Promise<void> {
  const entry = { workspaceId, actor: by, action, subjectType: "kept-from-models", subjectId: id };
  await appendAudit(client, [{ ...entry, details: details as Record<string, unknown> }]);
}
