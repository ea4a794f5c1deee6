/** Entities and observables in one spelling; what is not what it says it is becomes `other`, never an error. */

import {
  canonicalDomain,
  canonicalHash,
  canonicalHost,
  canonicalIp,
  canonicalMail,
  canonicalUrl,
} from "../connector/canonical.ts";
import { canonicalKey } from "../connector/entity-key.ts";
import type { EntityRef } from "../model/entity.ts";
import type { Observable, ObservableType } from "../model/observable.ts";
import { cleanLine } from "./clean-text.ts";

type Canonical = (text: string) => string | null;

const asIs: Canonical = (text) => text;

const OBSERVABLE_VALUES: Record<ObservableType, Canonical> = {
  ip: canonicalIp,
  domain: canonicalDomain,
  url: canonicalUrl,
  email: canonicalMail,
  hash: canonicalHash,
  file: asIs,
  process: asIs,
  user: (text) => canonicalMail(text) ?? text.toLowerCase(),
  host: canonicalHost,
  port: (text) => (/^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? String(Number(text)) : null),
  "user-agent": asIs,
  resource: asIs,
  other: asIs,
};

/** The entity with its canonical key, or null when it has none at all. Names and aliases stay as the source wrote them, bounded. */
export function canonicalEntity(entity: EntityRef): EntityRef | null {
  const written = cleanLine(entity.key, 512);
  if (written === "") return null;
  const key = canonicalKey(entity.type, written);
  const aliases = entity.aliases.map((alias) => cleanLine(alias, 512)).filter((alias) => alias !== "" && alias !== key);
  const name = cleanLine(entity.name, 512) || written;
  if (key === null || key.length > 512) return { type: "other", key: written, name, role: entity.role, aliases };
  return {
    type: entity.type,
    key,
    name,
    role: entity.role,
    aliases: aliases.length < 2 ? aliases : [...new Set(aliases)],
  };
}

/** The observable with its canonical value, or null when it is empty. A host or domain that is an address is one. */
export function canonicalObservable(observable: Observable): Observable | null {
  const written = cleanLine(observable.value, 2048);
  if (written === "") return null;
  if (observable.type === "host" || observable.type === "domain") {
    const address = canonicalIp(written);
    if (address !== null) return { type: "ip", value: address };
  }
  const value = OBSERVABLE_VALUES[observable.type](written);
  return value === null || value.length > 2048 ? { type: "other", value: written } : { type: observable.type, value };
}

/** Each entity once, in the order given. One named both ways is affected: harm to it matters more than what it did. */
export function mergeEntities(entities: readonly EntityRef[]): EntityRef[] {
  const merged = new Map<string, EntityRef>();
  for (const entity of entities) {
    const canonical = canonicalEntity(entity);
    if (canonical === null) continue;
    const id = `${canonical.type}:${canonical.key}`;
    const before = merged.get(id);
    merged.set(id, before === undefined ? canonical : joined(before, canonical));
  }
  return [...merged.values()];
}

function joined(a: EntityRef, b: EntityRef): EntityRef {
  return {
    ...a,
    role: a.role === "affected" || b.role === "affected" ? "affected" : "actor",
    aliases: [...new Set([...a.aliases, ...b.aliases])].slice(0, 20),
  };
}

/** Each observable once, in the order given; a domain and a host of the same name are one, of the type that came first. */
export function mergeObservables(observables: readonly Observable[]): Observable[] {
  const merged = new Map<string, Observable>();
  for (const observable of observables) {
    const canonical = canonicalObservable(observable);
    if (canonical === null) continue;
    const id = `${canonical.type === "host" ? "domain" : canonical.type}:${canonical.value}`;
    if (!merged.has(id)) merged.set(id, canonical);
  }
  return [...merged.values()];
}
