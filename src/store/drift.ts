/** What the tests for drift have seen, and what they noticed. docs/reviews.md is the page. */
import { newId } from "../ids.ts";
import type { Client, Queryable } from "./database.ts";
import { pgJson } from "./json.ts";
import { type Page, type Paged, selectPage } from "./page.ts";

export interface DriftSubject {
  kind: "playbook" | "source";
  name: string;
}

/** The state of each watch of these subjects. */
export async function loadWatches(
  client: Queryable,
  workspaceId: string,
  kind: DriftSubject["kind"],
  names: readonly string[],
): Promise<{ name: string; watch: string; state: unknown }[]> {
  const result = await client.query<{ name: string; watch: string; state: unknown }>(
    "SELECT name, watch, state FROM drift_watches WHERE workspace_id = $1 AND kind = $2 AND name = ANY ($3)",
    [workspaceId, kind, names],
  );
  return result.rows;
}

/** Writes the states of one subject's watches; those that are not among them know nothing from now on. */
export async function saveWatches(
  client: Queryable,
  workspaceId: string,
  { kind, name }: DriftSubject,
  states: ReadonlyMap<string, unknown>,
): Promise<void> {
  const rows = [...states].map(([watch, state]) => ({ watch, state }));
  await client.query(
    `WITH given AS (SELECT * FROM json_to_recordset($4::json) AS r(watch text, state jsonb)), gone AS (
       DELETE FROM drift_watches WHERE workspace_id = $1 AND kind = $2 AND name = $3 AND watch NOT IN (SELECT watch FROM given)
     )
     INSERT INTO drift_watches (workspace_id, kind, name, watch, state) SELECT $1, $2, $3, watch, state FROM given
     ON CONFLICT (workspace_id, kind, name, watch) DO UPDATE SET state = excluded.state`,
    [workspaceId, kind, name, pgJson(rows)],
  );
}

export interface NewDrift extends DriftSubject {
  watch: string;
  since: Date;
  before: unknown;
  after: unknown;
  text: string;
  incidents: string[];
  reviewId: string;
}

/** Writes down what was noticed, under the review that asks about it. */
export async function writeDrift(client: Client, workspaceId: string, drift: NewDrift): Promise<void> {
  const { kind, name, watch, since, text, incidents, reviewId } = drift;
  await client.query(
    "INSERT INTO drifts (id, workspace_id, kind, name, watch, since, before, after, text, incidents, review_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    [
      ...[newId(), workspaceId, kind, name, watch, since],
      ...[pgJson(drift.before), pgJson(drift.after), text, incidents, reviewId],
    ],
  );
}

const SELECT = `SELECT d.id, d.kind, d.name, d.watch, d.since, d.noticed_at AS "noticedAt", d.before, d.after, d.text, d.incidents, d.review_id AS "reviewId",
  (SELECT v.status FROM reviews v WHERE v.id = d.review_id) AS status FROM drifts d`;

/** One page of what was noticed, newest first. */
export function listDrifts(
  client: Queryable,
  workspaceId: string,
  filter: { name?: string | undefined },
  page: Page,
): Promise<Paged<{ id: string }>> {
  return selectPage(
    client,
    SELECT,
    [
      ["d.workspace_id = ?", workspaceId],
      ["d.name = ?", filter.name],
    ],
    page,
    "d.id",
  );
}
