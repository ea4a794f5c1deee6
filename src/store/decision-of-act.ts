/** What people do against the machine's word leaves a decision by itself, with the reason they gave. */
import type { DecisionKind } from "../model/decision.ts";
import type { Client } from "./database.ts";
import { takeDecision } from "./decision.ts";

export interface Act {
  /** As the audit record names it. */
  origin: string;
  by: string;
  what: string;
  why: string | null;
  about: readonly string[];
  evidence: readonly string[];
  kind?: DecisionKind;
  until?: string;
}

/** Leaves a decision of an act; nothing where no person acted, as where another system's edit comes in. */
export async function noteAct(client: Client, workspaceId: string, act: Act): Promise<void> {
  if (!/^(?:person|token):/.test(act.by)) return;
  const { origin, by, what, about, evidence, kind = "override", until = null } = act;
  const why = act.why === null || act.why.trim() === "" ? "No reason was given." : act.why;
  await takeDecision(client, workspaceId, { kind, what, why, about, evidence, by, until, origin });
}

/** References of an incident, for decisions about what it is made of. */
export async function subjectsOf(client: Client, workspaceId: string, incidentId: string): Promise<string[]> {
  const found = await client.query<{ references: string[] }>(
    `SELECT ARRAY['incident:' || id, 'incident-type:' || type_id, 'entity:' || entity_type || ':' || entity_key] AS references
     FROM incidents WHERE workspace_id = $1 AND id = $2`,
    [workspaceId, incidentId],
  );
  return found.rows[0]?.references ?? [];
}
