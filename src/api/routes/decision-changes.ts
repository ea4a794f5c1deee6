import type { z } from "zod";
import { InputError, RefusedError } from "../../errors.ts";
import { personOf } from "../../model/approval.ts";
import { Decision as answer } from "../../model/decision.ts";
import { type Client, inWorkspace } from "../../store/database.ts";
import { renewDecision, reviewDecision, revokeDecision, takeDecision } from "../../store/decision.ts";
import type { DecisionRow } from "../../store/decision-read.ts";
import * as contract from "../contract/decision.ts";
import { idParams as params } from "../contract/page.ts";
import { evidenceTexts, subjectTexts } from "../decision-references.ts";
import type { ApiDeps } from "../deps.ts";
import { type Call, type Needs, type Route, route } from "../door.ts";
import { present } from "./decisions.ts";

const tag = "decisions";
/** Everyone who answers for something. */
const DECIDERS = ["analyst", "engineer", "approver"] as const satisfies Needs;
/** What holds for longer than this is a rule, and belongs into taxonomy or policies. */
const LONGEST_MS = 366 * 86_400_000;

/** Taking decisions, and saying what becomes of them. */
export function decisionChangeRoutes(deps: ApiDeps): Route[] {
  return [take(deps), renew(deps), revoke(deps), review(deps)];
}

function take(deps: ApiDeps): Route {
  const summary = "Write a decision down: what was decided about what, why, on which evidence, until when";
  const body = contract.NewDecision;
  return route(
    { method: "post", path: "/v1/decisions", tag, summary, needs: DECIDERS, body, status: 201, answer },
    async ({ caller: { workspaceId }, actor: by, body: { kind, what, why, about, evidence, until, supersedes } }) => {
      if (until !== null) refuseFar(deps, until);
      const taken = await inWorkspace(deps.database, workspaceId, async (client) => {
        const place = { client, workspaceId };
        if (supersedes !== undefined) refuseEnded(await present(client, workspaceId, supersedes));
        const decision = {
          ...{ kind, what, why, by, until, supersedes: supersedes ?? null },
          about: await subjectTexts(deps, place, about),
          evidence: await evidenceTexts(place, evidence),
        };
        return present(client, workspaceId, await takeDecision(client, workspaceId, decision));
      });
      deps.invalidate(workspaceId);
      return taken;
    },
  );
}

function renew(deps: ApiDeps): Route {
  const summary = "Let a decision hold until another time, because it is still right";
  return changeOf(deps, "renew", summary, contract.RenewDecision, (client, { caller, actor, body, params: { id } }) => {
    refuseFar(deps, body.until);
    return renewDecision(client, caller.workspaceId, id, { by: actor, text: body.reason, until: body.until });
  });
}

function revoke(deps: ApiDeps): Route {
  const summary = "End a decision now";
  return changeOf(deps, "revoke", summary, contract.RevokeDecision, (client, { caller, actor, body, params: { id } }) =>
    revokeDecision(client, caller.workspaceId, id, { by: actor, text: body.reason }),
  );
}

function review(deps: ApiDeps): Route {
  const summary = "Say that a decision of somebody else was looked at and stands";
  const { ReviewDecision } = contract;
  return changeOf(deps, "review", summary, ReviewDecision, async (client, { caller, actor, body, params: { id } }) => {
    const { by } = await present(client, caller.workspaceId, id);
    if (personOf(by) === caller.person)
      throw new RefusedError("decision.own", "You took this decision yourself; somebody else reviews it.");
    return reviewDecision(client, caller.workspaceId, id, { by: actor, text: body.text });
  });
}

type ChangeCall<B> = Call<{ id: string }, unknown, B>;

/** A change of one decision that still stands. */
function changeOf<B extends z.ZodType>(
  { database, invalidate }: ApiDeps,
  verb: "renew" | "revoke" | "review",
  summary: string,
  body: B,
  change: (client: Client, call: ChangeCall<z.output<B>>) => Promise<boolean>,
): Route {
  return route(
    { method: "post", path: `/v1/decisions/{id}/${verb}`, tag, summary, needs: DECIDERS, params, body, answer },
    async (call) => {
      const { workspaceId } = call.caller;
      const { id } = call.params;
      const changed = await inWorkspace(database, workspaceId, async (client) => {
        refuseEnded(await present(client, workspaceId, id));
        if (!(await change(client, call)))
          throw new RefusedError("api.conflict", "The decision was ended meanwhile, or its history is full.");
        return present(client, workspaceId, id);
      });
      invalidate(workspaceId);
      return changed;
    },
  );
}

function refuseEnded({ status }: DecisionRow): void {
  if (status === "revoked" || status === "superseded")
    throw new RefusedError("api.conflict", `This decision was ${status}; write down another one.`);
}

function refuseFar({ clock }: ApiDeps, until: string): void {
  const left = Date.parse(until) - clock.now().getTime();
  if (left <= 0 || left > LONGEST_MS)
    throw new InputError("api.bad-body", "until: expected a time from now on, and at most a year ahead.");
}
