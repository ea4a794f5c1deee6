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

const CANDIDATES = `
WITH asked AS (SELECT DISTINCT workspace_id, type, key FROM unnest($1::uuid[], $2::text[], $3::text[]) AS a(workspace_id, type, key)),
found AS (
  SELECT a.key AS asked, e.id, 'key' AS by, '' AS scope, false AS rejected FROM asked a JOIN entities e USING (workspace_id, type, key)
  UNION ALL
  SELECT a.key, l.entity_id, l.origin, l.scope, l.rejected_at IS NOT NULL FROM asked a CROSS JOIN LATERAL (
    SELECT * FROM entity_aliases l WHERE l.workspace_id = a.workspace_id AND l.type = a.type AND l.alias = a.key ORDER BY l.origin DESC LIMIT ${MAX_CLAIMS}
  ) l
)
SELECT f.asked, f.by, f.scope, f.rejected, r.id, r.workspace_id AS "workspaceId", r.type, r.key, r.name, r.aliases, r.attributes, r.inventoried
FROM found f JOIN entities e ON e.id = f.id JOIN entities r ON r.id = COALESCE(e.merged_into, e.id)`;

type Row = Omit<Candidate<KnownEntity>, "record"> &
  Omit<KnownEntity, "attributes"> & { asked: string } & {
    attributes: object;
  };

/** The candidates of each identifier, by {@link askedAs}; one that nobody claims is not among them. */
export async function findCandidates(
  client: Queryable,
  asked: readonly Asked[],
): Promise<Map<string, Candidate<KnownEntity>[]>> {
  const found = new Map<string, Candidate<KnownEntity>[]>();
  if (asked.length === 0) return found;
  const result = await client.query<Row>({
    name: "entity-candidates",
    text: CANDIDATES,
    values: [asked.map((one) => one.workspaceId), asked.map((one) => one.type), asked.map((one) => one.key)],
  });
  const records = new Map<string, KnownEntity>();
  for (const { asked: key, by, scope, rejected, ...row } of result.rows) {
    const record = records.get(row.id) ?? { ...row, attributes: attributesOf(row) };
    records.set(row.id, record);
    const id = askedAs({ ...row, key });
    const candidate = { record, by, scope, rejected };
    const others = found.get(id);
    if (others === undefined) found.set(id, [candidate]);
    else others.push(candidate);
  }
  return found;
}

/** The name of an identifier in a map. */
export function askedAs({ workspaceId, type, key }: Asked): string {
  return `${workspaceId} ${type} ${key}`;
}

/** What nothing is known of, as most entities are: read once. */
export const NOTHING_KNOWN: EntityAttributes = Object.freeze(EntityAttributes.parse({}));

function attributesOf({ inventoried, attributes }: Pick<Row, "inventoried" | "attributes">): EntityAttributes {
  return inventoried ? EntityAttributes.parse(attributes) : NOTHING_KNOWN;
}
