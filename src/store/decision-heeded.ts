/** Decisions that triage and scope policies heed, as they are in force. */

import type { HeededDecision } from "../model/decided.ts";
import { HEEDED_KINDS } from "../model/decision.ts";
import type { Queryable } from "./database.ts";

/** The newest of a workspace are heeded, however many there are. */
const MOST = 5_000;
const IN_FORCE = "d.ended_at IS NULL AND (d.until IS NULL OR d.until > now())";

/** All that are in force in a workspace; those whose time ends later carry it. */
export async function heededDecisions(client: Queryable, workspaceId: string): Promise<HeededDecision[]> {
  const result = await client.query<HeededDecision>(
    `SELECT d.kind, d.about, d.until FROM decisions d
     WHERE d.workspace_id = $1 AND d.kind = ANY ($2::text[]) AND ${IN_FORCE} ORDER BY d.id DESC LIMIT ${MOST}`,
    [workspaceId, HEEDED_KINDS],
  );
  return result.rows;
}

/** Those of several workspaces about any of these references. */
export async function heededAbout(
  client: Queryable,
  workspaceIds: readonly string[],
  references: readonly string[],
): Promise<(HeededDecision & { workspaceId: string })[]> {
  const result = await client.query<HeededDecision & { workspaceId: string }>({
    name: "heeded-about",
    text: `SELECT d.workspace_id AS "workspaceId", d.kind, d.about, d.until FROM decisions d
      WHERE d.workspace_id = ANY ($1::uuid[]) AND d.about && $2::text[] AND d.kind = ANY ($3::text[]) AND ${IN_FORCE}`,
    values: [workspaceIds, references, HEEDED_KINDS],
  });
  return result.rows;
}
