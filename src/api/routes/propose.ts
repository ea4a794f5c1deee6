import { incidentData } from "../../ai/incident-data.ts";
import { propose } from "../../ai/propose.ts";
import { filterTask, INCIDENT_TASKS } from "../../ai/tasks.ts";
import { RefusedError } from "../../errors.ts";
import { isSilent } from "../../model/autonomy.ts";
import { autonomyOf } from "../../store/autonomy.ts";
import { type Client, inWorkspace } from "../../store/database.ts";
import { keptFromPrompts } from "../../store/kept-from-models.ts";
import { readProposal } from "../../store/proposal.ts";
import { factsOfIncidents } from "../../store/run-load.ts";
import { checkProposed } from "../check-proposed.ts";
import { incidentParams } from "../contract/incident.ts";
import { AskAboutIncident, AskForContent } from "../contract/model.ts";
import { ProposalAnswer } from "../contract/proposal.ts";
import type { ApiDeps } from "../deps.ts";
import { ANALYSTS, type Route, route } from "../door.ts";
import { proposePlaybook } from "../propose-playbook.ts";
import { idOf, whole } from "../whole-incident.ts";
import { modelOfWorkspace } from "../workspace-model.ts";

const tag = "proposals";

/** Asking a language model: what comes of it is a proposal and nothing more. */
export function proposeRoutes(deps: ApiDeps): Route[] {
  return [aboutIncident(deps), forContent(deps)];
}

function aboutIncident(deps: ApiDeps): Route {
  const summary = "Ask the language model for a disposition, a summary or next steps";
  const path = "/v1/incidents/{incident}/proposals";
  const contract = { params: incidentParams, body: AskAboutIncident, status: 201, answer: ProposalAnswer } as const;
  return route(
    { method: "post", path, tag: "incidents", summary, needs: ANALYSTS, ...contract },
    async ({ caller: { workspaceId }, actor: by, params: { incident }, body: { kind } }) => {
      const model = await modelOfWorkspace(deps, workspaceId);
      const { id, data } = await inWorkspace(deps.database, workspaceId, async (client) => {
        const found = await idOf(client, workspaceId, incident);
        await refuseKept(client, workspaceId, found);
        const facts = (await factsOfIncidents(client, [found])).get(found) ?? null;
        const record = await whole(client, workspaceId, found);
        if (kind === "disposition") await refuseSilent(client, workspaceId, record, `model:${model.settings.model}`);
        return { id: found, data: incidentData(record, facts) };
      });
      const task = INCIDENT_TASKS[kind];
      return answered(deps, workspaceId, await propose(model, { workspaceId, kind, incidentId: id, by, task, data }));
    },
  );
}

/** @throws RefusedError `model.not-shown`: whoever runs the model is nobody who may know of it. */
async function refuseKept(client: Client, workspaceId: string, incidentId: string): Promise<void> {
  const kept = await keptFromPrompts(client, workspaceId, incidentId);
  if (kept === null) return;
  const why = { restricted: "only some may know of it", kept: "an admin keeps it from models" }[kept];
  throw new RefusedError("model.not-shown", `This incident is shown to no language model: ${why}.`);
}

/** @throws RefusedError `proposal.silent` where people disagreed with the model about incidents of this type too often. */
async function refuseSilent(
  client: Client,
  workspaceId: string,
  { typeId }: Readonly<Record<string, unknown>>,
  author: string,
): Promise<void> {
  const autonomy = (await autonomyOf(client, [workspaceId])).get(workspaceId);
  if (autonomy === undefined || !isSilent(autonomy, String(typeId), author)) return;
  throw new RefusedError(
    "proposal.silent",
    `${author} proposes no dispositions for incidents of type ${typeId} any more, as people disagreed: cordon autonomy show ${author} ${typeId}. An engineer can let it again with cordon autonomy promote.`,
  );
}

function forContent(deps: ApiDeps): Route {
  const summary = "Ask the language model for a filter from a question, or a playbook from a runbook";
  const needs = ["analyst", "engineer"] as const;
  return route(
    {
      method: "post",
      path: "/v1/proposals",
      tag,
      summary,
      needs,
      body: AskForContent,
      status: 201,
      answer: ProposalAnswer,
    },
    async ({ caller: { workspaceId }, actor: by, body }) => {
      const model = await modelOfWorkspace(deps, workspaceId);
      if (body.kind === "playbook") {
        const { name, runbook } = body;
        return answered(deps, workspaceId, await proposePlaybook(deps, model, { workspaceId, by, name, runbook }));
      }
      const { kind, of, question } = body;
      const id = await propose(model, {
        ...{ workspaceId, kind, incidentId: null, by, data: { question } },
        task: filterTask(of, question),
        check: ({ content }) => checkProposed(deps, workspaceId, content),
      });
      return answered(deps, workspaceId, id);
    },
  );
}

function answered({ database }: ApiDeps, workspaceId: string, id: string): Promise<unknown> {
  return inWorkspace(database, workspaceId, (client) => readProposal(client, workspaceId, id));
}
