/** The entities of a batch of alerts, each resolved to its record: what is known of it, and what the batch teaches. */
import { identifiersOf, type NamedEntity, type Resolution, resolveEntities } from "./correlate/resolve-entities.ts";
import type { EntityRef } from "./model/entity.ts";
import { identifierKind } from "./model/identifier.ts";
import { canonicalEntity } from "./normalize/canonical-entity.ts";
import type { Queryable } from "./store/database.ts";
import { askedAs, findCandidates, type KnownEntity } from "./store/entity-candidates.ts";
import type { InboxAlert } from "./store/inbox.ts";
import type { Sighting } from "./store/sighting.ts";

export interface ResolvedBatch<A extends InboxAlert = InboxAlert> extends Resolution {
  /** The alerts, on the records of their entities: whoever names a thing, and however, it correlates. */
  alerts: A[];
  sightings: Sighting[];
}

/** Reads in one statement, however many entities there are, and writes nothing. */
export async function resolveBatch<A extends InboxAlert>(client: Queryable, alerts: A[]): Promise<ResolvedBatch<A>> {
  const named = namedEntities(alerts);
  const asked = named.flatMap((one) => identifiersOf(one).map((key) => ({ ...pick(one), key })));
  const resolution = resolveEntities(named, await findCandidates(client, asked));
  return {
    ...resolution,
    alerts: alerts.map((alert) => onRecord(alert, resolution.known)),
    sightings: sightingsOf(alerts, resolution.known),
  };
}

const pick = ({ workspaceId, type }: NamedEntity) => ({ workspaceId, type });

/** Each way an entity is named in the batch, once. */
function namedEntities(alerts: InboxAlert[]): NamedEntity[] {
  const named = new Map<string, NamedEntity>();
  for (const { id, workspaceId, connectionId, source, details } of alerts) {
    for (const ref of details.entities) {
      const way = `${workspaceId} ${source} ${ref.type} ${ref.key} ${ref.aliases.join(" ")}`;
      if (named.has(way)) continue;
      const { type, key, name } = ref;
      named.set(way, { type, key, name, aliases: aliasesOf(ref), workspaceId, source, connectionId, alertId: id });
    }
  }
  return [...named.values()];
}

/** In the spelling of keys; addresses are not among them. */
function aliasesOf(ref: EntityRef): string[] {
  const spelled = ref.aliases.flatMap((alias) => canonicalEntity({ ...ref, key: alias, aliases: [] })?.key ?? []);
  return [...new Set(spelled)].filter((alias) => {
    const kind = identifierKind(ref.type, alias);
    return alias !== ref.key && kind !== "none" && kind !== "address";
  });
}

function onRecord<A extends InboxAlert>(alert: A, known: Map<string, KnownEntity>): A {
  const { workspaceId, entityType: type, details } = alert;
  const keyOf = (of: string, key: string) => known.get(askedAs({ workspaceId, type: of, key }))?.key ?? key;
  if (details.entities.every((ref) => keyOf(ref.type, ref.key) === ref.key)) return alert;
  const entities = details.entities.map((ref) => {
    const key = keyOf(ref.type, ref.key);
    return key === ref.key ? ref : { ...ref, key, aliases: [ref.key, ...ref.aliases].slice(0, 20) };
  });
  return { ...alert, entityKey: keyOf(type, alert.entityKey), details: { ...details, entities } };
}

/** A host named with an address had it then; a source whose clock is ahead does not see the future. */
function sightingsOf(alerts: InboxAlert[], known: Map<string, KnownEntity>): Sighting[] {
  const sightings = new Map<string, Sighting>();
  for (const { workspaceId, connectionId, time, receivedAt, details } of alerts) {
    const at = (time < receivedAt ? time : receivedAt).toISOString();
    for (const { type, key, aliases } of details.entities) {
      if (type !== "device") continue;
      const entityId = known.get(askedAs({ workspaceId, type, key }))?.id;
      for (const address of aliases.flatMap(hostAddress)) {
        if (entityId === undefined) continue;
        const id = `${entityId} ${address}`;
        const before = sightings.get(id) ?? { workspaceId, address, entityId, from: at, until: at, connectionId };
        if (at < before.from) before.from = at;
        if (at > before.until) before.until = at;
        sightings.set(id, before);
      }
    }
  }
  return [...sightings.values()];
}

/** The address, unless every host has it. */
function hostAddress(alias: string): string[] {
  const ref = canonicalEntity({ type: "ip", key: alias, name: alias, role: "affected", aliases: [] });
  return ref?.type !== "ip" || /^(?:127\.|0\.|169\.254\.|::1?$|fe80:)/.test(ref.key) ? [] : [ref.key];
}
