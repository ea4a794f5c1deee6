import { InputError, TransientError } from "../../errors.ts";
import { type Database, inWorkspace } from "../../store/database.ts";
import { asReader } from "../../store/reader.ts";
import { factsOfIncidents } from "../../store/run-load.ts";
import { listModels, readModel, retireModel, type StoredModel } from "../../store/triage.ts";
import { featureWords } from "../../triage/feature-words.ts";
import { evaluate, trainAndKeep } from "../../triage/keep.ts";
import { reliabilityChart } from "../../triage/reliability-chart.ts";
import { contributionsOf, newScoring } from "../../triage/score.ts";
import { modelOf } from "../../triage/stored.ts";
import { notFound } from "../authenticate.ts";
import { incidentParams } from "../contract/incident.ts";
import { Done } from "../contract/page.ts";
import * as contract from "../contract/triage.ts";
import type { ApiDeps } from "../deps.ts";
import { ENGINEERS, READERS, type Route, route } from "../door.ts";
import { Streamed } from "../streamed.ts";
import { idOf } from "../whole-incident.ts";

const tag = "triage";

/** The workspace's own triage model: trained, tried, explained, taken out of force. */
export function triageRoutes(deps: ApiDeps): Route[] {
  return [listOf(deps), trainNew(deps), retire(deps), evaluation(deps), chart(deps), explain(deps)];
}

function listOf({ database }: ApiDeps): Route {
  const summary = "List triage models with their figures, newest first";
  return route(
    { method: "get", path: "/v1/triage/models", tag, summary, needs: READERS, answer: contract.TriageModels },
    async ({ caller: { workspaceId } }) => ({
      items: withStanding(await inWorkspace(database, workspaceId, (client) => listModels(client, workspaceId))),
    }),
  );
}

/** The newest that is not retired is in force. */
function withStanding(models: StoredModel[]): (Omit<StoredModel, "id"> & { inForce: boolean })[] {
  const inForce = models.find(({ retiredAt }) => retiredAt === null)?.number;
  return models.map(({ id: _id, ...model }) => ({ ...model, inForce: model.number === inForce }));
}

function trainNew({ database, clock }: ApiDeps): Route {
  const summary = "Train a triage model on what people said of this workspace's incidents, and put it in force";
  const { TrainTriage: body, TriageModel: answer } = contract;
  const training = new Set<string>();
  return route(
    { method: "post", path: "/v1/triage/models", tag, summary, needs: ENGINEERS, body, status: 201, answer },
    async ({ caller: { workspaceId }, actor: by, body: { precision, heldToo, since } }) => {
      // It keeps a processor busy for seconds.
      if (training.size > 0)
        throw new TransientError("triage.busy", "A triage model is being trained right now; try again in a minute.", {
          retryAfterMs: 30_000,
        });
      training.add(workspaceId);
      try {
        const from = since === undefined ? yearBefore(clock.now()) : new Date(since);
        // As nobody in particular: everybody asks the model, so it learns from no restricted incident.
        const number = await asReader(null, () =>
          trainAndKeep(database, { workspaceId, precision, heldToo, since: from, by }),
        );
        const models = await inWorkspace(database, workspaceId, (client) => listModels(client, workspaceId));
        return withStanding(models).find((model) => model.number === number);
      } finally {
        training.delete(workspaceId);
      }
    },
  );
}

function yearBefore(now: Date): Date {
  return new Date(now.getTime() - 365 * 86_400_000);
}

function retire({ database }: ApiDeps): Route {
  const summary = "Take a triage model out of force; the one before it that is not retired comes back";
  return route(
    {
      method: "post",
      path: "/v1/triage/models/{number}/retire",
      tag,
      summary,
      needs: ENGINEERS,
      params: contract.modelParams,
      answer: Done,
    },
    async ({ caller: { workspaceId }, actor, params: { number } }) => {
      const retired = await inWorkspace(database, workspaceId, (client) =>
        retireModel(client, workspaceId, number, actor),
      );
      if (!retired) throw notFound("triage model in force", String(number));
      return { done: true };
    },
  );
}

function evaluation({ database }: ApiDeps): Route {
  const summary = "How a triage model does on incidents opened after all that it was trained on";
  const { modelQuery: query, TriageEvaluation: answer } = contract;
  return route(
    { method: "get", path: "/v1/triage/evaluation", tag, summary, needs: READERS, query, answer },
    async ({ caller: { workspaceId }, query: { model = null } }) => {
      const found = await evaluate(database, { workspaceId, number: model });
      if (found === null) throw await noModel(database, workspaceId, model);
      return found;
    },
  );
}

function chart({ database }: ApiDeps): Route {
  const summary = "The reliability diagram of a triage model, as SVG";
  const { modelQuery: query } = contract;
  return route(
    { method: "get", path: "/v1/triage/reliability", tag, summary, needs: READERS, query, streams: true },
    async ({ caller: { workspaceId }, query: { model = null } }) => {
      const found = await inWorkspace(database, workspaceId, (client) => readModel(client, workspaceId, model));
      if (found === null) throw await noModel(database, workspaceId, model);
      const figures = found.figures as unknown as contract.TriageFigures;
      return new Streamed("image/svg+xml", once(reliabilityChart(figures)));
    },
  );
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

function explain({ database }: ApiDeps): Route {
  const summary = "What the triage model in force, or another, makes of an incident, and why";
  const { modelQuery: query, TriageExplanation: answer } = contract;
  const path = "/v1/incidents/{incident}/triage";
  return route(
    { method: "get", path, tag: "incidents", summary, needs: READERS, params: incidentParams, query, answer },
    async ({ caller: { workspaceId }, params: { incident }, query: { model = null } }) => {
      const { stored, facts } = await inWorkspace(database, workspaceId, async (client) => {
        const id = await idOf(client, workspaceId, incident);
        const known = (await factsOfIncidents(client, [id])).get(id);
        if (known === undefined) throw notFound("incident with its facts", incident);
        return { stored: await readModel(client, workspaceId, model), facts: known };
      });
      if (stored === null && model !== null) throw notFound("triage model", String(model));
      if (stored === null) {
        const abstains = await whyNone(database, workspaceId);
        return { number: null, probability: null, disposition: null, abstains, contributions: [] };
      }
      const ready = modelOf(stored);
      const { probability, verdict, abstains } = newScoring(ready)(facts);
      const disposition = verdict === null ? null : ready.words[verdict];
      const contributions = contributionsOf(ready, facts).map(({ feature, weight }) => ({
        ...{ feature, words: featureWords(feature), weight },
      }));
      return { number: stored.number, probability, disposition, abstains, contributions };
    },
  );
}

/** Nothing of that number, or nothing in force: why, and what becomes of it. */
async function noModel(database: Database, workspaceId: string, number: number | null): Promise<InputError> {
  if (number !== null) return notFound("triage model", String(number));
  return new InputError("api.not-found", await whyNone(database, workspaceId));
}

/** Why there is no model in force, and what becomes of it. */
async function whyNone(database: Database, workspaceId: string): Promise<string> {
  const [newest] = await inWorkspace(database, workspaceId, (client) => listModels(client, workspaceId));
  const next = newest?.successor ? SUCCESSORS[newest.successor] : "cordon triage train makes one.";
  const why = newest?.retiredReason ? ` ${newest.retiredReason}` : "";
  return `There is no triage model in force; ${next}${why}`;
}

const SUCCESSORS = {
  wanted: "another is made of what is left, within a minute.",
  made: "cordon triage train makes one.",
  "too-few": "too little was left to learn from, so Cordon made none; cordon triage train makes one later.",
};
