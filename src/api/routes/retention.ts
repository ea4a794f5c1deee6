import { RETENTION_CLASSES } from "../../model/words.ts";
import { boundedRead } from "../../store/bounded-read.ts";
import { type Client, inWorkspace } from "../../store/database.ts";
import { ownPeriods, planRetention, setPeriod } from "../../store/retention.ts";
import * as contract from "../contract/retention.ts";
import type { ApiDeps } from "../deps.ts";
import { ADMINS, READERS, type Route, route } from "../door.ts";

const tag = "retention";
/** Whoever asks for the plan waits for a count of everything that is old. */
const PLAN_MS = 60_000;

/** Retention: how long classes of records are kept, and what that means today. */
export function retentionRoutes(deps: ApiDeps): Route[] {
  return [show(deps), set(deps), plan(deps)];
}

function show(deps: ApiDeps): Route {
  const summary = "How long each class of records is kept";
  return route(
    { method: "get", path: "/v1/retention", tag, summary, needs: READERS, answer: contract.Retention },
    ({ caller: { workspaceId } }) =>
      inWorkspace(deps.database, workspaceId, (client) => periods(client, workspaceId, deps)),
  );
}

function set(deps: ApiDeps): Route {
  const summary = "Keep a class of records for so many days; without days as the installation says";
  const { NewPeriod: body, Retention: answer } = contract;
  return route(
    { method: "put", path: "/v1/retention", tag, summary, needs: ADMINS, recent: true, body, answer },
    ({ caller: { workspaceId }, actor, body: period }) =>
      inWorkspace(deps.database, workspaceId, async (client) => {
        await setPeriod(client, workspaceId, { ...period, by: actor });
        return periods(client, workspaceId, deps);
      }),
  );
}

function plan({ database, retention, clock }: ApiDeps): Route {
  const summary = "What would go now, and what of it would stay";
  return route(
    { method: "get", path: "/v1/retention/plan", tag, summary, needs: READERS, answer: contract.RetentionPlan },
    async ({ caller: { workspaceId } }) => ({
      items: await boundedRead(
        database,
        workspaceId,
        (client) => planRetention(client, workspaceId, retention, clock.now()),
        PLAN_MS,
      ),
    }),
  );
}

async function periods(client: Client, workspaceId: string, { retention }: ApiDeps): Promise<contract.Retention> {
  const own = await ownPeriods(client, workspaceId);
  const items = RETENTION_CLASSES.map((of) => ({
    class: of,
    days: own[of] ?? retention[of] ?? null,
    setBy: own[of] !== undefined ? "workspace" : retention[of] !== undefined ? "installation" : "nobody",
  }));
  return contract.Retention.parse({ items });
}
