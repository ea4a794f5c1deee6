/** What is known of an incident before anything is decided: the facts that taxonomy, playbooks and policies read. */
import { EntityAttributes, type EntityRef } from "../model/entity.ts";
import type { EntityFacts, IncidentFacts } from "../model/incident.ts";
import type { Observable } from "../model/observable.ts";
import { MOST_OBSERVABLES, observationsOf } from "../model/observation.ts";
import { graverSeverity, type Severity, severityId } from "../model/scale.ts";
import { askedAs, type KnownEntity } from "../store/entity-candidates.ts";
import type { InboxAlert } from "../store/inbox.ts";

/** More of these are cut off, as are more than 200 observables: expressions over them stay cheap, and the alerts keep them all. */
const MAX_ENTITIES = 50;

export interface FactsInput {
  id: string;
  number: number;
  /** The alerts that open the incident, oldest first; the first one names it. */
  alerts: [InboxAlert, ...InboxAlert[]];
  workspaceId: string;
  /** The records of the entities, by {@link askedAs} of what the alerts call them. */
  known: Map<string, KnownEntity>;
  openedAt: Date;
}

/** Pure. Type, priority and disposition are classification's to fill in. */
export function factsOf(input: FactsInput): IncidentFacts {
  const [first] = input.alerts;
  const entities = mergeEntities(input);
  const entity = entities.find((one) => one.role === "affected") ?? entities[0] ?? unknownEntity(first);
  const severity = input.alerts.reduce<Severity>(
    (worst, alert) => graverSeverity(worst, alert.severity as Severity),
    "unknown",
  );
  const keys = (type: string) =>
    [...entities]
      .sort((a, b) => Number(b.role === "affected") - Number(a.role === "affected"))
      .flatMap((one) => (one.type === type ? [one.key] : []));
  return {
    id: input.id,
    number: input.number,
    title: first.title,
    type: "",
    severity,
    severityId: severityId(severity),
    priority: "unknown",
    initialDisposition: first.initialDisposition as IncidentFacts["initialDisposition"],
    source: first.source,
    ruleId: first.ruleId,
    ruleName: first.details.ruleName,
    categories: unique(input.alerts.flatMap((alert) => alert.details.categories)),
    techniques: unique(input.alerts.flatMap((alert) => alert.techniques)),
    confidence: Math.round(Math.max(...input.alerts.map((alert) => alert.details.confidence))),
    controlOutcome: first.details.controlOutcome,
    entity,
    entities,
    users: keys("user"),
    devices: keys("device"),
    ips: keys("ip"),
    accessKeys: keys("access-key"),
    observables: mergeObservables(input.alerts),
    observations: observationsOf(input.alerts.map(({ time, details }) => ({ time, observables: details.observables }))),
    alertCount: input.alerts.length,
    firstEventAt: new Date(Math.min(...input.alerts.map((alert) => alert.time.getTime()))).toISOString(),
    openedAt: input.openedAt.toISOString(),
    alertUid: first.uid,
    connection: first.connection,
  };
}

function mergeEntities(input: FactsInput): EntityFacts[] {
  const merged = new Map<string, EntityFacts>();
  for (const ref of input.alerts.flatMap((alert) => alert.details.entities)) {
    const facts = factsOfEntity(ref, input.known.get(askedAs({ workspaceId: input.workspaceId, ...ref })));
    const key = `${facts.type} ${facts.key}`;
    const known = merged.get(key);
    if (known === undefined) merged.set(key, facts);
    else if (ref.role === "affected") known.role = "affected";
    if (merged.size >= MAX_ENTITIES) break;
  }
  return [...merged.values()];
}

function factsOfEntity(ref: EntityRef, known: KnownEntity | undefined): EntityFacts {
  return {
    type: ref.type,
    key: known?.key ?? ref.key,
    name: known?.name ?? ref.name,
    role: ref.role,
    aliases: unique([...ref.aliases, ...(known?.aliases ?? [])]).slice(0, 20),
    ...(known?.attributes ?? EntityAttributes.parse({})),
  };
}

function unknownEntity(alert: InboxAlert): EntityFacts {
  return factsOfEntity(
    {
      type: alert.entityType as EntityRef["type"],
      key: alert.entityKey,
      name: alert.entityName,
      role: "affected",
      aliases: [],
    },
    undefined,
  );
}

function mergeObservables(alerts: InboxAlert[]): Observable[] {
  const merged = new Map<string, Observable>();
  for (const observable of alerts.flatMap((alert) => alert.details.observables)) {
    if (merged.size >= MOST_OBSERVABLES) break;
    merged.set(`${observable.type} ${observable.value}`, observable);
  }
  return [...merged.values()];
}

function unique(values: string[]): string[] {
  return [...new Set(values)];
}
