/** Every route there is, but the one deliveries come in by. */
import type { Authenticator } from "./authenticate.ts";
import type { ApiDeps } from "./deps.ts";
import type { Route } from "./door.ts";
import { alertRoutes } from "./routes/alerts.ts";
import { approvalRoutes } from "./routes/approvals.ts";
import { auditRoutes } from "./routes/audit.ts";
import { backtestRoute } from "./routes/backtest.ts";
import { breakerRoutes } from "./routes/breakers.ts";
import { canaryRoutes } from "./routes/canaries.ts";
import { changeEffectRoutes } from "./routes/change-effect.ts";
import { codifyRoute } from "./routes/codify.ts";
import { connectionRoutes } from "./routes/connections.ts";
import { pauseRoutes } from "./routes/connections-pause.ts";
import { resealRoute } from "./routes/connections-reseal.ts";
import { connectorRoutes } from "./routes/connectors.ts";
import { containmentRoutes } from "./routes/containment.ts";
import { contentAsCodeRoutes } from "./routes/content-as-code.ts";
import { contentSettingsRoutes } from "./routes/content-settings.ts";
import { contentVersionRoutes } from "./routes/content-versions.ts";
import { delegationRoutes } from "./routes/delegations.ts";
import { deliveryRoutes } from "./routes/deliveries.ts";
import { effectRoutes } from "./routes/effects.ts";
import { entityRoutes } from "./routes/entities.ts";
import { entityChangeRoutes } from "./routes/entity-changes.ts";
import { eventRoute } from "./routes/events.ts";
import { evidenceRoutes } from "./routes/evidence.ts";
import { figureRoutes } from "./routes/figures.ts";
import { formRoutes } from "./routes/forms.ts";
import { freezeRoutes } from "./routes/freezes.ts";
import { holdRoutes } from "./routes/holds.ts";
import { incidentMoveRoutes } from "./routes/incident-moves.ts";
import { incidentRecordRoute } from "./routes/incident-record.ts";
import { incidentRoutes } from "./routes/incidents.ts";
import { incidentQueryRoutes } from "./routes/incidents-query.ts";
import { incidentTogetherRoutes } from "./routes/incidents-together.ts";
import { inventoryRoutes } from "./routes/inventory.ts";
import { judgementRoutes } from "./routes/judgements.ts";
import { keptFromModelsRoutes } from "./routes/kept-from-models.ts";
import { modelRoutes } from "./routes/model.ts";
import { onCallRoutes } from "./routes/on-call.ts";
import { ownPlaceRoutes } from "./routes/own-place.ts";
import { playbookDiffRoute } from "./routes/playbook-diff.ts";
import { playbookEditorRoutes } from "./routes/playbook-editor.ts";
import { playbookLanguageRoutes } from "./routes/playbook-language.ts";
import { playbookPromotionRoutes } from "./routes/playbook-promotion.ts";
import { playbookShadowRoute } from "./routes/playbook-shadows.ts";
import { playbookTrialRoutes } from "./routes/playbook-trial.ts";
import { playbookVersionRoutes } from "./routes/playbook-versions.ts";
import { playbookRoutes } from "./routes/playbooks.ts";
import { policyRoutes } from "./routes/policies.ts";
import { policyQuestionRoutes } from "./routes/policy-questions.ts";
import { proposalRoutes } from "./routes/proposals.ts";
import { proposeRoutes } from "./routes/propose.ts";
import { readinessRoutes } from "./routes/readiness.ts";
import { rehearsalRoute } from "./routes/rehearsal.ts";
import { retentionRoutes } from "./routes/retention.ts";
import { reviewRoutes } from "./routes/reviews.ts";
import { runRoutes } from "./routes/runs.ts";
import { sourceRoutes } from "./routes/sources.ts";
import { suppressionRoutes } from "./routes/suppressions.ts";
import { taxonomyRoutes } from "./routes/taxonomy.ts";
import { replayRoute } from "./routes/taxonomy-replay.ts";
import { triageRoutes } from "./routes/triage.ts";
import { unfoldRoute } from "./routes/unfold.ts";
import { viewRoutes } from "./routes/views.ts";
import { routesOfPeople } from "./routes-of-people.ts";

export function allRoutes(deps: ApiDeps, authenticator: Authenticator): Route[] {
  return [
    ...routesOfPeople(deps, authenticator),
    // Before a single incident, whose path would match theirs.
    ...incidentQueryRoutes(deps),
    ...incidentRoutes(deps),
    ...incidentMoveRoutes(deps),
    ...incidentTogetherRoutes(deps),
    ...suppressionRoutes(deps),
    ...alertRoutes(deps),
    unfoldRoute(deps),
    ...deliveryRoutes(deps),
    ...runRoutes(deps),
    ...effectRoutes(deps),
    ...containmentRoutes(deps),
    ...freezeRoutes(deps),
    ...breakerRoutes(deps),
    ...approvalRoutes(deps),
    ...delegationRoutes(deps),
    ...onCallRoutes(deps),
    ...formRoutes(deps),
    ...connectionRoutes(deps),
    ...pauseRoutes(deps),
    ...canaryRoutes(deps),
    resealRoute(deps),
    ...connectorRoutes(deps),
    ...sourceRoutes(deps),
    ...taxonomyRoutes(deps),
    replayRoute(deps),
    ...playbookRoutes(deps),
    codifyRoute(deps),
    backtestRoute(deps),
    incidentRecordRoute(deps),
    rehearsalRoute(deps),
    ...playbookVersionRoutes(deps),
    ...playbookPromotionRoutes(deps),
    playbookDiffRoute(deps),
    playbookShadowRoute(deps),
    ...playbookEditorRoutes(deps),
    ...playbookLanguageRoutes(deps),
    ...playbookTrialRoutes(deps),
    ...changeEffectRoutes(deps),
    ...contentSettingsRoutes(deps),
    ...contentAsCodeRoutes(deps),
    ...routesOfPolicies(deps),
    ...reviewRoutes(deps),
    ...judgementRoutes(deps, authenticator),
    ...figureRoutes(deps),
    ...readinessRoutes(deps),
    ...suggestingRoutes(deps),
    ...entityRoutes(deps),
    ...entityChangeRoutes(deps),
    ...inventoryRoutes(deps),
    ...viewRoutes(deps),
    ...retentionRoutes(deps),
    ...holdRoutes(deps),
    ...auditRoutes(deps),
    ...evidenceRoutes(deps),
    eventRoute(deps),
  ];
}

/** Policies, what they would decide, and their versions. */
function routesOfPolicies(deps: ApiDeps): Route[] {
  return [...policyRoutes(deps), ...policyQuestionRoutes(deps), ...ownPlaceRoutes(deps), ...contentVersionRoutes(deps)];
}

/** What is suggested, and by what. */
function suggestingRoutes(deps: ApiDeps): Route[] {
  const models = [...modelRoutes(deps), ...triageRoutes(deps), ...keptFromModelsRoutes(deps)];
  return [...proposalRoutes(deps), ...proposeRoutes(deps), ...models];
}
