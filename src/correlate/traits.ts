/** What alerts are compared by: the values of one alert for each trait that a rule can name. Pure. */
import type { EntityType } from "../model/entity.ts";
import type { ObservableType } from "../model/observable.ts";
import type { AlertDetails } from "../store/delivery.ts";
import type { Trait } from "../taxonomy/taxonomy.ts";

/** An alert as far as it is compared: new ones and stored ones alike. */
export interface Comparable {
  uid: string;
  title: string;
  severity: string;
  source: string;
  ruleId: string;
  techniques: readonly string[];
  entityType: string;
  entityKey: string;
  details: Pick<AlertDetails, "ruleName" | "session" | "entities" | "observables">;
}

/** Of more values than these the rest is not compared: an alert with a thousand addresses must not be looked up by each. */
const MOST_VALUES = 8;

/** The alert's values of a trait, sorted and each once; none when it says nothing of it. `connection` is the name of the one it came by. */
export function valuesOf(trait: Trait, alert: Comparable, connection: string): string[] {
  switch (trait) {
    case "uid":
    case "title":
    case "severity":
    case "source":
      return given(alert[trait]);
    case "connection":
      return given(connection);
    case "rule":
      return given(alert.ruleId || alert.details.ruleName);
    case "technique":
      return several(alert.techniques);
    case "cause":
      return [alert.techniques[0] ?? (alert.ruleId || alert.details.ruleName || "unknown")];
    case "entity":
      return [`${alert.entityType}:${alert.entityKey}`];
    case "session":
      return alert.details.session === undefined ? [] : [`${alert.source} ${alert.details.session}`];
    default:
      return several(thingsOf(trait, alert));
  }
}

const THINGS: Readonly<Record<Thing, { entity: EntityType | null; observable: ObservableType | null }>> = {
  user: { entity: "user", observable: null },
  device: { entity: "device", observable: null },
  ip: { entity: "ip", observable: "ip" },
  domain: { entity: "domain", observable: "domain" },
  url: { entity: "url", observable: "url" },
  hash: { entity: null, observable: "hash" },
  mailbox: { entity: "mailbox", observable: "email" },
};
type Thing = Extract<Trait, "user" | "device" | "ip" | "domain" | "url" | "hash" | "mailbox">;

function thingsOf(trait: Thing, { details }: Comparable): string[] {
  const { entity, observable } = THINGS[trait];
  return [
    ...details.entities.flatMap((one) => (one.type === entity ? [one.key] : [])),
    ...details.observables.flatMap((one) => (one.type === observable ? [one.value] : [])),
  ];
}

function given(value: string): string[] {
  return value === "" ? [] : [value];
}

function several(values: readonly string[]): string[] {
  return values.length < 2 ? [...values] : [...new Set(values)].sort().slice(0, MOST_VALUES);
}
