import { InputError } from "../../errors.ts";
import { appendAudit } from "../../store/audit.ts";
import { inWorkspace } from "../../store/database.ts";
import { pausePoll } from "../../store/poll.ts";
import * as contract from "../contract/connection.ts";
import type { ApiDeps } from "../deps.ts";
import { ENGINEERS, type Route, route } from "../door.ts";
import { named, oneView } from "./connection-view.ts";

/** Whether a product is asked for what came in. Whatever is under way when it is paused is broken off, and nothing of it is kept. */
export function pauseRoutes(deps: ApiDeps): Route[] {
  return [
    pausing(deps, "pause", "Stop asking the product for what came in; what it sends by itself is still taken"),
    pausing(deps, "resume", "Ask the product again, from where it was read last"),
  ];
}

function pausing(deps: ApiDeps, verb: "pause" | "resume", summary: string): Route {
  const { connectionParams: params, ConnectionView: answer } = contract;
  const path = `/v1/connections/{name}/${verb}` as const;
  return route(
    { method: "post", path, tag: "connections", summary, needs: ENGINEERS, params, answer },
    async ({ caller: { workspaceId }, actor, params: { name } }) => {
      const view = await inWorkspace(deps.database, workspaceId, async (client) => {
        const connection = await named(client, workspaceId, name);
        if (deps.connectors.get(connection.connector)?.poll === undefined) throw notAsked(name, connection.connector);
        await pausePoll(client, connection, verb === "pause");
        const entry = { workspaceId, actor, action: `connection-${verb}d`, subjectType: "connection", subjectId: name };
        await appendAudit(client, [entry]);
        return oneView(deps, client, workspaceId, name);
      });
      deps.kick();
      return view;
    },
  );
}

function notAsked(name: string, connector: string): InputError {
  const message = `${connector} is never asked for anything, so "${name}" cannot be paused; to stop it, revoke its token or remove it.`;
  return new InputError("api.not-asked", message);
}
