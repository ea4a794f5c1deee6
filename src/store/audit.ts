/** The append-only record of who did what; written in the transaction of what it records. */
import type { Queryable } from "./database.ts";
import { pgJson } from "./json.ts";

export interface AuditEntry {
  workspaceId: string;
  /** `person:<name>`, `token:<name>`, `playbook:<name>@<version>`, `system`. */
  actor: string;
  /** Noun-verb in the past: `incident-opened`, `effect-applied`. */
  action: string;
  subjectType: string;
  subjectId: string;
  details?: Record<string, unknown>;
}

/** Appends entries; fails with the transaction it is part of. */
export async function appendAudit(client: Queryable, entries: AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await client.query({
    name: "append-audit",
    text: `INSERT INTO audit (workspace_id, actor, action, subject_type, subject_id, details)
      SELECT "workspaceId", actor, action, "subjectType", "subjectId", COALESCE(details, '{}')
      FROM json_to_recordset($1::json) AS r("workspaceId" uuid, actor text, action text, "subjectType" text, "subjectId" text, details jsonb)`,
    values: [pgJson(entries)],
  });
}
