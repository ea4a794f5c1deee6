import { requestCancel, wakeRuns } from "../../engine/run-table.ts";
import { initialState } from "../../playbook/state.ts";
import { type Client, inWorkspace } from "../../store/database.ts";
import { auditRun, listRuns, lockRun, readRun, restartRun } from "../../store/run-read.ts";
import { notFound } from "../authenticate.ts";
import { conflict } from "../conflict.ts";
import { idParams } from "../contract/page.ts";
import * as contract from "../contract/run.ts";
import type { ApiDeps } from "../deps.ts";
import { ANALYSTS, ENGINEERS, READERS, type Route, route } from "../door.ts";
import { withHeld } from "../held-runs.ts";
import { moveToVersion } from "../move-run.ts";
import { rerunFrom } from "../rerun.ts";

const tag = "runs";
const params = idParams;

/** Runs: look at them, end them, let them go on. */
export function runRoutes(deps: ApiDeps): Route[] {
  return [listOf(deps), readOne(deps), cancel(deps), resume(deps), rerun(deps), move(deps)];
}

function listOf(deps: ApiDeps): Route {
  const { runQuery: query, RunPage: answer } = contract;
  return route(
    { method: "get", path: "/v1/runs", tag, summary: "List runs", needs: READERS, query, answer },
    async ({ caller: { workspaceId }, query: { limit, cursor, ...filter } }) => {
      const page = await inWorkspace(deps.database, workspaceId, (client) =>
        listRuns(client, workspaceId, filter, { limit, cursor }),
      );
      return { ...page, items: await withHeld(deps, workspaceId, page.items) };
    },
  );
}

function readOne(deps: ApiDeps): Route {
  const summary = "Read a run with its recorded steps";
  return route(
    { method: "get", path: "/v1/runs/{id}", tag, summary, needs: READERS, params, answer: contract.RunDetail },
    async ({ caller: { workspaceId }, params: { id } }) => {
      const run = await inWorkspace(deps.database, workspaceId, (client) => present(client, workspaceId, id));
      return (await withHeld(deps, workspaceId, [run]))[0];
    },
  );
}

function cancel({ database, kick }: ApiDeps): Route {
  const summary = "End a run; its incident is handed over";
  return route(
    {
      method: "post",
      path: "/v1/runs/{id}/cancel",
      tag,
      summary,
      needs: ANALYSTS,
      params,
      status: 202,
      answer: contract.RunDetail,
    },
    async ({ caller: { workspaceId }, actor, params: { id } }) => {
      const run = await inWorkspace(database, workspaceId, async (client) => {
        const { status } = await present(client, workspaceId, id);
        if (!(await requestCancel(client, id, actor))) throw conflict(`The run has ended already (${status}).`);
        await auditRun(client, workspaceId, id, actor, "run-cancel-asked");
        return present(client, workspaceId, id);
      });
      kick();
      return run;
    },
  );
}

function resume({ database, kick }: ApiDeps): Route {
  const summary = "Wake a waiting run, or start a failed or cancelled one over; what took hold is not done again";
  return route(
    {
      method: "post",
      path: "/v1/runs/{id}/resume",
      tag,
      summary,
      needs: ANALYSTS,
      params,
      status: 202,
      answer: contract.RunDetail,
    },
    async ({ caller: { workspaceId }, actor, params: { id } }) => {
      const run = await inWorkspace(database, workspaceId, async (client) => {
        await goOn(client, workspaceId, id, actor);
        return present(client, workspaceId, id);
      });
      kick();
      return run;
    },
  );
}

function rerun({ database, kick, clock }: ApiDeps): Route {
  const summary =
    "Let a run that failed, was cancelled or handed over go on from one of its steps; what took hold is not done again";
  const { RunRerun: body, RunDetail: answer } = contract;
  const path = "/v1/runs/{id}/rerun";
  return route(
    { method: "post", path, tag, summary, needs: ANALYSTS, params, body, status: 202, answer },
    async ({ caller: { workspaceId }, actor: by, params: { id }, body: asked }) => {
      const run = await inWorkspace(database, workspaceId, async (client) => {
        await rerunFrom(client, workspaceId, id, { ...asked, by, now: clock.now() });
        return present(client, workspaceId, id);
      });
      kick();
      return run;
    },
  );
}

function move({ database, kick }: ApiDeps): Route {
  const summary = "Let a waiting run go on with another version, where what it waits at is the same there";
  const { RunMove: body, RunDetail: answer } = contract;
  const path = "/v1/runs/{id}/move";
  return route(
    { method: "post", path, tag, summary, needs: ENGINEERS, params, body, answer },
    async ({ caller: { workspaceId }, actor, params: { id }, body: { version, reason } }) => {
      const run = await inWorkspace(database, workspaceId, async (client) => {
        await moveToVersion(client, workspaceId, id, { version, reason, by: actor });
        return present(client, workspaceId, id);
      });
      kick();
      return run;
    },
  );
}

async function goOn(client: Client, workspaceId: string, id: string, actor: string): Promise<void> {
  const run = await lockRun(client, workspaceId, id);
  if (run === null) throw notFound("run", id);
  if (run.shadow) throw conflict("A shadow is not resumed: it only shows what a version would do.");
  if (run.status === "waiting") {
    await wakeRuns(client, [id]);
    return auditRun(client, workspaceId, id, actor, "run-woken");
  }
  if (run.status !== "failed" && run.status !== "cancelled") {
    throw conflict(`The run is ${run.status}; only a waiting, failed or cancelled run can be resumed.`);
  }
  if (!run.incidentOpen) throw conflict("The run's incident is resolved or closed; open it again first.");
  await restartRun(client, workspaceId, id, initialState);
  await auditRun(client, workspaceId, id, actor, "run-restarted");
}

async function present(client: Client, workspaceId: string, id: string) {
  const run = await readRun(client, workspaceId, id);
  if (run === null) throw notFound("run", id);
  return run;
}
