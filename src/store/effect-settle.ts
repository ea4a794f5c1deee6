/** The journal's second half: what became of an effect, and the lease a containment leaves behind. */
import { type Client, together } from "./database.ts";
import { leastIdAt } from "./id-range.ts";
import { pgJson } from "./json.ts";

export interface Settlement {
  effectId: string;
  workspaceId: string;
  status: "applied" | "verified" | "failed" | "unknown";
  output: unknown;
  error: unknown;
  readBack: unknown;
  actor: string;
  /**
   * Present when it is a containment that took hold and has a way back. `target`: the name of the entity that the product was given; `mark`: by what the
   * product tells it from another one of the same, null where it does not say.
   */
  lease: {
    id: string;
    reversal: string;
    seconds: number;
    owner: string;
    reason: string;
    target: string;
    mark: string | null;
  } | null;
  /** It was so before we came: then it is not ours to undo, unless another lease of ours holds it, and not what somebody made since in its place. */
  alreadySo: boolean;
  contains: boolean;
  /** A ticket that was opened, to be kept in step from now on. */
  link: { id: string; kind: string; externalId: string; url: string } | null;
}

const SETTLE = `
WITH input AS (
  SELECT * FROM json_to_recordset($1::json) AS r("effectId" uuid, "workspaceId" uuid, status text, output jsonb, error jsonb, "readBack" jsonb, actor text,
    lease jsonb, "alreadySo" boolean, contains boolean, link jsonb)
), settled AS (
  UPDATE effects e SET status = i.status, output = i.output, error = i.error, read_back = i."readBack", settled_at = now()
  FROM input i WHERE e.id = i."effectId" AND e.id = ANY ($2::uuid[])
  RETURNING e.*
), leased AS (
  INSERT INTO leases (id, workspace_id, effect_id, incident_id, capability, reversal, connection_id, connection, entity_type, entity_key, target, args, mark, owner, reason, expires_at, next_attempt_at)
  SELECT (i.lease->>'id')::uuid, s.workspace_id, s.id, s.incident_id, s.capability, i.lease->>'reversal', s.connection_id, s.connection, s.entity_type, s.entity_key,
    COALESCE(held.target, i.lease->>'target'), CASE WHEN held.target <> i.lease->>'target' THEN held.args ELSE s.args END, i.lease->>'mark',
    i.lease->>'owner', i.lease->>'reason', now() + make_interval(secs => (i.lease->>'seconds')::int), now() + make_interval(secs => (i.lease->>'seconds')::int)
  FROM input i JOIN settled s ON s.id = i."effectId" LEFT JOIN LATERAL (
    SELECT l.target, l.args FROM leases l
    WHERE i."alreadySo" AND l.workspace_id = s.workspace_id AND (l.entity_key = s.entity_key OR l.target = i.lease->>'target') AND l.entity_type = s.entity_type AND l.capability = s.capability AND l.connection = s.connection AND l.status IN ('active', 'releasing')
      AND (l.mark IS NULL OR i.lease->>'mark' IS NULL OR EXISTS (SELECT 1 FROM leases m WHERE m.workspace_id = l.workspace_id AND m.entity_type = l.entity_type
        AND m.target = l.target AND m.capability = l.capability AND m.connection = l.connection AND m.mark = i.lease->>'mark'))
    ORDER BY (l.target = i.lease->>'target') DESC, l.expires_at DESC, l.id DESC LIMIT 1
  ) held ON true
  WHERE jsonb_typeof(i.lease) = 'object' AND (NOT i."alreadySo" OR held.target IS NOT NULL)
  ON CONFLICT (effect_id) DO NOTHING
), already AS MATERIALIZED (
  -- Looked up once and not for each of the others; most of the time there is none.
  SELECT e.*, now() + make_interval(secs => e.lease_seconds) AS until FROM input o JOIN settled e ON e.id = o."effectId" WHERE o."alreadySo" AND jsonb_typeof(o.lease) = 'object'
), beside AS (
  -- An effect leaves one lease, so that its id is good for that as well.
  INSERT INTO leases (id, workspace_id, effect_id, incident_id, capability, reversal, connection_id, connection, entity_type, entity_key, target, args, mark, owner, reason, expires_at, next_attempt_at)
  SELECT DISTINCT ON (u.id) u.id, u.workspace_id, u.id, u.incident_id, u.capability, i.lease->>'reversal', u.connection_id, u.connection, u.entity_type, u.entity_key, i.lease->>'target', s.args, i.lease->>'mark',
    'playbook:' || u.playbook, COALESCE(NULLIF(u.args->>'reason', ''), i.lease->>'reason'), u.until, u.until
  FROM input i JOIN settled s ON s.id = i."effectId" CROSS JOIN LATERAL (
    SELECT * FROM already
    UNION ALL SELECT * FROM (
      SELECT e.*, e.settled_at + make_interval(secs => e.lease_seconds) AS until FROM effects e
      WHERE e.workspace_id = s.workspace_id AND e.entity_key = s.entity_key AND e.id > $3::uuid AND e.status IN ('applied', 'verified') AND e.lease_seconds IS NOT NULL AND e.settled_at >= s.intended_at OFFSET 0
    ) known
  ) u
  WHERE jsonb_typeof(i.lease) = 'object' AND NOT i."alreadySo" AND u.id <> s.id AND u.workspace_id = s.workspace_id AND u.entity_key = s.entity_key AND u.entity_type = s.entity_type
    AND u.capability = s.capability AND u.connection = s.connection AND u.until > now()
    AND NOT EXISTS (SELECT 1 FROM leases l WHERE l.effect_id = u.id)
  ORDER BY u.id
  ON CONFLICT (effect_id) DO NOTHING
), linked AS (
  INSERT INTO sync_links (id, workspace_id, incident_id, connection_id, kind, external_id, url, pushed_revision)
  SELECT (i.link->>'id')::uuid, s.workspace_id, s.incident_id, s.connection_id, i.link->>'kind', i.link->>'externalId', i.link->>'url', 0
  FROM input i JOIN settled s ON s.id = i."effectId" WHERE jsonb_typeof(i.link) = 'object' AND s.incident_id IS NOT NULL
  ON CONFLICT (connection_id, kind, external_id, incident_id) DO NOTHING
), contained AS (
  UPDATE incidents SET contained_at = now()
  WHERE id = ANY (ARRAY(SELECT s.incident_id FROM input i JOIN settled s ON s.id = i."effectId" WHERE i.contains)) AND contained_at IS NULL
), audited AS (
  INSERT INTO audit (workspace_id, actor, action, subject_type, subject_id, details)
  SELECT "workspaceId", actor, 'effect-' || status, 'effect', "effectId"::text, jsonb_strip_nulls(jsonb_build_object('error', error, 'readBack', "readBack")) FROM input
)
SELECT id FROM settled`;

/** How long ago an effect may have been asked for that turns out to be held by what another one did. */
const BESIDE_MS = 24 * 3_600_000;

/**
 * Settles effects; answers nothing of use. What was so already because of another lease is held on, by the name that lease acts on: the product took both
 * names for one thing, or somebody else contained the second, and then that is not ours to undo. Where what made it so is settled only later, or at the same
 * time, that one's lease has the other beside it.
 */
export async function settleEffects(client: Client, settlements: Settlement[]): Promise<void> {
  const locked = lockContained(client, settlements);
  const settled = client.query({
    name: "settle-effects",
    text: SETTLE,
    values: [pgJson(settlements), settlements.map(({ effectId }) => effectId), leastIdAt(new Date(), -BESIDE_MS)],
  });
  await together([locked, settled]);
}

/** Who settles containments of the same thing at the same moment does it one after the other, and sees what the one before has left. */
const LOCK = `SELECT pg_advisory_xact_lock(name) FROM (
  SELECT DISTINCT hashtextextended(workspace_id || ' ' || connection || ' ' || capability || ' ' || entity_key, 73) AS name FROM effects WHERE id = ANY ($1::uuid[]) ORDER BY 1
) contained`;

async function lockContained(client: Client, settlements: readonly Settlement[]): Promise<void> {
  const leasing = settlements.filter(({ lease }) => lease !== null).map(({ effectId }) => effectId);
  if (leasing.length > 0) await client.query({ name: "lock-contained", text: LOCK, values: [leasing] });
}
