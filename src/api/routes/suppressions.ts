import { InputError, RefusedError } from "../../errors.ts";
import { inWorkspace } from "../../store/database.ts";
import { addSuppression, endSuppression, listSuppressions, readSuppression } from "../../store/suppression.ts";
import { compileCondition, incidentEnvironment } from "../../taxonomy/conditions.ts";
import { notFound } from "../authenticate.ts";
import * as contract from "../contract/belonging.ts";
import { idParams } from "../contract/page.ts";
import type { ApiDeps } from "../deps.ts";
import { ANALYSTS, READERS, type Route, route } from "../door.ts";

const tag = "suppressions";
const LONGEST_MS = 366 * 86_400_000;

/** What opens no incident for a while: with a reason and an end, and taken back with all that it held. */
export function suppressionRoutes(deps: ApiDeps): Route[] {
  return [listOf(deps), readOne(deps), add(deps), end(deps)];
}

function listOf({ database }: ApiDeps): Route {
  const summary = "List suppressions, newest first";
  const { suppressionQuery: query, SuppressionPage: answer } = contract;
  return route(
    { method: "get", path: "/v1/suppressions", tag, summary, needs: READERS, query, answer },
    ({ caller: { workspaceId }, query: { limit, cursor, ...filter } }) =>
      inWorkspace(database, workspaceId, (client) => listSuppressions(client, workspaceId, filter, { limit, cursor })),
  );
}

function readOne({ database }: ApiDeps): Route {
  const summary = "Read a suppression";
  const answer = contract.Suppression;
  return route(
    { method: "get", path: "/v1/suppressions/{id}", tag, summary, needs: READERS, params: idParams, answer },
    async ({ caller: { workspaceId }, params: { id } }) => {
      const found = await inWorkspace(database, workspaceId, (client) => readSuppression(client, workspaceId, id));
      if (found === null) throw notFound("suppression", id);
      return found;
    },
  );
}

function add({ database, invalidate, clock }: ApiDeps): Route {
  const summary = "Open no incident for such alerts until then; they are stored, and can be taken up again";
  const { NewSuppression: body, Suppression: answer } = contract;
  return route(
    { method: "post", path: "/v1/suppressions", tag, summary, needs: ANALYSTS, body, status: 201, answer },
    async ({ caller: { workspaceId }, actor, body: suppression }) => {
      compileCondition(suppression.when, incidentEnvironment());
      const left = Date.parse(suppression.until) - clock.now().getTime();
      if (left <= 0 || left > LONGEST_MS)
        throw new InputError("api.bad-body", "until: expected a time from now on, and at most a year ahead.");
      const added = await inWorkspace(database, workspaceId, async (client) => {
        const id = await addSuppression(client, workspaceId, { ...suppression, by: actor });
        return readSuppression(client, workspaceId, id);
      });
      invalidate(workspaceId);
      return added;
    },
  );
}

function end({ database, invalidate, kick }: ApiDeps): Route {
  const summary = "End a suppression now; with takeUp, what it held back is correlated as if it came now";
  const { EndSuppression: body, EndedSuppression: answer } = contract;
  const path = "/v1/suppressions/{id}/end";
  return route(
    { method: "post", path, tag, summary, needs: ANALYSTS, params: idParams, body, answer },
    async ({ caller: { workspaceId }, actor, params: { id }, body: how }) => {
      const ended = await inWorkspace(database, workspaceId, async (client) => {
        const before = await readSuppression(client, workspaceId, id);
        if (before === null) throw notFound("suppression", id);
        const done = await endSuppression(client, workspaceId, id, { ...how, by: actor });
        if (done === null) throw new RefusedError("api.conflict", `${before.endedBy} ended this suppression already.`);
        return { ...(await readSuppression(client, workspaceId, id)), ...done };
      });
      invalidate(workspaceId);
      if (ended.takenUp > 0) kick();
      return ended;
    },
  );
}
