/** Rows as the pipeline would have left them, for tests of what reads them. */

import { insertRuns } from "../../src/engine/run-table.ts";
import { newId } from "../../src/ids.ts";
import { type ApprovalTerms, DEFAULT_TERMS, type EffectInWords } from "../../src/model/approval.ts";
import type { IncidentFacts } from "../../src/model/incident.ts";
import { type Severity, severityId } from "../../src/model/scale.ts";
import { applyPlaybook } from "../../src/store/content.ts";
import { type Client, type Database, transaction } from "../../src/store/database.ts";
import { askForms } from "../../src/store/form.ts";
import { insertIncidents, reserveNumbers } from "../../src/store/incident-write.ts";

export interface SeededIncident {
  id: string;
  number: number;
}

/** An open incident about a user. */
export function seedIncident(
  database: Database,
  workspaceId: string,
  given: {
    title?: string;
    severity?: Severity;
    entityKey?: string;
    source?: string;
    alerts?: string[];
    connectionId?: string;
    facts?: Partial<IncidentFacts>;
  } = {},
): Promise<SeededIncident> {
  return transaction(database.system, async (client) => {
    const id = newId();
    const number = await reserveNumbers(client, workspaceId, 1);
    const facts = { ...factsOf(id, number, given), ...given.facts, id, number };
    await insertIncidents(client, [
      {
        id,
        workspaceId,
        number,
        status: "new",
        priority: "medium",
        disposition: "unknown",
        initialDisposition: "suspicious",
        dispositionReason: "The source says so.",
        connectionId: given.connectionId ?? newId(),
        typeId: "intrusions/privileged-account-compromise",
        typeReason: "Rule matched.",
        taxonomyVersion: 1,
        lastAlertAt: facts.openedAt,
        queue: null,
        handoffReason: null,
        acknowledgedAt: null,
        closedAt: null,
        acknowledgeBy: null,
        containBy: null,
        resolveBy: null,
        escalations: [],
        facts,
        told: true,
        alerts: (given.alerts ?? []).map((alert) => ({ id: alert, reason: "opened" })),
      },
    ]);
    return { id, number };
  });
}

function factsOf(
  id: string,
  number: number,
  given: { title?: string; severity?: Severity; entityKey?: string; source?: string },
): IncidentFacts {
  const severity = given.severity ?? "high";
  const key = given.entityKey ?? "ada@example.com";
  const entity: IncidentFacts["entity"] = {
    type: "user",
    key,
    name: key,
    role: "affected",
    aliases: [],
    criticality: "medium",
    privileged: false,
    serviceAccount: false,
    protected: false,
    owner: "",
    department: "",
    tags: [],
  };
  return {
    id,
    number,
    title: given.title ?? "Sign-in from two countries",
    type: "intrusions/privileged-account-compromise",
    severity,
    severityId: severityId(severity),
    priority: "medium",
    initialDisposition: "suspicious",
    source: given.source ?? "okta",
    ruleId: "r1",
    ruleName: "Impossible travel",
    categories: [],
    techniques: ["T1078"],
    confidence: 80,
    controlOutcome: "unknown",
    entity,
    entities: [entity],
    users: [key],
    devices: [],
    ips: [],
    accessKeys: [],
    observables: [],
    alertCount: 1,
    observations: [],
    firstEventAt: new Date().toISOString(),
    openedAt: new Date().toISOString(),
    alertUid: "u1",
    connection: "okta",
  };
}

export interface SeededResponse {
  runId: string;
  effectId: string;
  approvalId: string;
  leaseId: string;
  argsHash: string;
}

const seededWords: EffectInWords = {
  what: "suspend account ada@example.com by corp",
  on: "user ada@example.com",
  known: "medium criticality",
  howLong: "4h, then it is undone",
  why: "Suspend the account",
  incident: "1: Sign-in from two countries",
  evidence: "one alert from Okta",
  playbook: "seeded version 1",
  policy: "No policy decides.",
  needs: "one yes, of somebody with the role approver",
};

/** A waiting run on an incident, with one effect that awaits an approval and one containment in force. */
export function seedResponse(
  database: Database,
  workspaceId: string,
  incidentId: string,
  terms: Partial<ApprovalTerms> = {},
): Promise<SeededResponse> {
  return transaction(database.system, async (client) => {
    const runId = await seedRun(client, workspaceId, incidentId);
    const [effectId, approvalId, leaseId] = [newId(), newId(), newId()];
    const argsHash = "a".repeat(64);
    await seedEffect(client, { id: effectId, workspaceId, incidentId, runId, status: "awaiting", argsHash });
    await client.query(
      `INSERT INTO approvals (id, workspace_id, effect_id, incident_id, run_id, args_hash, summary, reason, words, terms, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, 'Suspend ada', 'No policy decides.', $7, $8, now() + interval '1 hour')`,
      [approvalId, workspaceId, effectId, incidentId, runId, argsHash, seededWords, { ...DEFAULT_TERMS, ...terms }],
    );
    const contained = newId();
    await seedEffect(client, { id: contained, workspaceId, incidentId, runId, status: "verified", argsHash });
    await client.query(
      `INSERT INTO leases (id, workspace_id, effect_id, incident_id, capability, reversal, connection_id, connection, entity_type, entity_key, target, args, owner, reason, expires_at, next_attempt_at)
       VALUES ($1, $2, $3, $4, 'identity.suspend-user', 'identity.restore-user', $5, 'corp', 'user', 'ada@example.com', 'ada@example.com', '{}', 'playbook:t', 'why', now() + interval '4 hours', now() + interval '4 hours')`,
      [leaseId, workspaceId, contained, incidentId, newId()],
    );
    return { runId, effectId, approvalId, leaseId, argsHash };
  });
}

/** A form that nobody has answered, of a run that waits; its incident is handed to the queue it asks. */
export async function seedForm(
  database: Database,
  run: { workspaceId: string; incidentId: string; runId: string },
): Promise<string> {
  const id = newId();
  const fields = [{ name: "known", ask: "Do you know them?", type: "boolean" }];
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
  const asked = { playbook: "seeded", queue: "soc", reason: "Is it known?", fields, expiresAt, actor: "system" };
  await transaction(database.system, (client) => askForms(client, [{ id, ...run, key: "ask", ...asked }]));
  return id;
}

/** A run that waits in its one version. */
export async function seedRun(client: Client, workspaceId: string, incidentId: string): Promise<string> {
  const program = { name: "seeded", nodes: {}, start: "a" };
  await applyPlaybook(client, workspaceId, {
    name: "seeded",
    hash: "h",
    source: "playbook: seeded\n",
    program,
    by: "system",
  });
  const version = await client.query<{ id: string }>(
    "SELECT id FROM playbook_versions WHERE workspace_id = $1 AND name = 'seeded'",
    [workspaceId],
  );
  const id = newId();
  await insertRuns(
    client,
    [{ id, workspaceId, subjectId: incidentId, programId: version.rows[0]!.id, state: { tokens: [] } }],
    null,
  );
  await client.query(
    "UPDATE runs SET status = 'waiting', wake_at = now() + interval '1 hour', position = 1 WHERE id = $1",
    [id],
  );
  await client.query(
    `INSERT INTO run_moves (run_id, position, workspace_id, lines)
     VALUES ($1, 0, $2, '[{"step":"who","kind":"action","attempt":1,"status":"succeeded","output":{"found":true},"error":null}]')`,
    [id, workspaceId],
  );
  return id;
}

async function seedEffect(
  client: Client,
  effect: { id: string; workspaceId: string; incidentId: string; runId: string; status: string; argsHash: string },
): Promise<void> {
  const guard = { decision: "ask", policies: [], reason: "No policy decides.", budgets: [] };
  await client.query(
    `INSERT INTO effects (id, workspace_id, incident_id, run_id, step, playbook, idempotency_key, capability, effect_class, connection, entity_type, entity_key, args, args_hash, guard, status)
     VALUES ($1::uuid, $2, $3, $4, 'suspend', 'seeded', $1::uuid::text, 'identity.suspend-user', 'contain', 'corp', 'user', 'ada@example.com', '{"user":"ada@example.com"}', $5, $6, $7)`,
    [
      effect.id,
      effect.workspaceId,
      effect.incidentId,
      effect.runId,
      effect.argsHash,
      JSON.stringify(guard),
      effect.status,
    ],
  );
}
