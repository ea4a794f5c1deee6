import { inWorkspace } from "../../store/database.ts";
import { intakeOf } from "../../store/intake.ts";
import { IntakeOverview as answer } from "../contract/connection.ts";
import type { ApiDeps } from "../deps.ts";
import { READERS, type Route, route } from "../door.ts";

/** What comes in by each connection: one that is well and silent is not well. */
export function intakeRoute({ database }: ApiDeps): Route {
  const summary = "Say what came by each connection lately, what is held, and how far it is behind";
  return route(
    { method: "get", path: "/v1/intake", tag: "connections", summary, needs: READERS, answer },
    ({ caller: { workspaceId } }) => inWorkspace(database, workspaceId, (client) => intakeOf(client, workspaceId)),
  );
}
