import { lastAppliedCommit } from "../../store/content-apply.ts";
import { inWorkspace } from "../../store/database.ts";
import { applyContent } from "../apply-content.ts";
import { contentState } from "../content-state.ts";
import { AppliedContent, ContentPlan, ContentToApply, ContentToPlan, LastApply } from "../contract/plan.ts";
import type { ApiDeps } from "../deps.ts";
import { ENGINEERS, READERS, type Route, route } from "../door.ts";
import { planContent } from "../plan-content.ts";

const tag = "content";

/** Content as code: what a folder would change, and putting all of it in force at once. */
export function contentAsCodeRoutes(deps: ApiDeps): Route[] {
  return [plan(deps), applied(deps), apply(deps)];
}

function plan({ database, connectors }: ApiDeps): Route {
  const summary = "Check playbooks, taxonomy and policies together, and say what they would change; nothing changes";
  const path = "/v1/content/plan";
  return route(
    { method: "post", path, tag, summary, needs: READERS, body: ContentToPlan, answer: ContentPlan },
    ({ caller: { workspaceId }, body: { tests, ...offered } }) =>
      inWorkspace(database, workspaceId, async (client) => {
        const state = await contentState(client, workspaceId);
        const planned = await planContent({ client, workspaceId, connectors, tests }, state, offered);
        const others = [planned.taxonomy, planned.policies].flatMap((one) => one?.item ?? []);
        const items = [...planned.playbooks.map(({ item }) => item), ...others];
        const { drift, shipped, findings, tests: results } = planned;
        return { state: state.name, items, drift, shipped, findings, tests: results };
      }),
  );
}

function applied({ database }: ApiDeps): Route {
  const summary = "The git commit that a folder was applied from last, when and by whom";
  return route(
    { method: "get", path: "/v1/content/applied", tag, summary, needs: READERS, answer: LastApply },
    ({ caller: { workspaceId } }) =>
      inWorkspace(database, workspaceId, async (client) => {
        const last = await lastAppliedCommit(client, workspaceId);
        return { at: last?.at.toISOString() ?? null, by: last?.by ?? null, commit: last?.commit ?? null };
      }),
  );
}

function apply({ database, connectors, invalidate }: ApiDeps): Route {
  const summary = "Put playbooks, taxonomy and policies in force, all of them or none";
  const path = "/v1/content/apply";
  return route(
    {
      method: "post",
      path,
      tag,
      summary,
      needs: ENGINEERS,
      recent: true,
      body: ContentToApply,
      answer: AppliedContent,
    },
    async ({ caller: { workspaceId }, actor: by, body: { state, overwrite, checkout, tests, reason, ...offered } }) => {
      const applied = await inWorkspace(database, workspaceId, (client) =>
        applyContent({ client, workspaceId, connectors, tests }, offered, { state, overwrite, checkout, by, reason }),
      );
      invalidate(workspaceId);
      return applied;
    },
  );
}
