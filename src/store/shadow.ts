/** What shadows would have done, and the runs that they ran beside. */
import type { Client, Queryable } from "./database.ts";
import { pgJson } from "./json.ts";
import { type Page, type Paged, selectPage } from "./page.ts";

/** An effect it would have caused, a question it would have asked, or how it ended. */
export interface ShadowLine {
  runId: string;
  /** Names the wish within the run; empty for how it ended. */
  key: string;
  workspaceId: string;
  kind: string;
  step: string;
  what: string;
  details: Record<string, unknown>;
}

/** Writes lines down; another try at the same wish is the same line. */
export async function noteShadows(client: Client, lines: ShadowLine[]): Promise<void> {
  await client.query({
    name: "note-shadows",
    text: `INSERT INTO shadow_lines (run_id, key, workspace_id, kind, step, what, details)
      SELECT "runId", key, "workspaceId", kind, step, what, details
      FROM json_to_recordset($1::json) AS r("runId" uuid, key text, "workspaceId" uuid, kind text, step text, what text, details jsonb)
      ON CONFLICT (run_id, key) DO NOTHING`,
    values: [pgJson(lines)],
  });
}

/** A run as it compares: how it came out, and the effects it caused or would have caused. */
export interface ComparedRun {
  version: number;
  status: string;
  outcome: string | null;
  effects: { capability: string; entityKey: string; decision: string }[];
}

export interface ShadowRow {
  id: string;
  incidentNumber: number;
  startedAt: Date;
  shadow: ComparedRun & { lines: Pick<ShadowLine, "kind" | "step" | "what" | "details">[] };
  /** The run that responded; null where none began. */
  real: ComparedRun | null;
}

const EFFECT = (capability: string, key: string, decision: string) =>
  `jsonb_build_object('capability', ${capability}, 'entityKey', ${key}, 'decision', ${decision})`;

const SELECT = `SELECT s.id, i.number::float8 AS "incidentNumber", s.started_at AS "startedAt",
  jsonb_build_object('version', v.number, 'status', s.status, 'outcome', s.outcome,
    'effects', COALESCE((SELECT jsonb_agg(${EFFECT("l.details->>'capability'", "l.details->>'entityKey'", "l.details->>'decision'")} ORDER BY l.at, l.key)
      FROM shadow_lines l WHERE l.run_id = s.id AND l.kind = 'effect'), '[]'),
    'lines', COALESCE((SELECT jsonb_agg(jsonb_build_object('kind', l.kind, 'step', l.step, 'what', l.what, 'details', l.details) ORDER BY l.at, l.key)
      FROM shadow_lines l WHERE l.run_id = s.id), '[]')) AS shadow,
  (SELECT jsonb_build_object('version', w.number, 'status', r.status, 'outcome', r.outcome,
    'effects', COALESCE((SELECT jsonb_agg(${EFFECT("e.capability", "e.entity_key", "e.guard->>'decision'")} ORDER BY e.id)
      FROM effects e WHERE e.run_id = r.id), '[]'))
    FROM runs r JOIN playbook_versions w ON w.id = r.program_id WHERE r.subject_id = s.subject_id AND NOT r.shadow ORDER BY r.id LIMIT 1) AS real
  FROM runs s JOIN playbook_versions v ON v.id = s.program_id JOIN incidents i ON i.id = s.subject_id`;

/** One page of the shadows of a playbook, newest first, each beside the run that responded. */
export function listShadows(
  client: Queryable,
  workspaceId: string,
  { name, version }: { name: string; version: number | undefined },
  page: Page,
): Promise<Paged<ShadowRow>> {
  return selectPage<ShadowRow>(
    client,
    SELECT,
    [
      ["s.workspace_id = ?", workspaceId],
      ["s.shadow = ?::boolean", true],
      ["v.name = ?", name],
      ["v.number = ?::integer", version],
    ],
    page,
    "s.id",
  );
}
