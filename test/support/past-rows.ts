/** Runs of the past as rows, as the engine and the journal would have left them. */

import { capabilities } from "../../src/connector/capabilities/catalog.ts";
import { newId } from "../../src/ids.ts";
import { checkPlaybook } from "../../src/playbook/check.ts";
import { findingText } from "../../src/playbook/finding.ts";
import type { Program } from "../../src/playbook/program.ts";
import type { Answer } from "../../src/playbook/simulate.ts";
import type { Work } from "../../src/playbook/state.ts";
import { targetOf } from "../../src/respond/target.ts";
import { applyPlaybook, playbooksInForce } from "../../src/store/content.ts";
import { type Database, transaction } from "../../src/store/database.ts";
import { factsOfIncidents } from "../../src/store/run-load.ts";
import { pastIncidentOf } from "./past-incident.ts";

/** Puts a sound playbook in force; answers its version. */
export async function inForce(
  database: Database,
  workspaceId: string,
  source: string,
): Promise<{ versionId: string; program: Program }> {
  const name = /^playbook: (.*)$/m.exec(source)?.[1] ?? "";
  const { program, hash, findings } = checkPlaybook(source, { file: `${name}/playbook.yaml` });
  if (program === undefined) throw new Error(findings.map(findingText).join("\n"));
  return transaction(database.system, async (client) => {
    await applyPlaybook(client, workspaceId, { name, hash, source, program, by: "system" });
    const [version] = (await playbooksInForce(client, workspaceId)).filter((one) => one.name === name);
    return { versionId: version!.id, program };
  });
}

/** An ended run of a version on an incident that is there, with these answers. */
export async function seedPastRun(
  database: Database,
  run: { workspaceId: string; incidentId: string; versionId: string; program: Program },
  answer: (work: Work) => Answer | undefined,
  status = "done",
): Promise<void> {
  const { workspaceId, incidentId, versionId, program } = run;
  await transaction(database.system, async (client) => {
    const facts = (await factsOfIncidents(client, [incidentId])).get(incidentId)!;
    const past = pastIncidentOf(program, answer, facts, versionId);
    const { lines } = past.runs[0]!;
    const id = newId();
    await client.query(
      `INSERT INTO runs (id, workspace_id, subject_id, program_id, status, state, position, ended_at) VALUES ($1, $2, $3, $4, $5, '{}', $6, now())`,
      [id, workspaceId, incidentId, versionId, status, lines.length],
    );
    await client.query("INSERT INTO run_moves (run_id, position, workspace_id, lines) VALUES ($1, 0, $2, $3)", [
      id,
      workspaceId,
      JSON.stringify(lines),
    ]);
  });
}

/** What an effect that happened leaves in the journal. */
export async function seedPastEffect(
  database: Database,
  effect: {
    workspaceId: string;
    incidentId: string;
    capability: string;
    args: Record<string, unknown>;
    output: unknown;
  },
): Promise<void> {
  const id = newId();
  const capability = capabilities.get(effect.capability)!;
  const { effect: effectClass, input } = capability;
  const { type, key } = targetOf(capability, effect.args);
  await database.system.query(
    `INSERT INTO effects (id, workspace_id, incident_id, run_id, step, playbook, idempotency_key, capability, effect_class, connection, entity_type, entity_key, args, args_hash, guard, status, output, settled_at)
     VALUES ($1::uuid, $2, $3, $1, 's', 'p', $1::uuid::text, $4, $5, 'c', $8, $9, $6, 'h', '{}', 'verified', $7, now())`,
    [
      id,
      effect.workspaceId,
      effect.incidentId,
      effect.capability,
      effectClass,
      JSON.stringify(input.parse(effect.args)),
      JSON.stringify(effect.output),
      type,
      key,
    ],
  );
}
