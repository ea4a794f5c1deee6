import { standingOf } from "../../measure/autonomy.ts";
import { autonomySettings, setAutonomySettings } from "../../store/autonomy.ts";
import { ledgerOf, ledgerRow, observationsOf, type Pair } from "../../store/autonomy-ledger.ts";
import { type Client, inWorkspace } from "../../store/database.ts";
import { listDecisions } from "../../store/decision-read.ts";
import { notFound } from "../authenticate.ts";
import * as contract from "../contract/autonomy.ts";
import type { ApiDeps } from "../deps.ts";
import { ENGINEERS, READERS, type Route, route } from "../door.ts";

const tag = "autonomy";
const SHOWN = 200;

/** The ledger of autonomy: how far playbooks are trusted with which incidents, and by what that is decided. */
export function autonomyRoutes(deps: ApiDeps): Route[] {
  return [listOf(deps), readOne(deps), readSettings(deps), changeSettings(deps)];
}

function listOf({ database }: ApiDeps): Route {
  const summary = "List how far each playbook is trusted with incidents of each type, and what it has earned";
  return route(
    { method: "get", path: "/v1/autonomy", tag, summary, needs: READERS, answer: contract.StandingList },
    ({ caller: { workspaceId } }) =>
      inWorkspace(database, workspaceId, async (client) => {
        const settings = await autonomySettings(client, workspaceId);
        return { items: (await ledgerOf(client, workspaceId)).map((row) => standingOf(row, settings)) };
      }),
  );
}

function readOne({ database }: ApiDeps): Route {
  const summary = "Read one playbook's standing with incidents of one type: what was agreed on, and each move";
  const { pairQuery: query, StandingDetail: answer } = contract;
  return route(
    { method: "get", path: "/v1/autonomy/standing", tag, summary, needs: READERS, query, answer },
    ({ caller: { workspaceId }, query: pair }) =>
      inWorkspace(database, workspaceId, (client) => wholeStanding(client, workspaceId, pair)),
  );
}

function readSettings({ database }: ApiDeps): Route {
  const summary = "Read by what stages are moved";
  const answer = contract.AutonomySettings;
  return route(
    { method: "get", path: "/v1/autonomy/settings", tag, summary, needs: READERS, answer },
    ({ caller: { workspaceId } }) =>
      inWorkspace(database, workspaceId, (client) => autonomySettings(client, workspaceId)),
  );
}

function changeSettings({ database, invalidate }: ApiDeps): Route {
  const summary = "Set by what stages are moved; what is left out is as usual again";
  const body = contract.AutonomySettings;
  return route(
    { method: "put", path: "/v1/autonomy/settings", tag, summary, needs: ENGINEERS, recent: true, body, answer: body },
    async ({ caller: { workspaceId }, actor, body: settings }) => {
      await inWorkspace(database, workspaceId, (client) => setAutonomySettings(client, workspaceId, settings, actor));
      invalidate(workspaceId);
      return settings;
    },
  );
}

/** @throws InputError `api.not-found` where the pair was neither moved nor observed. */
export async function wholeStanding(client: Client, workspaceId: string, pair: Pair): Promise<object> {
  const row = await ledgerRow(client, workspaceId, pair);
  if (row === null) throw notFound("standing of a playbook with that type", `${pair.playbook} ${pair.incidentType}`);
  const observations = await observationsOf(client, workspaceId, pair, { since: row.since, limit: SHOWN });
  const filter = { kind: ["autonomy"], about: [`playbook:${pair.playbook}`] };
  const { items } = await listDecisions(client, workspaceId, filter, { limit: SHOWN });
  const ofType = ({ type, key }: { type: string; key: string }) =>
    type === "incident-type" && key === pair.incidentType;
  const moves = items.filter(({ about }) => about.some(ofType));
  return { ...standingOf(row, await autonomySettings(client, workspaceId)), observations, moves };
}
