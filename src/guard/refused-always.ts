/** Effects that the policies refuse whatever the incident and the inventory will say: found before a playbook is in force, not when it is needed. */
import { type CedarValueJson, isAuthorizedPartial } from "@cedar-policy/cedar-wasm/nodejs";
import { EntityAttributes, type EntityType } from "../model/entity.ts";
import type { EffectClass } from "../model/scale.ts";
import type { PolicyRecord, PolicySet } from "./policy-record.ts";
import { type RequestAttributes, requestAttributes } from "./request-attributes.ts";

/** What a playbook says of an effect before it runs. */
export interface PlannedEffect {
  playbook: { name: string; maturity: string };
  capability: string;
  effectClass: EffectClass;
  /** What it acts on, and which one where the playbook names it; null for what acts on no entity. */
  target: { type: EntityType; key: string | null } | null;
}

/** What a playbook fixes of a request; the rest is unknown until it runs. */
const FIXED: Readonly<Record<keyof RequestAttributes, ReadonlySet<string>>> = {
  principal: new Set(["name", "maturity"]),
  resource: new Set(["type"]),
  context: new Set(["capability", "effectClass"]),
};
/** What follows from the key of an entity. */
const OF_KEY: ReadonlySet<string> = new Set(["key", "internal", "address"]);

/**
 * Why the effect is refused in every case, by the forbids that hold whatever is still unknown; null when it may be let through, or asked for.
 * Cedar decides this by partial evaluation, so that a refusal told here is one for certain; not every one is found.
 */
export function refusedAlways(policySet: PolicySet, effect: PlannedEffect): string | null {
  if (effect.effectClass === "observe") return null;
  const holding = holdingOf(policySet, effect)?.surely.filter((one) => one.effect === "forbid") ?? [];
  return holding.length === 0 ? null : holding.map(({ id, reason }) => `${id} (${reason})`).join(" and ");
}

/** The policies that hold whatever is still unknown, and those that may; null where Cedar cannot say. */
export function holdingOf(
  policySet: PolicySet,
  effect: PlannedEffect,
): { surely: PolicyRecord[]; perhaps: PolicyRecord[] } | null {
  const speaking = policySet.policies.filter(({ reaches }) => reaches.includes(effect.capability));
  const { principal: who, resource: what, context } = knownOf(policySet, effect);
  const principal = { type: "Playbook", id: effect.playbook.name };
  const action = { type: "Action", id: effect.capability };
  const resource = { type: "Entity", id: `${effect.target?.type ?? "other"}/${keyOf(effect)}` };
  const answer = isAuthorizedPartial({
    principal,
    action,
    // An entity that nobody has named yet is not the one that a policy names, and is not another one either.
    resource: effect.target?.key === null && policySet.reads.identities ? null : resource,
    context,
    policies: { staticPolicies: Object.fromEntries(speaking.map(({ id, text }) => [id, text])) },
    entities: [
      { uid: principal, attrs: who, parents: [] },
      { uid: resource, attrs: what, parents: [] },
      { uid: action, attrs: {}, parents: [{ type: "Action", id: effect.effectClass }] },
    ],
  });
  if (answer.type === "failure") return null;
  const { satisfied, nontrivialResiduals } = answer.response;
  return {
    surely: speaking.filter(({ id }) => satisfied.includes(id)),
    perhaps: speaking.filter(({ id }) => nontrivialResiduals.includes(id)),
  };
}

function keyOf({ target }: PlannedEffect): string {
  return target === null ? "none" : (target.key ?? "unknown");
}

/** The attributes that policies read, each with its value or as one that is not known yet. */
function knownOf(policySet: PolicySet, effect: PlannedEffect): RequestAttributes {
  const attributes = requestAttributes(
    {
      workspaceId: "",
      ...effect,
      entity: { type: effect.target?.type ?? "other", key: keyOf(effect), ...EntityAttributes.parse({}) },
      incident: { type: "", severity: "", severityId: 0, priority: "", confidence: 0 },
      at: new Date(0),
    },
    policySet,
  );
  const fixed = (part: keyof RequestAttributes, name: string) =>
    FIXED[part].has(name) || (part === "resource" && OF_KEY.has(name) && effect.target?.key !== null);
  const masked = (part: keyof RequestAttributes) =>
    Object.fromEntries(
      Object.entries(attributes[part]).map(([name, value]): [string, CedarValueJson] => [
        name,
        fixed(part, name) ? value : { __extn: { fn: "unknown", arg: name } },
      ]),
    );
  return { principal: masked("principal"), resource: masked("resource"), context: masked("context") };
}
