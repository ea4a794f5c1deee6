/** What the past left to decide anew: incidents with their facts, and effects with what was asked of the policies. Read in the order of their ids, a batch at a time. */
import { type IncidentFacts, wholeFacts } from "../model/incident.ts";
import type { EffectClass } from "../model/scale.ts";
import type { Queryable } from "./database.ts";
import { withinRange } from "./id-range.ts";
import { type Condition, joinConditions } from "./page.ts";

export interface PastRange {
  since: string;
  until: string;
}

export interface Batch {
  /** The id that the batch before ended with; null for the first. */
  after: string | null;
  limit: number;
}

export interface PastFactsRow {
  id: string;
  number: number;
  facts: IncidentFacts;
}

/** Incidents that were opened in a range and have their facts still. */
export async function pastFacts(
  client: Queryable,
  workspaceId: string,
  range: PastRange,
  batch: Batch,
): Promise<PastFactsRow[]> {
  const select =
    "SELECT i.id, i.number::int AS number, f.facts FROM incidents i JOIN incident_facts f ON f.incident_id = i.id";
  return nextOf<PastFactsRow>(client, select, ["i.id", "i.opened_at"], { workspaceId, alias: "i", range, batch });
}

export interface PastEffectRow {
  id: string;
  incidentId: string;
  number: number;
  facts: IncidentFacts;
  playbook: string;
  /** Of the version that asked for it; null where that is not known. */
  maturity: string | null;
  capability: string;
  effectClass: EffectClass;
  entityType: string;
  entityKey: string;
  /** What was decided then. */
  decision: string;
  at: Date;
}

/** Effects that runs asked for in a range, of incidents that have their facts still; what took something back is not among them. */
export async function pastEffects(
  client: Queryable,
  workspaceId: string,
  range: PastRange,
  batch: Batch,
): Promise<PastEffectRow[]> {
  const select = `SELECT e.id, e.incident_id AS "incidentId", i.number::int AS number, f.facts, e.playbook, v.program->>'maturity' AS maturity, e.capability,
    e.effect_class AS "effectClass", e.entity_type AS "entityType", e.entity_key AS "entityKey", COALESCE(e.guard->>'decision', '') AS decision, e.intended_at AS at
    FROM effects e JOIN incidents i ON i.id = e.incident_id JOIN incident_facts f ON f.incident_id = e.incident_id
    LEFT JOIN runs r ON r.id = e.run_id LEFT JOIN playbook_versions v ON v.id = r.program_id`;
  const of = { workspaceId, alias: "e", range, batch };
  return nextOf<PastEffectRow>(client, select, ["e.id", "e.intended_at"], of, [
    ["e.reverses IS NULL AND e.run_id IS NOT NULL AND r.shadow IS NOT TRUE"],
  ]);
}

async function nextOf<T extends { facts: IncidentFacts }>(
  client: Queryable,
  select: string,
  [id, moment]: readonly [string, string],
  of: { workspaceId: string; alias: string; range: PastRange; batch: Batch },
  more: Condition[] = [],
): Promise<T[]> {
  const { workspaceId, alias, range, batch } = of;
  const { where, values } = joinConditions([
    [`${alias}.workspace_id = ?`, workspaceId],
    ...withinRange(id, moment, range),
    [`${id} > ?::uuid`, batch.after ?? undefined],
    ...more,
  ]);
  values.push(batch.limit);
  const found = await client.query<T>(`${select} WHERE ${where} ORDER BY ${id} LIMIT $${values.length}`, values);
  return found.rows.map((row) => ({ ...row, facts: wholeFacts(row.facts) }));
}
