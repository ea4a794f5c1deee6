/** Facts of an incident of which only a fragment is written: what `examples:` and tests need, and nothing in production. */
import { z } from "zod";
import { EntityFacts, IncidentFacts } from "../model/incident.ts";
import { observationsOf } from "../model/observation.ts";
import { SEVERITIES, type Severity, severityId } from "../model/scale.ts";

/** The fields of a fragment; what `fillFacts` derives is not written. */
const EntityFragment = z.strictObject(EntityFacts.partial().shape);
export const FactsFragment = z.strictObject({
  ...IncidentFacts.omit({ severityId: true }).partial().shape,
  entity: EntityFragment.optional(),
  entities: z.array(EntityFragment).optional(),
});
export type FactsFragment = z.infer<typeof FactsFragment>;

const ENTITY: EntityFacts = {
  type: "other",
  key: "example",
  name: "example",
  role: "affected",
  aliases: [],
  criticality: "unknown",
  privileged: false,
  serviceAccount: false,
  protected: false,
  owner: "",
  department: "",
  tags: [],
};

/** Whole facts around a fragment: a medium alert about one entity, seen once. Lists of keys follow the entity when they are not written. */
export function fillFacts(fragment: FactsFragment): IncidentFacts {
  const entity: EntityFacts = { ...ENTITY, ...defined(fragment.entity ?? {}) };
  const severity: Severity = fragment.severity ?? "medium";
  const keysOf = (type: EntityFacts["type"]) => (entity.type === type ? [entity.key] : []);
  const { observables = [], alertCount = 1, firstEventAt = "2026-01-01T00:00:00Z" } = fragment;
  return {
    id: "00000000-0000-7000-8000-000000000000",
    number: 1,
    title: "An example",
    type: "",
    priority: "unknown",
    initialDisposition: "unknown",
    source: "example",
    ruleId: "example",
    ruleName: "example",
    categories: [],
    techniques: [],
    confidence: 0,
    controlOutcome: "unknown",
    users: keysOf("user"),
    devices: keysOf("device"),
    ips: keysOf("ip"),
    accessKeys: keysOf("access-key"),
    observables,
    observations: observationsOf([{ time: new Date(firstEventAt), observables }], alertCount),
    alertCount,
    firstEventAt,
    openedAt: "2026-01-01T00:00:00Z",
    alertUid: "example",
    connection: "example",
    ...defined(fragment),
    severity: SEVERITIES.includes(severity) ? severity : "medium",
    severityId: severityId(severity),
    entity,
    entities: fragment.entities?.map((each) => ({ ...ENTITY, ...defined(each) })) ?? [entity],
  };
}

function defined<T extends object>(fragment: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fragment).filter(([, value]) => value !== undefined)) as never;
}
