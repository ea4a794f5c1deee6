/**
 * Which record each entity of a batch is, and what its alerts teach of other names. Pure but for new ids. What a source says of the names of a
 * thing is believed as far as nothing speaks against it: the inventory is never overridden, and two records are never made one.
 */
import { newId } from "../ids.ts";
import type { EntityRef } from "../model/entity.ts";
import { bareNameOf, identifierKind, identifierRank, isStrong } from "../model/identifier.ts";
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

export interface Resolution {
  /** The record of each entity, by {@link askedAs} of what it was called, and of the record's own key. */
  known: Map<string, KnownEntity>;
  /** Records that were not there. */
  fresh: KnownEntity[];
  learned: LearnedAlias[];
}

type Book = Map<string, Candidate<KnownEntity>[]>;

/** A name already claimed by so many is no sign of anything; one more claim says nothing new. */
const ENOUGH_CLAIMS = 3;

/** @param book what the identifiers might lead to; it is added to, so that the next entity of the batch knows. */
export function resolveEntities(named: readonly NamedEntity[], book: Book): Resolution {
  const resolution: Resolution = { known: new Map(), fresh: [], learned: [] };
  for (const one of named) {
    const record = recordOf(one, book) ?? freshRecord(one, book, resolution);
    resolution.known.set(askedAs(one), record).set(askedAs(record), record);
    if (record.key !== one.key) learn(one, one.key, record, book, resolution);
    for (const alias of one.aliases) learn(one, alias, record, book, resolution);
    for (const text of [one.key, ...one.aliases]) {
      const bare = bareNameOf(one.type, identifierKind(one.type, text), text);
      if (bare !== "") learn(one, bare, record, book, resolution);
    }
  }
  return resolution;
}

/** The identifiers that an entity is looked up by. */
export function identifiersOf({ type, key, aliases }: Pick<NamedEntity, "type" | "key" | "aliases">): string[] {
  const all = [key, ...aliases];
  return [
    ...all,
    ...all.map((text) => bareNameOf(type, identifierKind(type, text), text)).filter((bare) => bare !== ""),
  ];
}

function recordOf(one: NamedEntity, book: Book): KnownEntity | null {
  const own = holder(one, one.key, book);
  if (own?.inventoried || one.aliases.length === 0) return own;
  const found = new Map<string, KnownEntity>();
  if (own !== null) found.set(own.id, own);
  for (const alias of one.aliases) {
    if (!isStrong(identifierKind(one.type, alias))) continue;
    const record = holder(one, alias, book);
    if (record !== null && !isDenied(one, record, book)) found.set(record.id, record);
  }
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

function holder(one: NamedEntity, text: string, book: Book): KnownEntity | null {
  return holderOf(one.type, text, book.get(askedAs({ ...one, key: text })) ?? [], one.source);
}

/** A person said that the key is not that record's; or both are hosts with names of their own, however much they share a card or an agent. */
function isDenied(one: NamedEntity, record: KnownEntity, book: Book): boolean {
  return isSplit(one, record, book) || (one.type === "device" && namesAnother(one.key, record.key));
}

function isSplit(one: NamedEntity, record: KnownEntity, book: Book): boolean {
  return (book.get(askedAs(one)) ?? []).some((claim) => claim.rejected && claim.record.id === record.id);
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

function freshRecord(one: NamedEntity, book: Book, { fresh }: Resolution): KnownEntity {
  const { workspaceId, type, key, name } = one;
  const record = {
    ...{ id: newId(), workspaceId, type, key, name, aliases: [] },
    ...{ attributes: NOTHING_KNOWN, inventoried: false },
  };
  fresh.push(record);
  note(book, askedAs(one), { record, by: "key", scope: "", rejected: false });
  return record;
}

function learn(one: NamedEntity, alias: string, record: KnownEntity, book: Book, { learned }: Resolution): void {
  const kind = identifierKind(one.type, alias);
  if (alias === record.key || identifierRank(kind) === 0) return;
  const scope = kind === "uid" ? one.source : "";
  const id = askedAs({ ...one, key: alias });
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
