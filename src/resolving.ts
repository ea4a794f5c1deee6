/** The entities of a batch of alerts, each resolved to its record: what is known of it, and what the batch teaches. */
import { canonicalIp } from "./connector/canonical.ts";
import { type Identified, identified, type Resolution, resolveEntities } from "./correlate/resolve-entities.ts";
import type { EntityRef } from "./model/entity.ts";
import { identifierKind, identifierRank } from "./model/identifier.ts";
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
  const asked = named.flatMap(({ workspaceId, type, identifiers }) =>
    identifiers.map(({ text, id }) => ({ workspaceId, type, key: text, id })),
  );
  const resolution = resolveEntities(named, await findCandidates(client, asked));
  return {
    ...resolution,
    alerts: resolution.moved ? alerts.map((alert) => onRecord(alert, resolution.known)) : alerts,
    sightings: sightingsOf(alerts, resolution.known),
  };
}

/** Each way an entity is named in the batch, once. */
function namedEntities(alerts: InboxAlert[]): Identified[] {
  const named = new Map<string, Identified>();
  for (const { id, workspaceId, connectionId, source, details } of alerts) {
    for (const ref of details.entities) {
      const way = `${ref.key} ${ref.type} ${ref.aliases.length === 0 ? "" : `${ref.aliases.join(" ")} ${source}`} ${workspaceId}`;
      if (named.has(way)) continue;
      const { type, key, name } = ref;
      const one = { type, key, name, aliases: aliasesOf(ref), workspaceId, source, connectionId, alertId: id };
      named.set(way, identified(one));
    }
  }
  return [...named.values()];
}

/** In the spelling of keys; addresses are not among them. */
function aliasesOf({ type, key, aliases }: EntityRef): string[] {
  if (aliases.length === 0) return aliases;
  const spelled = aliases.map((alias) => aliasOf(type, alias)).filter((alias) => alias !== "" && alias !== key);
  return spelled.length < 2 ? spelled : [...new Set(spelled)];
}

/** A storm names the same few thousand things again and again. Bounded: what is read is attacker-written. */
const REMEMBERED = 20_000;
const spellings = new Map<string, string>();

/** Empty when it leads to no record. */
function aliasOf(type: EntityRef["type"], alias: string): string {
  const id = `${type} ${alias}`;
  const known = spellings.get(id);
  if (known !== undefined) return known;
  const key = canonicalEntity({ type, key: alias, name: "", role: "affected", aliases: [] })?.key ?? "";
  const spelled = identifierRank(identifierKind(type, key)) === 0 ? "" : key;
  if (spellings.size >= REMEMBERED) spellings.clear();
  spellings.set(id, spelled);
  return spelled;
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
    for (const { type, key, aliases } of details.entities) {
      const addresses = type === "device" && aliases.length > 0 ? aliases.flatMap(hostAddress) : [];
      const entityId = addresses.length === 0 ? undefined : known.get(askedAs({ workspaceId, type, key }))?.id;
      if (entityId === undefined) continue;
      const at = (time < receivedAt ? time : receivedAt).toISOString();
      for (const address of addresses) {
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
  if (!/^[[\d]|^[^:]*:[^:]*:/.test(alias)) return [];
  const address = canonicalIp(alias);
  return address === null || /^(?:127\.|0\.|169\.254\.|::1?$|fe80:)/.test(address) ? [] : [address];
}
