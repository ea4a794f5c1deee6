/**
 * Which record each entity of a batch is, and what its alerts teach of other names. Pure but for new ids. What a source says of the names of a
 * thing is believed as far as nothing speaks against it: the inventory is never overridden, and two records are never made one.
 */
import { newId } from "../ids.ts";
import type { EntityRef } from "../model/entity.ts";
import { bareNameOf, type IdentifierKind, identifierKind, identifierRank, isStrong } from "../model/identifier.ts";
import type { LearnedAlias } from "../store/entity.ts";
import { askedAs, type KnownEntity, NOTHING_KNOWN } from "../store/entity-candidates.ts";
import { type Candidate, holderOf } from "../store/entity-holder.ts";

/** An entity as one alert names it, its aliases in their canonical spelling. */
export interface NamedEntity extends Pick<EntityRef, "type" | "key" | "name" | "aliases"> {
  workspaceId: string;
  /** The product that speaks: its own ids are good within it. */
  source: string;
  connectionId: string;
  alertId: string;
}

/** One name of an entity. */
export interface Identifier {
  text: string;
  kind: IdentifierKind;
  /** {@link askedAs}. */
  id: string;
}

/** An entity with all that it is looked up by: its key, its aliases, and the bare names inside of them. */
export interface Identified extends NamedEntity {
  identifiers: [own: Identifier, ...others: Identifier[]];
}

export interface Resolution {
  /** The record of each entity, by {@link askedAs} of what it was called, and of the record's own key. */
  known: Map<string, KnownEntity>;
  /** Some entity is called otherwise than its record. */
  moved: boolean;
  /** Records that were not there. */
  fresh: KnownEntity[];
  learned: LearnedAlias[];
}

type Book = Map<string, Candidate<KnownEntity>[]>;

/** A name already claimed by so many is no sign of anything; one more claim says nothing new. */
const ENOUGH_CLAIMS = 3;

/** Worked out once, for asking and for resolving. */
export function identified(one: NamedEntity): Identified {
  const { workspaceId, type } = one;
  const named = (text: string): Identifier => ({
    text,
    kind: identifierKind(type, text),
    id: askedAs({ workspaceId, type, key: text }),
  });
  const identifiers: Identified["identifiers"] = [named(one.key), ...one.aliases.map(named)];
  for (const { kind, text } of [...identifiers]) {
    const bare = bareNameOf(type, kind, text);
    if (bare !== "") identifiers.push(named(bare));
  }
  return { ...one, identifiers };
}

/** @param book what the identifiers might lead to; it is added to, so that the next entity of the batch knows. */
export function resolveEntities(entities: readonly Identified[], book: Book): Resolution {
  const resolution: Resolution = { known: new Map(), moved: false, fresh: [], learned: [] };
  for (const one of entities) {
    const record = recordOf(one, book) ?? freshRecord(one, book, resolution);
    resolution.known.set(one.identifiers[0].id, record);
    if (record.key !== one.key) {
      resolution.known.set(askedAs(record), record);
      resolution.moved = true;
    }
    for (const identifier of one.identifiers) learn(one, identifier, record, book, resolution);
  }
  return resolution;
}

function recordOf(one: Identified, book: Book): KnownEntity | null {
  const own = holder(one, one.identifiers[0], book);
  if (own?.inventoried || one.aliases.length === 0) return own;
  const found = new Map<string, KnownEntity>();
  if (own !== null) found.set(own.id, own);
  for (const identifier of one.identifiers) {
    if (!isStrong(identifier.kind)) continue;
    const record = holder(one, identifier, book);
    if (record !== null && record !== own && !isDenied(one, record, book)) found.set(record.id, record);
  }
  if (found.size === 1 && own !== null) return own;
  const inventoried = [...found.values()].filter((record) => record.inventoried);
  if (inventoried.length > 0) return inventoried.length === 1 ? inventoried[0]! : own;
  return own === null && found.size === 1 ? [...found.values()][0]! : bestNamed([...found.values()], own);
}

/** Of several records the one with the best name, when it is alone in that; otherwise nobody can say. */
function bestNamed(records: KnownEntity[], own: KnownEntity | null): KnownEntity | null {
  const ranked = records.map((record) => ({ record, rank: rankOf(record) }));
  const top = ranked.filter(({ rank }) => rank === Math.max(...ranked.map((one) => one.rank)));
  return top.length === 1 ? top[0]!.record : own;
}

function holder({ type, source }: Identified, { text, id }: Identifier, book: Book): KnownEntity | null {
  const candidates = book.get(id);
  return candidates === undefined ? null : holderOf(type, text, candidates, source);
}

/** A person said that the key is not that record's; or both are hosts with names of their own, however much they share a card or an agent. */
function isDenied(one: Identified, record: KnownEntity, book: Book): boolean {
  return isSplit(one, record, book) || (one.type === "device" && namesAnother(one.key, record.key));
}

function isSplit(one: Identified, record: KnownEntity, book: Book): boolean {
  return (book.get(one.identifiers[0].id) ?? []).some((claim) => claim.rejected && claim.record.id === record.id);
}

function namesAnother(key: string, other: string): boolean {
  const [a, b] = [identifierKind("device", key), identifierKind("device", other)];
  const isHost = (kind: string) => kind === "fqdn" || kind === "name";
  if (!isHost(a) || !isHost(b) || key === other) return false;
  return a === b || key.split(".")[0] !== other.split(".")[0];
}

function rankOf({ type, key }: KnownEntity): number {
  return identifierRank(identifierKind(type as EntityRef["type"], key));
}

function freshRecord(one: Identified, book: Book, { fresh }: Resolution): KnownEntity {
  const { workspaceId, type, key, name } = one;
  const record = {
    ...{ id: newId(), workspaceId, type, key, name, aliases: [] },
    ...{ attributes: NOTHING_KNOWN, inventoried: false },
  };
  fresh.push(record);
  note(book, one.identifiers[0].id, { record, by: "key", scope: "", rejected: false });
  return record;
}

function learn(one: Identified, named: Identifier, record: KnownEntity, book: Book, { learned }: Resolution): void {
  const { text: alias, kind, id } = named;
  if (alias === record.key || identifierRank(kind) === 0) return;
  const scope = kind === "uid" ? one.source : "";
  const claims = book.get(id) ?? [];
  if (claims.some((claim) => claim.by === "key" && isSplit(one, claim.record, book))) return;
  if (claims.some((claim) => claim.record.id === record.id && (claim.scope === scope || claim.by === "inventory")))
    return;
  if (claims.filter(({ by }) => by === "connection").length >= ENOUGH_CLAIMS) return;
  note(book, id, { record, by: "connection", scope, rejected: false });
  const { workspaceId, type, connectionId, alertId } = one;
  learned.push({ workspaceId, type, alias, scope, entityId: record.id, connectionId, alertId });
}

function note(book: Book, id: string, candidate: Candidate<KnownEntity>): void {
  const others = book.get(id);
  if (others === undefined) book.set(id, [candidate]);
  else others.push(candidate);
}
