/** What policies may name: Cedar's schema, made from the capabilities there are. Policies are typed against it before they are in force. */

import { AUTONOMY_STAGES } from "../model/autonomy.ts";
import { HEEDED_KINDS } from "../model/decision.ts";
import { EntityAttributes } from "../model/entity.ts";
import { EFFECT_CLASSES, type EffectClass, PRIORITIES, SEVERITIES } from "../model/scale.ts";
import { ENTITY_TYPES } from "../model/words.ts";

/** A capability as policies know it. */
export interface GuardedCapability {
  id: string;
  effect: EffectClass;
}

/** Every attribute a policy can read, by where it is. The request builder gives exactly these. */
export const ATTRIBUTES = {
  principal: { name: "String", maturity: "String" },
  resource: {
    type: "String",
    key: "String",
    criticality: "String",
    privileged: "Bool",
    serviceAccount: "Bool",
    protected: "Bool",
    owner: "String",
    department: "String",
    tags: "Set<String>",
    internal: "Bool",
    "address?": "ipaddr",
  },
  context: {
    capability: "String",
    effectClass: "String",
    incidentType: "String",
    incidentClass: "String",
    severity: "String",
    severityId: "Long",
    priority: "String",
    confidence: "Long",
    hour: "Long",
    weekday: "Long",
    decisions: "Set<String>",
    autonomy: "String",
  },
} as const;

/** The values of attributes that have only these; a policy that compares with another is refused, because it would never hold. */
export const VALUES: Readonly<Record<string, readonly string[]>> = {
  type: ENTITY_TYPES,
  criticality: EntityAttributes.shape.criticality.unwrap().options,
  effectClass: EFFECT_CLASSES,
  severity: SEVERITIES,
  priority: PRIORITIES,
  decisions: HEEDED_KINDS,
  autonomy: AUTONOMY_STAGES,
  maturity: ["sandbox", "incubating", "stable", "deprecated"],
};

/** The schema in Cedar's own syntax. Effect classes are action groups: `action in Action::"contain"`. */
export function schemaText(capabilities: readonly GuardedCapability[]): string {
  const groups = EFFECT_CLASSES.map((name) => `"${name}"`).join(", ");
  const actions = capabilities.map(
    ({ id, effect }) =>
      `action "${id}" in ["${effect}"] appliesTo { principal: [Playbook], resource: [Entity], context: EffectContext };`,
  );
  return [
    `entity Playbook = ${record(ATTRIBUTES.principal)};`,
    `entity Entity = ${record(ATTRIBUTES.resource)};`,
    `type EffectContext = ${record(ATTRIBUTES.context)};`,
    `action ${groups};`,
    ...actions,
  ].join("\n");
}

function record(attributes: Readonly<Record<string, string>>): string {
  return `{ ${Object.entries(attributes)
    .map(([name, type]) => `${name}: ${type}`)
    .join(", ")} }`;
}
