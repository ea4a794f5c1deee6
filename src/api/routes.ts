/** Every route there is, but the one deliveries come in by. */
import type { Authenticator } from "./authenticate.ts";
import type { ApiDeps } from "./deps.ts";
import type { Route } from "./door.ts";
import { alertRoutes } from "./routes/alerts.ts";
import { approvalRoutes } from "./routes/approvals.ts";
import { connectionRoutes } from "./routes/connections.ts";
import { resealRoute } from "./routes/connections-reseal.ts";
import { connectorRoutes } from "./routes/connectors.ts";
import { containmentRoutes } from "./routes/containment.ts";
import { effectRoutes } from "./routes/effects.ts";
import { entityRoutes } from "./routes/entities.ts";
import { formRoutes } from "./routes/forms.ts";
import { incidentRoutes } from "./routes/incidents.ts";
import { playbookRoutes } from "./routes/playbooks.ts";
import { policyRoutes } from "./routes/policies.ts";
import { quarantineRoutes } from "./routes/quarantine.ts";
import { reviewRoutes } from "./routes/reviews.ts";
import { runRoutes } from "./routes/runs.ts";
import { sourceRoutes } from "./routes/sources.ts";
import { taxonomyRoutes } from "./routes/taxonomy.ts";
import { tokenRoutes } from "./routes/tokens.ts";

export function allRoutes(deps: ApiDeps, authenticator: Authenticator): Route[] {
  return [
    ...tokenRoutes(deps, authenticator),
    ...incidentRoutes(deps),
    ...alertRoutes(deps),
    ...quarantineRoutes(deps),
    ...runRoutes(deps),
    ...effectRoutes(deps),
    ...containmentRoutes(deps),
    ...approvalRoutes(deps),
    ...formRoutes(deps),
    ...connectionRoutes(deps),
    resealRoute(deps),
    ...connectorRoutes(deps),
    ...sourceRoutes(deps),
    ...taxonomyRoutes(deps),
    ...playbookRoutes(deps),
    ...policyRoutes(deps),
    ...reviewRoutes(deps),
    ...entityRoutes(deps),
  ];
}
