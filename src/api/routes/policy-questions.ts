import type { z } from "zod";
import { capabilities } from "../../connector/capabilities/catalog.ts";
import type { Capability } from "../../connector/capability.ts";
import { InputError } from "../../errors.ts";
import { didYouMean } from "../../expression/nearest.ts";
import { compilePolicies } from "../../guard/compile-policies.ts";
import { decide } from "../../guard/decide.ts";
import { explainDecision } from "../../guard/explain.ts";
import { ownTogether } from "../../guard/own-place.ts";
import type { OwnPlace, PolicySet } from "../../guard/policy-record.ts";
import { newPopulation } from "../../guard/population.ts";
import type { Budget, GuardRequest } from "../../guard/request.ts";
import { budgetText, usedUpText } from "../../model/budget.ts";
import { EntityAttributes, type EntityType } from "../../model/entity.ts";
import { severityId } from "../../model/scale.ts";
import { bearingOn } from "../../respond/bearing.ts";
import { frozenBy } from "../../respond/frozen.ts";
import { heeding } from "../../respond/intend.ts";
import { openBreakers } from "../../store/breaker.ts";
import { budgetStates } from "../../store/budget.ts";
import { playbooksInForce, policiesInForce, taxonomyInForce } from "../../store/content.ts";
import { type Client, inWorkspace } from "../../store/database.ts";
import { findEntities, inventoriedOf } from "../../store/entity.ts";
import { freezesInForce } from "../../store/freeze.ts";
import { ownPlaceOf } from "../../store/own-place.ts";
import { readTaxonomy } from "../../taxonomy/stored.ts";
import { noneThere, notFound } from "../authenticate.ts";
import { notValid, plainFinding } from "../content-findings.ts";
import { ExplainPolicies, PolicyExplained, PolicySimulated, SimulatePolicies } from "../contract/policy.ts";
import type { ApiDeps } from "../deps.ts";
import { READERS, type Route, route } from "../door.ts";

const tag = "policies";
/** Who asks, and of what, unless the question says so. */
const [ANY, UNDETERMINED] = ["any", "other/undetermined"];
type Asked = z.output<typeof SimulatePolicies>;

/** What the policies would say, before anything is asked of them in earnest. */
export function policyQuestionRoutes(deps: ApiDeps): Route[] {
  return [explain(deps), simulate(deps)];
}

function explain({ database, canonicalEntity, clock, own }: ApiDeps): Route {
  const path = "/v1/policies/explain";
  const summary = "Say what would be decided of one effect on one entity, by which policies and within which budgets";
  return route(
    { method: "post", path, tag, summary, needs: READERS, body: ExplainPolicies, answer: PolicyExplained },
    ({ caller: { workspaceId }, body }) =>
      inWorkspace(database, workspaceId, async (client) => {
        const policySet = await policySetOf(client, workspaceId, body.files, own);
        const { type, key } = actedOn(canonicalEntity, body);
        const known = [...(await findEntities(client, [{ workspaceId, type, key }])).values()][0];
        const inventoried = known?.inventoried === true || capabilities.get(body.capability)?.target === undefined;
        const attributes = known?.attributes ?? EntityAttributes.parse({});
        const base = await requestOf(client, workspaceId, body, clock.now());
        const entity = { type, key: known?.key ?? key, ...attributes };
        const of = { workspaceId, playbook: base.playbook.name, incidentType: base.incident.type };
        const borne = { ...of, entityType: entity.type, entityKey: entity.key };
        const bearing = await bearingOn(client, [borne]);
        const request: GuardRequest = { ...base, ...bearing(borne, base.at), entity };
        const answer = decide(policySet, request);
        const freezes = await freezesInForce(database.system, [workspaceId]);
        const effect = { workspaceId, connection: "", capability: base.capability, effectClass: base.effectClass };
        const breaker = (await openBreakers(client, [workspaceId])).find(
          ({ playbook }) => playbook === base.playbook.name,
        );
        const told = await withStates(client, workspaceId, answer.budgets, borne);
        const budgets = told.map(({ holds, ...budget }) => budget);
        const full =
          body.at === undefined ? told.find(({ used, allowed, holds }) => used >= allowed && !holds) : undefined;
        return {
          ...answer,
          budgets,
          usedUp: answer.decision !== "allow" || full === undefined ? null : usedUpText(full),
          breaker:
            breaker === undefined || heeding([breaker], { ...effect, ...breaker }, answer) === answer
              ? null
              : breaker.reason,
          frozen: frozenBy(freezes, { ...effect, playbook: base.playbook.name }),
          text: explainDecision(policySet, request, answer, inventoried),
        };
      }),
  );
}

/** As an effect would name it: what is no address stays one that nobody can judge, and is not let through as something else. */
function actedOn(
  canonicalEntity: ApiDeps["canonicalEntity"],
  { capability, entity }: z.output<typeof ExplainPolicies>,
) {
  const known = capabilities.get(capability);
  const type = known?.target?.type;
  if (type !== undefined && type !== entity.type && !("entityType" in known!.input.shape))
    throw new InputError("api.bad-body", `entity.type: ${capability} acts on ${type}, not on ${entity.type}.`);
  const draft = canonicalEntity({ ...entity, name: entity.key, role: "affected", aliases: [] });
  return draft?.type === entity.type ? draft : { ...entity, key: entity.key.toLowerCase() };
}

const AT_ONCE = 5_000;

function simulate({ database, clock, own }: ApiDeps): Route {
  const path = "/v1/policies/simulate";
  const summary = "Say of every inventoried entity what would be decided: who could be contained without anyone asking";
  return route(
    { method: "post", path, tag, summary, needs: READERS, body: SimulatePolicies, answer: PolicySimulated },
    ({ caller: { workspaceId }, body }) =>
      inWorkspace(database, workspaceId, async (client) => {
        const policySet = await policySetOf(client, workspaceId, body.files, own);
        const base = await requestOf(client, workspaceId, body, clock.now());
        const type = targetTypeOf(capabilities.get(base.capability)!);
        const population = newPopulation(policySet);
        for (let after = "", full = true; full; ) {
          const entities = await inventoriedOf(client, workspaceId, type, after, AT_ONCE);
          for (const { key, attributes } of entities) population.add({ ...base, entity: { type, key, ...attributes } });
          full = entities.length === AT_ONCE;
          after = entities.at(-1)?.key ?? "";
        }
        const answer = population.answer();
        const told = await withStates(client, workspaceId, answer.budgets);
        const budgets = told.map(({ holds, ...budget }) => budget);
        return { capability: base.capability, entityType: type, ...answer, budgets };
      }),
  );
}

function targetTypeOf({ id, target }: Capability): EntityType {
  if (target !== undefined) return target.type;
  throw new InputError("api.bad-body", `capability: ${id} acts on no entity; take one that does.`);
}

async function policySetOf(
  client: Client,
  workspaceId: string,
  files: Asked["files"],
  own: Partial<OwnPlace> = {},
): Promise<PolicySet> {
  const texts = files ?? (await policiesInForce(client, workspaceId))?.files;
  if (texts === undefined) throw noneThere("set of policies in force", "cordon policy apply puts one in force.");
  const world = { capabilities: capabilities.values(), own: ownTogether(own, await ownPlaceOf(client, workspaceId)) };
  const { policySet, findings } = compilePolicies(texts, world);
  if (policySet === null) throw notValid("scope policy", findings.map(plainFinding));
  return policySet;
}

async function requestOf(
  client: Client,
  workspaceId: string,
  { capability: id, playbook, maturity, incident, at }: Asked,
  now: Date,
): Promise<Omit<GuardRequest, "entity">> {
  const capability = capabilities.get(id);
  if (capability === undefined)
    throw new InputError(
      "api.bad-body",
      `capability: there is none called "${id}": ${didYouMean(id, [...capabilities.keys()])}`,
    );
  const inForce = await playbooksInForce(client, workspaceId);
  const found = inForce.find(({ name }) => name === playbook);
  const names = inForce.map(({ name }) => name);
  if (found === undefined && playbook !== ANY && maturity === undefined) throw notFound("playbook", playbook, names);
  const types = readTaxonomy((await taxonomyInForce(client, workspaceId))?.content)?.types.map(({ id: type }) => type);
  if (types !== undefined && ![...types, UNDETERMINED].includes(incident.type))
    throw notFound("incident type", incident.type, types);
  const stated = (found?.program as { maturity?: string } | undefined)?.maturity;
  return {
    workspaceId,
    playbook: { name: playbook, maturity: maturity ?? stated ?? "stable" },
    capability: id,
    effectClass: capability.effect,
    incident: { ...incident, severityId: severityId(incident.severity) },
    at: at === undefined ? now : new Date(at),
  };
}

async function withStates(
  client: Client,
  workspaceId: string,
  budgets: Budget[],
  entity?: { entityType: string; entityKey: string },
) {
  const states = await budgetStates(client, workspaceId, budgets, entity);
  return budgets.map((budget, index) => ({
    ...budget,
    text: budgetText(budget),
    allowed: states[index]!.allowed,
    used: states[index]!.used,
    holds: states[index]!.holds,
  }));
}
