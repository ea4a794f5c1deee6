/** Decisions: taken, renewed, reviewed, revoked, superseded. What was decided is never changed; what became of it is added. */
import { newId } from "../ids.ts";
import type { DecisionEvent, DecisionKind } from "../model/decision.ts";
import { appendAudit } from "./audit.ts";
import { bumpContent } from "./content-change.ts";
import type { Client } from "./database.ts";
import { pgJson } from "./json.ts";

export interface NewDecision {
  kind: DecisionKind;
  what: string;
  why: string;
  /** Typed references, as `referenceText` writes them. */
  about: readonly string[];
  evidence: readonly string[];
  by: string;
  until: string | null;
  /** The act that leaves it by itself. */
  origin?: string;
  supersedes?: string | null;
}

/** Writes a decision down; answers its id. The one that it supersedes holds no longer. */
export async function takeDecision(client: Client, workspaceId: string, decision: NewDecision): Promise<string> {
  const { kind, what, why, about, evidence, by, until, origin = "", supersedes = null } = decision;
  const id = newId();
  const taken = eventOf("taken", by, why, until);
  await client.query(
    `INSERT INTO decisions (id, workspace_id, kind, what, why, about, evidence, by, until, origin, supersedes, history, words)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, to_tsvector('simple', $13))`,
    [
      ...[id, workspaceId, kind, what, why, [...new Set(about)], [...new Set(evidence)], by, until, origin, supersedes],
      ...[pgJson([taken]), [what, why, by, ...about].join(" ")],
    ],
  );
  await note(client, workspaceId, id, by, "decision-taken", { kind, what, why, about, until, origin });
  if (supersedes === null) return id;
  const event = eventOf("superseded", by, why, null);
  await client.query(
    "UPDATE decisions SET superseded_by = $3, ended_at = now(), history = history || $4 WHERE workspace_id = $1 AND id = $2",
    [workspaceId, supersedes, id, pgJson([event])],
  );
  await note(client, workspaceId, supersedes, by, "decision-superseded", { by: id });
  return id;
}

interface Change {
  by: string;
  text: string;
}

/** Lets it hold until another time, also when its time was over. False when it was revoked or superseded, or there is none. */
export async function renewDecision(
  client: Client,
  workspaceId: string,
  id: string,
  { by, text, until }: Change & { until: string },
): Promise<boolean> {
  const renewed = await client.query(
    "UPDATE decisions SET until = $3, history = history || $4 WHERE workspace_id = $1 AND id = $2 AND ended_at IS NULL AND jsonb_array_length(history) < 500",
    [workspaceId, id, until, pgJson([eventOf("renewed", by, text, until)])],
  );
  if (renewed.rowCount === 0) return false;
  await note(client, workspaceId, id, by, "decision-renewed", { reason: text, until });
  return true;
}

/** Ends it now. False when it was ended before, or there is none. */
export async function revokeDecision(
  client: Client,
  workspaceId: string,
  id: string,
  { by, text }: Change,
): Promise<boolean> {
  const revoked = await client.query(
    "UPDATE decisions SET ended_at = now(), history = history || $3 WHERE workspace_id = $1 AND id = $2 AND ended_at IS NULL",
    [workspaceId, id, pgJson([eventOf("revoked", by, text, null)])],
  );
  if (revoked.rowCount === 0) return false;
  await note(client, workspaceId, id, by, "decision-revoked", { reason: text });
  return true;
}

/** Writes down that somebody looked at it and lets it stand. False when there is none that holds. */
export async function reviewDecision(
  client: Client,
  workspaceId: string,
  id: string,
  { by, text }: Change,
): Promise<boolean> {
  const reviewed = await client.query(
    "UPDATE decisions SET reviewed_by = $3, reviewed_at = now(), history = history || $4 WHERE workspace_id = $1 AND id = $2 AND ended_at IS NULL AND jsonb_array_length(history) < 500",
    [workspaceId, id, by, pgJson([eventOf("reviewed", by, text, null)])],
  );
  if (reviewed.rowCount === 0) return false;
  await note(client, workspaceId, id, by, "decision-reviewed", { text });
  return true;
}

function eventOf(event: DecisionEvent["event"], by: string, text: string, until: string | null): DecisionEvent {
  return { event, by, at: new Date().toISOString(), text, until };
}

/** Triage works by a copy of what is in force, so whoever caches is told. */
async function note(
  client: Client,
  workspaceId: string,
  id: string,
  actor: string,
  action: string,
  details: Record<string, unknown>,
): Promise<void> {
  await bumpContent(client, workspaceId);
  await appendAudit(client, [{ workspaceId, actor, action, subjectType: "decision", subjectId: id, details }]);
}
