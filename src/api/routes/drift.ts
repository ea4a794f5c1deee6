import { InputError } from "../../errors.ts";
import { inWorkspace } from "../../store/database.ts";
import { listDrifts } from "../../store/drift.ts";
import { readReviewSettings, writeReviewSettings } from "../../store/review-settings.ts";
import { DriftPage, driftQuery, ReviewSettings, ReviewSettingsChange } from "../contract/drift.ts";
import type { ApiDeps } from "../deps.ts";
import { READERS, type Route, route } from "../door.ts";

const tag = "reviews";

/** What has changed without anybody changing it, and how a workspace looks at it. */
export function driftRoutes(deps: ApiDeps): Route[] {
  return [listOf(deps), settings(deps), change(deps)];
}

function listOf({ database }: ApiDeps): Route {
  const summary = "List what is no longer what it was, newest first";
  return route(
    { method: "get", path: "/v1/drifts", tag, summary, needs: READERS, query: driftQuery, answer: DriftPage },
    ({ caller: { workspaceId }, query: { limit, cursor, ...filter } }) =>
      inWorkspace(database, workspaceId, (client) => listDrifts(client, workspaceId, filter, { limit, cursor })),
  );
}

function settings({ database }: ApiDeps): Route {
  const summary = "When reviews are written";
  return route(
    { method: "get", path: "/v1/review-settings", tag, summary, needs: READERS, answer: ReviewSettings },
    ({ caller: { workspaceId } }) =>
      inWorkspace(database, workspaceId, (client) => readReviewSettings(client, workspaceId)),
  );
}

function change({ database }: ApiDeps): Route {
  const summary = "Change when reviews are written; what is not named stays";
  const body = ReviewSettingsChange;
  return route(
    {
      method: "patch",
      path: "/v1/review-settings",
      tag,
      summary,
      needs: ["engineer"],
      body,
      answer: ReviewSettings,
    },
    ({ caller: { workspaceId }, actor, body: { timeZone, workingDays, holidays, accessOwner, policiesOwner } }) =>
      inWorkspace(database, workspaceId, async (client) => {
        const before = await readReviewSettings(client, workspaceId);
        const next = {
          timeZone: timeZone ?? before.timeZone,
          workingDays: workingDays ?? before.workingDays,
          holidays: holidays ?? before.holidays,
          accessOwner: accessOwner ?? before.accessOwner,
          policiesOwner: policiesOwner ?? before.policiesOwner,
        };
        if (await writeReviewSettings(client, workspaceId, next, actor)) return readReviewSettings(client, workspaceId);
        throw new InputError(
          "api.bad-body",
          `timeZone: expected a name of the IANA time zone database such as Europe/Vienna, not "${next.timeZone}".`,
        );
      }),
  );
}
