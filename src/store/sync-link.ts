/** Links: which ticket and which alerts elsewhere stand for an incident, and what was last agreed with each. */
import type { Disposition, Status } from "../model/scale.ts";
import type { Pool, Queryable } from "./database.ts";
import { pgJson } from "./json.ts";

export type LinkKind = "ticket" | "alert";

export interface NewLink {
  id: string;
  workspaceId: string;
  incidentId: string;
  connectionId: string;
  kind: LinkKind;
  externalId: string;
}

/** Makes a link; one that exists already stays as it is. */
export async function insertLink(client: Queryable, link: NewLink): Promise<void> {
  await client.query(
    `INSERT INTO sync_links (id, workspace_id, incident_id, connection_id, kind, external_id) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (connection_id, kind, external_id, incident_id) DO NOTHING`,
    [link.id, link.workspaceId, link.incidentId, link.connectionId, link.kind, link.externalId],
  );
}

/** A link in one worker's hands, with its incident as it is now. */
export interface ClaimedLink {
  id: string;
  workspaceId: string;
  incidentId: string;
  connectionId: string;
  kind: LinkKind;
  externalId: string;
  /** `{}` before the first round. */
  agreed: unknown;
  failing: boolean;
  claim: number;
  incidentNumber: number;
  status: Status;
  disposition: Disposition;
  revision: number;
  /** Other alerts linked to the incident that are still open where they are. */
  openSiblings: number;
}

const CLAIM = "claim = claim + 1, claimed_until = now() + interval '2 minutes', claimed_by = $2";
const FREE = "claimed_until = '-infinity', claimed_by = NULL";
const CLAIMED = `SELECT l.id, l.workspace_id AS "workspaceId", l.incident_id AS "incidentId", l.connection_id AS "connectionId", l.kind, l.external_id AS "externalId", l.agreed,
    l.error IS NOT NULL AS failing, l.claim, i.number::float8 AS "incidentNumber", i.status, i.disposition, i.revision,
    (SELECT count(*)::int FROM sync_links s WHERE l.kind = 'alert' AND s.incident_id = l.incident_id AND s.kind = 'alert' AND s.id <> l.id
      AND COALESCE(s.agreed->'seen'->>'status', 'new') NOT IN ('resolved', 'closed')) AS "openSiblings"
  FROM claimed l JOIN incidents i ON i.id = l.incident_id ORDER BY l.id`;

/** Whether the link's connection is frozen. */
const FROZEN = `EXISTS (SELECT 1 FROM freezes f JOIN connections c ON c.workspace_id = f.workspace_id AND c.name = f.name
  WHERE f.thawed_at IS NULL AND f.scope = 'connection' AND c.id = sync_links.connection_id)`;
/** Whether nothing of the link's workspace is told or looked at. */
const ALL_FROZEN = `EXISTS (SELECT 1 FROM freezes f WHERE f.thawed_at IS NULL AND (f.scope = 'everything' OR (f.scope = 'workspace' AND f.workspace_id = sync_links.workspace_id)))`;

/** The links of an incident that a change has not been told to yet, the ticket first; the one it came from is not among them. */
export async function linksToTell(
  client: Queryable,
  change: { id: number; incidentId: string; originLinkId: string | null },
): Promise<{ id: string; frozen: boolean }[]> {
  const result = await client.query<{ id: string; frozen: boolean }>(
    `SELECT id, ${FROZEN} AS frozen FROM sync_links WHERE incident_id = $1 AND COALESCE((agreed->>'upTo')::bigint, 0) < $2 AND id IS DISTINCT FROM $3 ORDER BY kind DESC, id`,
    [change.incidentId, change.id, change.originLinkId],
  );
  return result.rows;
}

/** Takes one link for up to two minutes, or until `worker` is known to be dead; null while somebody else has it. */
export async function claimLink(pool: Pool, worker: string, id: string): Promise<ClaimedLink | null> {
  const text = `WITH claimed AS (UPDATE sync_links SET ${CLAIM} WHERE id = $1 AND claimed_until < now() RETURNING *) ${CLAIMED}`;
  return (await pool.query<ClaimedLink>({ name: "claim-link", text, values: [id, worker] })).rows[0] ?? null;
}

/** Takes up to `limit` links whose time to be looked at has come; what is frozen is left alone, since a look may end in writing. */
export async function claimDueLinks(pool: Pool, worker: string, limit: number): Promise<ClaimedLink[]> {
  const text = `WITH claimed AS (
      UPDATE sync_links SET ${CLAIM}, next_poll_at = now() + interval '2 minutes'
      WHERE id = ANY (ARRAY(SELECT id FROM sync_links WHERE next_poll_at <= now() AND claimed_until < now() AND NOT ${FROZEN} AND NOT ${ALL_FROZEN} ORDER BY next_poll_at LIMIT $1 FOR UPDATE SKIP LOCKED)) RETURNING *
    ) ${CLAIMED}`;
  return (await pool.query<ClaimedLink>({ name: "claim-due-links", text, values: [limit, worker] })).rows;
}

/**
 * Records what was agreed, and gives the link back when it is to be released; `nextPollMs` null for one that need not be looked at any more.
 * False when the claim was no longer ours: then nothing was written.
 */
export async function saveLink(
  client: Queryable,
  link: { id: string; claim: number; agreed: unknown; revision: number; release: boolean; nextPollMs: number | null },
): Promise<boolean> {
  const result = await client.query({
    name: "save-link",
    text: `UPDATE sync_links SET agreed = $3, pushed_revision = $4, error = CASE WHEN $6::boolean THEN NULL ELSE error END,
        claimed_until = CASE WHEN $6 THEN '-infinity' ELSE claimed_until END, claimed_by = CASE WHEN $6 THEN NULL ELSE claimed_by END,
        next_poll_at = CASE WHEN NOT $6 THEN next_poll_at WHEN $5::float8 IS NULL THEN 'infinity' ELSE now() + make_interval(secs => $5::float8 / 1000) END
      WHERE id = $1 AND claim = $2 AND claimed_until > now()`,
    values: [link.id, link.claim, pgJson(link.agreed), link.revision, link.nextPollMs, link.release],
  });
  return result.rowCount === 1;
}

/** Gives a link back as it was, with what went wrong. `agreed` null leaves what was agreed. */
export async function failLink(
  client: Queryable,
  link: { id: string; claim: number; agreed: unknown; error: unknown; nextPollMs: number },
): Promise<void> {
  await client.query(
    `UPDATE sync_links SET error = $3, agreed = COALESCE($4::jsonb, agreed), ${FREE}, next_poll_at = now() + make_interval(secs => $5::float8 / 1000)
     WHERE id = $1 AND claim = $2`,
    [link.id, link.claim, pgJson(link.error), link.agreed === null ? null : pgJson(link.agreed), link.nextPollMs],
  );
}
