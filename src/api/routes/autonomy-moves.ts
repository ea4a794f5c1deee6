import { InputError, RefusedError } from "../../errors.ts";
import { agreementText, type Standing, stageAfter, stageBefore, standingOf } from "../../measure/autonomy.ts";
import { personOf } from "../../model/approval.ts";
import { AUTONOMY_STAGES, type AutonomySettings } from "../../model/autonomy.ts";
import { autonomySettings } from "../../store/autonomy.ts";
import {
  type LedgerRow,
  ledgerRow,
  lockPair,
  moveStage,
  type Pair,
  proposeStage,
} from "../../store/autonomy-ledger.ts";
import { playbooksInForce, taxonomyInForce } from "../../store/content.ts";
import { type Client, inWorkspace } from "../../store/database.ts";
import { readTaxonomy } from "../../taxonomy/stored.ts";
import { notFound } from "../authenticate.ts";
import * as contract from "../contract/autonomy.ts";
import type { ApiDeps } from "../deps.ts";
import { ENGINEERS, type Needs, type Route, route } from "../door.ts";
import { wholeStanding } from "./autonomy.ts";

const tag = "autonomy";
/** Taking freedom away is for everyone who sees that something goes wrong. */
const STOPPERS = ["analyst", "engineer", "approver"] as const satisfies Needs;
const answer = contract.StandingDetail;

/** Moving a playbook's stage: up when that was earned, down at any time. */
export function autonomyMoveRoutes(deps: ApiDeps): Route[] {
  return [promote(deps), demote(deps)];
}

function promote({ database, invalidate }: ApiDeps): Route {
  const summary =
    "Give a playbook the next stage that it has earned; with two people, the first asks and the second does";
  const body = contract.Promote;
  return route(
    { method: "post", path: "/v1/autonomy/promote", tag, summary, needs: ENGINEERS, recent: true, body, answer },
    async ({ caller: { workspaceId, person }, actor: by, body: { reason, ...pair } }) => {
      const promoted = await inWorkspace(database, workspaceId, async (client) => {
        await lockPair(client, workspaceId, pair);
        const settings = await autonomySettings(client, workspaceId);
        const standing = await standingIn(client, workspaceId, pair, settings);
        const { stage, offered, proposedBy, agreement } = standing;
        if (offered === null) throw notEarned(standing);
        const measured = `${agreementText(agreement)}${proposedBy === null ? "" : ` ${proposedBy} asked for it.`}`;
        if (settings.secondPerson && proposedBy === null)
          await proposeStage(client, workspaceId, pair, { stage, by, reason });
        else if (settings.secondPerson && personOf(proposedBy ?? "") === person)
          throw new RefusedError("autonomy.second-person", "You asked for it yourself; a second person has to agree.");
        else
          await moveStage(client, workspaceId, pair, { from: stage, to: offered, by, reason, measured, incidents: [] });
        return wholeStanding(client, workspaceId, pair);
      });
      invalidate(workspaceId);
      return promoted;
    },
  );
}

function demote({ database, invalidate }: ApiDeps): Route {
  const summary = "Take freedom from a playbook, at once: by one stage, or to the one that is named";
  const body = contract.Demote;
  return route(
    { method: "post", path: "/v1/autonomy/demote", tag, summary, needs: STOPPERS, body, answer },
    async ({ caller: { workspaceId }, actor: by, body: { reason, to, ...pair } }) => {
      const demoted = await inWorkspace(database, workspaceId, async (client) => {
        await lockPair(client, workspaceId, pair);
        const settings = await autonomySettings(client, workspaceId);
        const { stage, agreement } = await standingIn(client, workspaceId, pair, settings);
        const lower = to ?? stageBefore(stage);
        if (lower === null || AUTONOMY_STAGES.indexOf(lower) >= AUTONOMY_STAGES.indexOf(stage))
          throw new InputError("api.bad-body", `to: it is in the stage ${stage}; expected one below it.`);
        const measured = agreementText(agreement);
        await moveStage(client, workspaceId, pair, { from: stage, to: lower, by, reason, measured, incidents: [] });
        return wholeStanding(client, workspaceId, pair);
      });
      invalidate(workspaceId);
      return demoted;
    },
  );
}

/** The standing of a pair that may never have been seen before. @throws InputError `api.not-found` where there is no such playbook or type. */
async function standingIn(
  client: Client,
  workspaceId: string,
  pair: Pair,
  settings: AutonomySettings,
): Promise<Standing> {
  const row = await ledgerRow(client, workspaceId, pair);
  if (row !== null) return standingOf(row, settings);
  const names = (await playbooksInForce(client, workspaceId)).map(({ name }) => name);
  if (!names.includes(pair.playbook)) throw notFound("playbook in force", pair.playbook, names);
  const taxonomy = readTaxonomy((await taxonomyInForce(client, workspaceId))?.content);
  const types = taxonomy?.types.map(({ id }) => id) ?? [];
  if (!types.includes(pair.incidentType)) throw notFound("incident type", pair.incidentType, types);
  const fresh: LedgerRow = {
    ...{ ...pair, stage: null, since: new Date(), by: "system", reason: "", proposedBy: null },
    ...{ agreed: 0, judged: 0, stood: 0 },
  };
  return standingOf(fresh, settings);
}

function notEarned({ stage, missing, agreement }: Standing): RefusedError {
  const next = stageAfter(stage);
  const words =
    next === null
      ? `It is in the stage ${stage}, which is the last.`
      : `The stage ${next} is not earned yet. ${missing}`;
  return new RefusedError("autonomy.not-earned", words, { details: { stage, agreement: { ...agreement } } });
}
