/** Every route there is, but the one deliveries come in by. */
import type { Authenticator } from "./authenticate.ts";
import type { ApiDeps } from "./deps.ts";
import type { Route } from "./door.ts";
import { incidentRoutes } from "./routes/incidents.ts";
import { tokenRoutes } from "./routes/tokens.ts";

export function allRoutes(deps: ApiDeps, authenticator: Authenticator): Route[] {
  return [...tokenRoutes(deps, authenticator), ...incidentRoutes(deps)];
}
