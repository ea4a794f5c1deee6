/** The files that a version of the taxonomy was written as. */
import type { Queryable } from "./database.ts";

export interface ContentFile {
  file: string;
  text: string;
}

/** `taxonomy.yaml` first; null for a version of which none are kept. */
export async function taxonomyFiles(
  client: Queryable,
  workspaceId: string,
  number: number,
): Promise<ContentFile[] | null> {
  const found = await client.query<{ files: ContentFile[] | null }>(
    "SELECT files FROM taxonomy_versions WHERE workspace_id = $1 AND number = $2",
    [workspaceId, number],
  );
  return found.rows[0]?.files ?? null;
}

/** What every type is called that is or was in a taxonomy of the workspace, by its id; as the newest version calls it that has it. */
export async function typeNames(client: Queryable, workspaceId: string): Promise<{ id: string; name: string }[]> {
  const { rows } = await client.query<{ id: string; name: string }>(
    `SELECT DISTINCT ON (t->>'id') t->>'id' AS id, t->>'name' AS name
     FROM taxonomy_versions v, jsonb_path_query(v.content, '$.types[*]') AS t
     WHERE v.workspace_id = $1 AND t->>'id' IS NOT NULL AND t->>'name' IS NOT NULL ORDER BY t->>'id', v.number DESC`,
    [workspaceId],
  );
  return rows;
}

/** Whether what has this hash was in force, and never with files: the examples that it passed its check with are not there to be asked for. */
export async function keptWithoutFiles(client: Queryable, workspaceId: string, hash: string): Promise<boolean> {
  const found = await client.query<{ without: boolean | null }>(
    "SELECT bool_and(files IS NULL) AS without FROM taxonomy_versions WHERE workspace_id = $1 AND hash = $2",
    [workspaceId, hash],
  );
  return found.rows[0]?.without ?? false;
}

/** The same texts under the same names. */
export function sameFiles(one: readonly ContentFile[] | null, other: readonly ContentFile[] | null): boolean {
  if (one === null || other === null) return one === other;
  return (
    one.length === other.length &&
    one.every(({ file, text }, place) => file === other[place]?.file && text === other[place].text)
  );
}
