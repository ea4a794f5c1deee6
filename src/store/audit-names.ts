/** What the things are called that entries of the audit record are about: the record itself keeps their ids. */
import type { Queryable } from "./database.ts";

export interface AuditName {
  /** What was done, where it is an effect or a containment; else null. */
  capability: string | null;
  name: string;
}

/** By kind of thing: its rows by id. Kinds whose ids are names already are not among them. */
const NAMES: Readonly<Record<string, string>> = {
  incident: "SELECT id, NULL AS capability, number || ': ' || title AS name, workspace_id FROM incidents",
  alert: "SELECT id, NULL AS capability, title AS name, workspace_id FROM alerts",
  effect:
    "SELECT id, capability, CASE WHEN entity_key = 'none' THEN '' ELSE entity_key END AS name, workspace_id FROM effects",
  lease: "SELECT id, capability, entity_key AS name, workspace_id FROM leases",
  approval: "SELECT id, NULL AS capability, summary AS name, workspace_id FROM approvals",
  form: "SELECT id, NULL AS capability, reason AS name, workspace_id FROM forms",
  review: "SELECT id, NULL AS capability, playbook AS name, workspace_id FROM reviews",
  decision: "SELECT id, NULL AS capability, what AS name, workspace_id FROM decisions",
  suppression: "SELECT id, NULL AS capability, condition AS name, workspace_id FROM suppressions",
  token: "SELECT id, NULL AS capability, name, workspace_id FROM tokens",
  session: "SELECT id, NULL AS capability, person AS name, workspace_id FROM sessions",
  "on-call": "SELECT id, NULL AS capability, person AS name, workspace_id FROM on_call",
  breaker: "SELECT id, NULL AS capability, playbook AS name, workspace_id FROM breakers",
  freeze: "SELECT id, NULL AS capability, concat_ws(' ', scope, NULLIF(name, '')) AS name, workspace_id FROM freezes",
  view: "SELECT id, NULL AS capability, name, workspace_id FROM saved_views",
  run: `SELECT r.id, NULL AS capability, CASE WHEN r.shadow THEN 'shadow of ' ELSE '' END || p.name || COALESCE(', incident ' || i.number, '') AS name, r.workspace_id
    FROM runs r JOIN playbook_versions p ON p.id = r.program_id LEFT JOIN incidents i ON i.id = r.subject_id`,
};
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export interface AuditSubject {
  subjectType: string;
  subjectId: string;
}

/** By `type id`, as the reader may know of them. What is gone, or has no name, has none here. */
export async function auditNames(
  client: Queryable,
  workspaceId: string,
  subjects: readonly AuditSubject[],
): Promise<ReadonlyMap<string, AuditName>> {
  const named = subjects.filter(
    ({ subjectType, subjectId }) => NAMES[subjectType] !== undefined && UUID.test(subjectId),
  );
  const found = new Map<string, AuditName>();
  for (const [type, all] of Map.groupBy(named, ({ subjectType }) => subjectType)) {
    const ids = [...new Set(all.map(({ subjectId }) => subjectId))];
    const { rows } = await client.query<AuditName & { id: string }>(
      `SELECT n.id, n.capability, n.name FROM (${NAMES[type]}) n WHERE n.workspace_id = $1 AND n.id = ANY ($2::uuid[])`,
      [workspaceId, ids],
    );
    for (const { id, capability, name } of rows) found.set(`${type} ${id}`, { capability, name });
  }
  return found;
}
