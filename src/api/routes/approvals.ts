import { wakeRuns } from "../../engine/run-table.ts";
import { RefusedError } from "../../errors.ts";
import { type ApprovalRow, decideApproval, listApprovals, readApproval } from "../../store/approval.ts";
import { type Client, inWorkspace } from "../../store/database.ts";
import { readEffect } from "../../store/effect-read.ts";
import { notFound } from "../authenticate.ts";
import { idParams } from "../contract/page.ts";
import { ApprovalAnswer, ApprovalDetail, ApprovalPage, approvalQuery } from "../contract/run.ts";
import type { ApiDeps } from "../deps.ts";
import { READERS, type Route, route } from "../door.ts";

const tag = "approvals";
const params = idParams;

/** Approvals: a person's yes or no to one exact effect, once. */
export function approvalRoutes(deps: ApiDeps): Route[] {
  return [listOf(deps), readOne(deps), decide(deps, "approve"), decide(deps, "deny")];
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

function decide({ database, kick, clock }: ApiDeps, verb: "approve" | "deny"): Route {
  const status = verb === "approve" ? "approved" : "denied";
  return route(
    {
      method: "post",
      path: `/v1/approvals/{id}/${verb}`,
      tag,
      summary: verb === "approve" ? "Say yes to the effect, once" : "Say no to the effect",
      needs: ["approver"],
      params,
      body: ApprovalAnswer,
      answer: ApprovalDetail,
    },
    async ({ caller: { workspaceId }, actor, params: { id }, body }) => {
      const decided = await inWorkspace(database, workspaceId, async (client) => {
        const seen = await present(client, workspaceId, id);
        if (seen.status !== "pending") throw notPending(seen, clock.now());
        if (body.argsHash !== undefined && body.argsHash !== seen.argsHash) throw otherEffect();
        const answer = { status, argsHash: seen.argsHash, by: actor, comment: body.comment ?? null } as const;
        if (!(await decideApproval(client, workspaceId, id, answer))) throw await tooLate(client, workspaceId, id);
        if (seen.runId !== null) await wakeRuns(client, [seen.runId]);
        return present(client, workspaceId, id);
      });
      kick();
      return decided;
    },
  );
}

async function present(client: Client, workspaceId: string, id: string) {
  const approval = await readApproval(client, workspaceId, id);
  if (approval === null) throw notFound("approval", id);
  return { ...approval, effect: await readEffect(client, workspaceId, approval.effectId) } as ApprovalRow & {
    effect: unknown;
  };
}

async function tooLate(client: Client, workspaceId: string, id: string): Promise<RefusedError> {
  const { status } = await present(client, workspaceId, id);
  if (status === "expired") return nobodyWaits();
  return conflict("approval.answered", `Somebody else was faster: it is ${status}.`);
}

function notPending({ status, expiresAt }: ApprovalRow, now: Date): RefusedError {
  if (status === "expired" && expiresAt > now) return nobodyWaits();
  return conflict("approval.answered", `This approval is ${status} already.`);
}

function nobodyWaits(): RefusedError {
  return conflict("approval.nobody-waits", "The run that asked has ended; nothing would come of the answer.");
}

function otherEffect(): RefusedError {
  return conflict("approval.other-effect", "The effect is not the one that was seen; read the approval again.");
}

function conflict(code: string, message: string): RefusedError {
  return new RefusedError(code, message);
}
