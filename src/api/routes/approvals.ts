import { wakeRuns } from "../../engine/run-table.ts";
import { listApprovals, readApproval } from "../../store/approval.ts";
import { answerApproval } from "../../store/approval-answer.ts";
import { noticesOf } from "../../store/approval-notice.ts";
import { type Client, inWorkspace } from "../../store/database.ts";
import { readEffect } from "../../store/effect-read.ts";
import { notFound } from "../authenticate.ts";
import { ApprovalDetail, ApprovalNo, ApprovalPage, ApprovalYes, approvalQuery } from "../contract/approval.ts";
import { idParams } from "../contract/page.ts";
import type { ApiDeps } from "../deps.ts";
import { type Call, type Needs, READERS, type Route, route } from "../door.ts";

const tag = "approvals";
const params = idParams;
/** Who may come here at all; the terms of each approval say who may answer it. */
const ANSWERERS = ["approver", "analyst", "engineer"] as const satisfies Needs;

/** Approvals: people's yes or no to one exact effect, once. */
export function approvalRoutes(deps: ApiDeps): Route[] {
  return [listOf(deps), readOne(deps), approve(deps), refuse(deps)];
}

function listOf({ database }: ApiDeps): Route {
  const summary = "List approvals";
  return route(
    { method: "get", path: "/v1/approvals", tag, summary, needs: READERS, query: approvalQuery, answer: ApprovalPage },
    ({ caller: { workspaceId }, query: { limit, cursor, ...filter } }) =>
      inWorkspace(database, workspaceId, (client) => listApprovals(client, workspaceId, filter, { limit, cursor })),
  );
}

function readOne({ database }: ApiDeps): Route {
  const summary = "Read an approval with the exact effect it is about";
  return route(
    { method: "get", path: "/v1/approvals/{id}", tag, summary, needs: READERS, params, answer: ApprovalDetail },
    ({ caller: { workspaceId }, params: { id } }) =>
      inWorkspace(database, workspaceId, (client) => present(client, workspaceId, id)),
  );
}

function approve(deps: ApiDeps): Route {
  const summary = "Say yes to the effect, once";
  const [path, body] = ["/v1/approvals/{id}/approve", ApprovalYes] as const;
  return route(
    { method: "post", path, tag, summary, needs: ANSWERERS, params, body, answer: ApprovalDetail },
    ({ body: { argsHash, comment }, params: { id }, ...call }) =>
      decide(deps, call, id, { answer: "approved", argsHash, comment: comment ?? null }),
  );
}

function refuse(deps: ApiDeps): Route {
  const summary = "Say no to the effect, and why";
  const [path, body] = ["/v1/approvals/{id}/refuse", ApprovalNo] as const;
  return route(
    { method: "post", path, tag, summary, needs: ANSWERERS, params, body, answer: ApprovalDetail },
    ({ body: { argsHash, reason }, params: { id }, ...call }) =>
      decide(deps, call, id, { answer: "denied", argsHash, comment: reason }),
  );
}

async function decide(
  { database, kick }: ApiDeps,
  { caller: { workspaceId, person, roles }, actor: by }: Pick<Call, "caller" | "actor">,
  id: string,
  { argsHash, ...said }: { answer: "approved" | "denied"; argsHash: string | undefined; comment: string | null },
): Promise<unknown> {
  const decided = await inWorkspace(database, workspaceId, async (client) => {
    const seen = argsHash ?? (await present(client, workspaceId, id)).argsHash;
    const after = await answerApproval(client, workspaceId, id, {
      ...{ ...said, argsHash: seen, by, person, roles, way: "api" },
    });
    if (after === null) throw notFound("approval", id);
    if (after.status !== "pending" && after.runId !== null) await wakeRuns(client, [after.runId]);
    return present(client, workspaceId, id);
  });
  kick();
  return decided;
}

async function present(client: Client, workspaceId: string, id: string) {
  const approval = await readApproval(client, workspaceId, id);
  if (approval === null) throw notFound("approval", id);
  const effect = await readEffect(client, workspaceId, approval.effectId);
  return { ...approval, effect, asked: await noticesOf(client, workspaceId, id) };
}
