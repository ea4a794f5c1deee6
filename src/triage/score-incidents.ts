/** Lets the models in force look at new incidents, beside the way of an alert: what waits for them is nothing. */
import { isCordonError, toErrorJson } from "../errors.ts";
import type { Log } from "../log.ts";
import { isSilent } from "../model/autonomy.ts";
import type { IncidentFacts } from "../model/incident.ts";
import { autonomyOf } from "../store/autonomy.ts";
import { type Database, inWorkspace } from "../store/database.ts";
import { addProposal } from "../store/proposal.ts";
import {
  isStillInForce,
  type ModelInForce,
  modelsInForce,
  type NewScore,
  readModel,
  unscoredIncidents,
  writeScores,
} from "../store/triage.ts";
import { featureWords } from "./feature-words.ts";
import type { TriageModel } from "./model.ts";
import { contributionsOf, newScoring, type Score } from "./score.ts";
import { modelOf } from "./stored.ts";

/** Older ones are people's already. */
const DAYS = 2;
/** Incidents of a workspace in one round. */
const AT_ONCE = 100;

/** The work of a loop: answers how many incidents were scored. A workspace whose model cannot be used is left out, and logged. */
export function newIncidentScoring(database: Database, log: Log): (now: Date) => Promise<number> {
  const ready = new Map<string, TriageModel>();
  return async (now) => {
    const inForce = await modelsInForce(database.system);
    for (const id of ready.keys()) if (!inForce.some(({ modelId }) => modelId === id)) ready.delete(id);
    let scored = 0;
    for (const one of inForce) {
      try {
        scored += await scoreIn(database, ready, one, now);
      } catch (error) {
        if (!isCordonError(error)) throw error;
        log.error({ workspace: one.workspaceId, error: toErrorJson(error) }, "a triage model cannot be used");
      }
    }
    return scored;
  };
}

function scoreIn(
  database: Database,
  ready: Map<string, TriageModel>,
  { workspaceId, modelId, number }: ModelInForce,
  now: Date,
): Promise<number> {
  return inWorkspace(database, workspaceId, async (client) => {
    // Whoever takes it out of force waits for what is proposed here, and takes it back.
    if (!(await isStillInForce(client, workspaceId, modelId))) return 0;
    const since = new Date(now.getTime() - DAYS * 86_400_000);
    const waiting = await unscoredIncidents(client, workspaceId, { modelId, since, limit: AT_ONCE });
    if (waiting.length === 0) return 0;
    const model = ready.get(modelId) ?? modelOf((await readModel(client, workspaceId, number))!);
    ready.set(modelId, model);
    const score = newScoring(model);
    const scored = waiting.map((one) => {
      const made = score(one.facts);
      return { ...one, made, disposition: made.verdict === null ? null : model.words[made.verdict] };
    });
    const scores = scored.map(({ id, made, disposition }): NewScore => {
      return { incidentId: id, probability: made.probability, disposition };
    });
    const written = await writeScores(client, workspaceId, modelId, scores);
    const author = `triage:${number}`;
    const autonomy = (await autonomyOf(client, [workspaceId])).get(workspaceId)!;
    for (const { id, type, facts, alert, made, disposition } of scored) {
      if (disposition === null || !written.has(id) || isSilent(autonomy, type, author)) continue;
      const reason = { text: inWords(made, model, facts), evidence: alert === null ? [id] : [id, alert] };
      const content = { kind: "disposition", disposition } as const;
      const proposal = { incidentId: id, content, reasons: [reason], author, by: "system" };
      await addProposal(client, workspaceId, proposal);
    }
    return waiting.length;
  });
}

function inWords({ probability }: Score, model: TriageModel, facts: IncidentFacts): string {
  const heavy = contributionsOf(model, facts)
    .slice(0, 4)
    .map(({ feature, weight }) => `${featureWords(feature)} (${weight > 0 ? "for" : "against"})`);
  return `Harmful with a probability of ${(100 * probability).toFixed(1)} %, by what people said of incidents like it; most weight had ${heavy.join(", ")}.`.slice(
    0,
    2_000,
  );
}
