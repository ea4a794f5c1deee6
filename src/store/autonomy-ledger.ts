/** The ledger: every playbook and type that was moved or observed, what was agreed on, and each move with its decision. */
import { type AutonomyStage, isProposer } from "../model/autonomy.ts";
import { appendAudit } from "./audit.ts";
import type { Client, Queryable } from "./database.ts";
import { takeDecision } from "./decision.ts";

/** A playbook, or what proposes, with incidents of one type. */
export interface Pair {
  incidentType: string;
  playbook: string;
}

export interface LedgerRow extends Pair {
  /** Null while it is where the settings begin. */
  stage: AutonomyStage | null;
  since: Date;
  by: string;
  reason: string;
  /** Who asked for the next stage and waits for a second person; for two weeks. */
  proposedBy: string | null;
  /** Of what people judged since the stage began: how many they agreed with. */
  agreed: number;
  judged: number;
  /** What stood because nobody said otherwise. */
  stood: number;
}

const PAIRS = `(SELECT incident_type, playbook FROM autonomy_stages WHERE workspace_id = $1 UNION SELECT incident_type, playbook FROM autonomy_observations WHERE workspace_id = $1)`;
const LEDGER = `SELECT p.incident_type AS "incidentType", p.playbook, s.stage, COALESCE(s.since, o.first, now()) AS since, COALESCE(s.by, 'system') AS by, COALESCE(s.reason, '') AS reason,
    CASE WHEN s.proposed_at > now() - interval '14 days' THEN s.proposed_by END AS "proposedBy", COALESCE(o.agreed, 0) AS agreed, COALESCE(o.judged, 0) AS judged, COALESCE(o.stood, 0) AS stood
  FROM ${PAIRS} p LEFT JOIN autonomy_stages s ON s.workspace_id = $1 AND s.incident_type = p.incident_type AND s.playbook = p.playbook,
    LATERAL (SELECT min(at) AS first, count(*) FILTER (WHERE agreed AND judged)::int AS agreed, count(*) FILTER (WHERE judged)::int AS judged, count(*) FILTER (WHERE NOT judged)::int AS stood
      FROM autonomy_observations v WHERE v.workspace_id = $1 AND v.incident_type = p.incident_type AND v.playbook = p.playbook AND v.at >= COALESCE(s.since, '-infinity')) o`;

/** All of a workspace, by type and playbook: at most 2,000. */
export async function ledgerOf(client: Queryable, workspaceId: string): Promise<LedgerRow[]> {
  return (await client.query<LedgerRow>(`${LEDGER} ORDER BY 1, 2 LIMIT 2000`, [workspaceId])).rows;
}

/** One of it; null where the pair was neither moved nor observed. */
export async function ledgerRow(client: Queryable, workspaceId: string, pair: Pair): Promise<LedgerRow | null> {
  const found = await client.query<LedgerRow>(`${LEDGER} WHERE p.incident_type = $2 AND p.playbook = $3`, [
    ...[workspaceId, pair.incidentType, pair.playbook],
  ]);
  return found.rows[0] ?? null;
}

export interface ObservationRow {
  source: "approval" | "shadow" | "run" | "proposal";
  subjectId: string;
  incidentId: string;
  agreed: boolean;
  judged: boolean;
  text: string;
  at: Date;
}

/** What was observed of a pair from a moment on: the newest so many, the oldest of them first. */
export async function observationsOf(
  client: Queryable,
  workspaceId: string,
  pair: Pair,
  { since, limit }: { since: Date; limit: number },
): Promise<ObservationRow[]> {
  const found = await client.query<ObservationRow>(
    `SELECT * FROM (SELECT source, subject_id AS "subjectId", incident_id AS "incidentId", agreed, judged, text, at FROM autonomy_observations
       WHERE workspace_id = $1 AND incident_type = $2 AND playbook = $3 AND at >= $4 ORDER BY at DESC, subject_id DESC LIMIT $5) newest ORDER BY at, "subjectId"`,
    [workspaceId, pair.incidentType, pair.playbook, since, limit],
  );
  return found.rows;
}

/** One mover of a pair at a time, until the transaction ends. */
export async function lockPair(client: Client, workspaceId: string, pair: Pair): Promise<void> {
  const key = `autonomy ${workspaceId} ${pair.incidentType} ${pair.playbook}`;
  await client.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 78))", [key]);
}

export interface StageMove {
  from: AutonomyStage;
  to: AutonomyStage;
  by: string;
  reason: string;
  /** What was measured at that moment, in words, where the reason does not say it: agreement is counted anew afterwards. */
  measured?: string;
  /** What speaks for it. */
  incidents: readonly string[];
}

/** Moves a pair to a stage, with the decision that it is; answers the decision's id. Agreement is counted anew from here. */
export async function moveStage(client: Client, workspaceId: string, pair: Pair, move: StageMove): Promise<string> {
  const { from, to, by, reason, measured = "", incidents } = move;
  const { incidentType, playbook } = pair;
  await client.query(
    `INSERT INTO autonomy_stages (workspace_id, incident_type, playbook, stage, by, reason) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (workspace_id, incident_type, playbook) DO UPDATE SET stage = excluded.stage, since = now(), by = excluded.by, reason = excluded.reason,
       proposed_by = NULL, proposed_at = NULL`,
    [workspaceId, incidentType, playbook, to, by, reason],
  );
  const decision = {
    ...({ kind: "autonomy", by, why: reason, until: null, origin: "autonomy-moved" } as const),
    what: `${isProposer(playbook) ? "What proposes as" : "The playbook"} ${playbook} moves from ${from} to ${to} for incidents of type ${incidentType}.${measured === "" ? "" : ` ${measured}`}`,
    about: [`playbook:${playbook}`, `incident-type:${incidentType}`],
    evidence: incidents.map((id) => `incident:${id}`),
  };
  const id = await takeDecision(client, workspaceId, decision);
  await note(client, workspaceId, pair, by, "autonomy-moved", { from, to, reason, measured, decision: id });
  return id;
}

/** Writes down that somebody asks for the next stage; a second person makes it so. */
export async function proposeStage(
  client: Client,
  workspaceId: string,
  pair: Pair,
  { stage, by, reason }: { stage: AutonomyStage; by: string; reason: string },
): Promise<void> {
  await client.query(
    `INSERT INTO autonomy_stages AS s (workspace_id, incident_type, playbook, stage, since, proposed_by, proposed_at)
     VALUES ($1, $2, $3, $4, COALESCE((SELECT min(at) FROM autonomy_observations WHERE workspace_id = $1 AND incident_type = $2 AND playbook = $3), now()), $5, now())
     ON CONFLICT (workspace_id, incident_type, playbook) DO UPDATE SET proposed_by = excluded.proposed_by, proposed_at = now()`,
    [workspaceId, pair.incidentType, pair.playbook, stage, by],
  );
  await note(client, workspaceId, pair, by, "autonomy-promotion-asked", { reason });
}

function note(client: Client, workspaceId: string, pair: Pair, actor: string, action: string, details: object) {
  const subject = { subjectType: "autonomy", subjectId: `${pair.playbook} ${pair.incidentType}` };
  return appendAudit(client, [{ workspaceId, actor, action, ...subject, details: { ...pair, ...details } }]);
}
