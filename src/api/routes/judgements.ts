import type { Authenticator } from "../authenticate.ts";
import type { ApiDeps } from "../deps.ts";
import type { Route } from "../door.ts";
import { accessReviewRoutes } from "./access-reviews.ts";
import { autonomyRoutes } from "./autonomy.ts";
import { autonomyMoveRoutes } from "./autonomy-moves.ts";
import { decisionChangeRoutes } from "./decision-changes.ts";
import { decisionRoutes } from "./decisions.ts";
import { driftRoutes } from "./drift.ts";
import { policyReviewRoute } from "./policy-reviews.ts";

/** What people judge besides incidents: decisions, how far playbooks are trusted, who may do what, what is allowed, and what changed. */
export function judgementRoutes(deps: ApiDeps, authenticator: Authenticator): Route[] {
  return [
    ...decisionRoutes(deps),
    ...decisionChangeRoutes(deps),
    ...autonomyRoutes(deps),
    ...autonomyMoveRoutes(deps),
    ...accessReviewRoutes(deps, authenticator),
    policyReviewRoute(deps),
    ...driftRoutes(deps),
  ];
}
