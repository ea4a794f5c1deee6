/** All the names a thing goes by, from any one of them. */
import type { EntityType } from "../model/entity.ts";
import type { Queryable } from "./database.ts";
import { type Asked, askedAs, findCandidates, type KnownEntity } from "./entity-candidates.ts";
import { type Candidate, holderOf } from "./entity-holder.ts";

export interface Named {
  /** The records meant; several when the name is that of things of several types, or nobody can say which. */
  records: KnownEntity[];
  /** Several records of one type claim the name. */
  ambiguous: boolean;
}

/** The records that any of these spellings lead to, or that claim them. */
export async function recordsNamed(client: Queryable, asked: readonly Asked[]): Promise<Named> {
  const candidates = await findCandidates(client, asked);
  const records = new Map<string, KnownEntity>();
  let ambiguous = false;
  for (const one of asked) {
    const found = candidates.get(askedAs(one)) ?? [];
    const record = holderOf(one.type as EntityType, one.key, found, undefined);
    const meant = record === null ? claiming(found) : [record];
    ambiguous ||= meant.length > 1;
    for (const one of meant) records.set(one.id, one);
  }
  return { records: [...records.values()], ambiguous };
}

function claiming(candidates: Candidate<KnownEntity>[]): KnownEntity[] {
  const standing = candidates.filter(({ rejected }) => !rejected).map(({ record }) => record);
  return [...new Map(standing.map((record) => [record.id, record])).values()];
}

/** The keys and names that lead to these records, and to no other. */
export async function namesLeadingTo(
  client: Queryable,
  workspaceId: string,
  records: readonly KnownEntity[],
): Promise<string[]> {
  if (records.length === 0) return [];
  const ids = records.map(({ id }) => id);
  const result = await client.query<{ type: string; key: string }>(
    `WITH whole AS (SELECT id, type, key FROM entities WHERE workspace_id = $1 AND (id = ANY ($2::uuid[]) OR merged_into = ANY ($2::uuid[])))
     SELECT type, key FROM whole
     UNION SELECT a.type, a.alias FROM whole w JOIN entity_aliases a ON a.entity_id = w.id WHERE a.rejected_at IS NULL LIMIT 1000`,
    [workspaceId, ids],
  );
  const asked = result.rows.map((row) => ({ ...row, workspaceId }));
  const candidates = await findCandidates(client, asked);
  return asked
    .filter((one) => {
      const holder = holderOf(one.type as EntityType, one.key, candidates.get(askedAs(one)) ?? [], undefined);
      return holder !== null && ids.includes(holder.id);
    })
    .map(({ key }) => key);
}
