import { RefusedError } from "../../errors.ts";
import { inWorkspace, transaction } from "../../store/database.ts";
import { addComment } from "../../store/incident-edit.ts";
import { asReader, readersOf } from "../../store/reader.ts";
import { breakGlass, openIncident, peopleKnown, restrictIncident } from "../../store/restriction.ts";
import { notFound } from "../authenticate.ts";
import * as contract from "../contract/incident.ts";
import type { ApiDeps } from "../deps.ts";
import { ADMINS, ANALYSTS, type Route, route } from "../door.ts";
import { idOf, whole } from "../whole-incident.ts";

const tag = "incidents";
const params = contract.incidentParams;
const answer = contract.IncidentDetail;

/** Who may know of an incident. */
export function restrictionRoutes(deps: ApiDeps): Route[] {
  return [restrict(deps), open(deps), breakIt(deps)];
}

function restrict({ database }: ApiDeps): Route {
  const summary = "Let only some people and roles know of an incident, oneself among them";
  const [path, body] = ["/v1/incidents/{incident}/restrict", contract.RestrictIncident] as const;
  return route(
    { method: "post", path, tag, summary, needs: ANALYSTS, params, body, answer },
    ({ caller: { workspaceId, person }, actor: by, params: { incident }, body: { people, roles, reason } }) =>
      inWorkspace(database, workspaceId, async (client) => {
        const id = await idOf(client, workspaceId, incident);
        const known = await peopleKnown(client, workspaceId);
        const stranger = people.find((name) => !known.includes(name));
        if (stranger !== undefined) throw notFound("person", stranger, known);
        const named = [person, ...people].flatMap((one) => readersOf({ person: one, roles: [] }));
        const readers = [...new Set([...named, ...roles.map((role) => `role:${role}`)])];
        await restrictIncident(client, workspaceId, id, { readers, reason, by });
        return whole(client, workspaceId, id);
      }),
  );
}

function open({ database }: ApiDeps): Route {
  const summary = "Let everybody in the workspace know of an incident again";
  const [path, body] = ["/v1/incidents/{incident}/open", contract.OpenIncident] as const;
  return route(
    { method: "post", path, tag, summary, needs: ANALYSTS, params, body, answer },
    ({ caller: { workspaceId }, actor: by, params: { incident }, body: { reason } }) =>
      inWorkspace(database, workspaceId, async (client) => {
        const id = await idOf(client, workspaceId, incident);
        if (!(await openIncident(client, workspaceId, id, { reason, by }))) throw unrestricted();
        return whole(client, workspaceId, id);
      }),
  );
}

function breakIt({ database, log }: ApiDeps): Route {
  const summary = "Let oneself in to an incident that one may not know of; the incident and the audit record say so";
  const [path, body] = ["/v1/incidents/{incident}/break-glass", contract.BreakGlass] as const;
  return route(
    { method: "post", path, tag, summary, needs: ADMINS, recent: true, params, body, answer },
    async ({ caller: { workspaceId, person, roles }, actor: by, params: { incident }, body: { reason } }) => {
      const id = await transaction(database.system, async (client) => {
        const found = await idOf(client, workspaceId, incident);
        if (!(await breakGlass(client, workspaceId, found, { person, reason, by }))) throw unrestricted();
        await addComment(client, workspaceId, found, { author: by, body: `Broke the glass: ${reason}` });
        return found;
      });
      log.warn({ incident: id, by }, "an admin let themselves in to a restricted incident");
      return asReader({ person, roles }, () =>
        inWorkspace(database, workspaceId, (client) => whole(client, workspaceId, id)),
      );
    },
  );
}

function unrestricted(): RefusedError {
  return new RefusedError("api.conflict", "Everybody in the workspace may know of this incident already.");
}
