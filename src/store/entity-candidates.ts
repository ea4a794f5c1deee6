/** Everything that identifiers might lead to, in one statement however many are asked. */
import { EntityAttributes } from "../model/entity.ts";
import type { Queryable } from "./database.ts";
import type { Candidate } from "./entity-holder.ts";

export interface KnownEntity {
  id: string;
  workspaceId: string;
  type: string;
  key: string;
  name: string;
  /** What the inventory calls it besides. */
  aliases: string[];
  attributes: EntityAttributes;
  inventoried: boolean;
}

/** A name that alerts, effects or people use. */
export interface Asked {
  workspaceId: string;
  type: string;
  /** In its canonical spelling. */
  key: string;
}

/** More claims than this say no more than that it is ambiguous. */
const MAX_CLAIMS = 20;

/**
 * Each LIMIT 1 is of something that there is once; it keeps the order in which things are looked up. A plan made while there were no entities, which
 * the statement of the hot path keeps, would else go through all of them for each name that is asked, for minutes.
 */
const CANDIDATES = `
WITH asked AS (SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[]) WITH ORDINALITY AS a(workspace_id, type, key, place)),
found AS MATERIALIZED (
  SELECT a.place, e.id, 'key' AS by, '' AS scope, false AS rejected FROM asked a CROSS JOIN LATERAL (
    SELECT COALESCE(e.merged_into, e.id) AS id FROM entities e WHERE e.workspace_id = a.workspace_id AND e.type = a.type AND e.key = a.key LIMIT 1
  ) e
  UNION ALL
  SELECT a.place, e.id, l.origin, l.scope, l.rejected_at IS NOT NULL FROM asked a CROSS JOIN LATERAL (
    SELECT * FROM entity_aliases l WHERE l.workspace_id = a.workspace_id AND l.type = a.type AND l.alias = a.key ORDER BY l.origin DESC LIMIT ${MAX_CLAIMS}
  ) l CROSS JOIN LATERAL (SELECT COALESCE(e.merged_into, e.id) AS id FROM entities e WHERE e.id = l.entity_id LIMIT 1) e
)
SELECT f.place::int, f.by, f.scope, f.rejected, r.id, r.workspace_id AS "workspaceId", r.type, r.key, r.name, r.aliases,
  CASE WHEN r.inventoried THEN r.attributes END AS attributes, r.inventoried
FROM found f CROSS JOIN LATERAL (SELECT * FROM entities r WHERE r.id = f.id LIMIT 1) r`;

type Row = Omit<Candidate<KnownEntity>, "record"> &
  Omit<KnownEntity, "attributes"> & {
    /** Which of the asked it is for, from 1. */
    place: number;
    attributes: object;
  };

/** The candidates of each identifier, by {@link askedAs}; one that nobody claims is not among them. @param asked with that name, where it is at hand. */
export async function findCandidates(
  client: Queryable,
  asked: readonly (Asked & { id?: string })[],
): Promise<Map<string, Candidate<KnownEntity>[]>> {
  const found = new Map<string, Candidate<KnownEntity>[]>();
  if (asked.length === 0) return found;
  const once = [...new Map(asked.map((one) => [one.id ?? askedAs(one), one]))];
  const result = await client.query<Row>({
    name: "entity-candidates",
    text: CANDIDATES,
    values: [once.map(([, one]) => one.workspaceId), once.map(([, one]) => one.type), once.map(([, one]) => one.key)],
  });
  const records = new Map<string, KnownEntity>();
  for (const row of result.rows) {
    const candidate = { record: recordOf(row, records), by: row.by, scope: row.scope, rejected: row.rejected };
    const [id] = once[row.place - 1]!;
    const others = found.get(id);
    if (others === undefined) found.set(id, [candidate]);
    else others.push(candidate);
  }
  return found;
}

/** One object a record, however many names lead to it. */
function recordOf(
  { id, workspaceId, type, key, name, aliases, attributes, inventoried }: Row,
  records: Map<string, KnownEntity>,
): KnownEntity {
  const known = records.get(id);
  if (known !== undefined) return known;
  const read = inventoried ? EntityAttributes.parse(attributes) : NOTHING_KNOWN;
  const record = { id, workspaceId, type, key, name, aliases, attributes: read, inventoried };
  records.set(id, record);
  return record;
}

/** The name of an identifier in a map. */
export function askedAs({ workspaceId, type, key }: Asked): string {
  return `${workspaceId} ${type} ${key}`;
}

/** What nothing is known of, as most entities are: read once. */
export const NOTHING_KNOWN: EntityAttributes = Object.freeze(EntityAttributes.parse({}));
