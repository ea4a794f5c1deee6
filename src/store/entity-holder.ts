/** Which record an identifier leads to, out of all that claim it. Pure. */
import type { EntityType } from "../model/entity.ts";
import { identifierKind, identifierRank } from "../model/identifier.ts";

/** A record that an identifier might lead to. */
export interface Candidate<R extends Claimed> {
  record: R;
  /** key: it is the record's own key · inventory, connection: who says that it is another name of the record. */
  by: "key" | "inventory" | "connection";
  /** The product whose own id it is; empty for what means the same everywhere. */
  scope: string;
  /** A person said that it is not this record's. */
  rejected: boolean;
}

export interface Claimed {
  id: string;
  key: string;
  inventoried: boolean;
}

/**
 * The one record, or null when there is none or nobody can say which. The inventory's word comes first: an inventoried key, then an inventoried
 * alias. A learned alias leads to a record only when no other claims it, and never away from a record whose own key is as good a name.
 * @param scope the product that uses the identifier; undefined for any.
 */
export function holderOf<R extends Claimed>(
  type: EntityType,
  text: string,
  candidates: readonly Candidate<R>[],
  scope: string | undefined,
): R | null {
  const own = candidates.find(({ by }) => by === "key")?.record ?? null;
  if (own?.inventoried || candidates.length === (own === null ? 0 : 1)) return own;
  const standing = candidates.filter(({ rejected }) => !rejected);
  const inventory = theOne(standing.filter(({ by }) => by === "inventory"));
  if (inventory !== null) return inventory;
  const learned = theOne(
    standing.filter((one) => one.by === "connection" && isWithin(one.scope, scope) && one.record.id !== own?.id),
  );
  if (own === null || learned === null) return own ?? learned;
  return identifierRank(identifierKind(type, learned.key)) > identifierRank(identifierKind(type, text)) ? learned : own;
}

function isWithin(scope: string, asked: string | undefined): boolean {
  return scope === "" || asked === undefined || scope === asked;
}

function theOne<R extends Claimed>(candidates: Candidate<R>[]): R | null {
  const first = candidates[0]?.record ?? null;
  return candidates.every(({ record }) => record.id === first?.id) ? first : null;
}
