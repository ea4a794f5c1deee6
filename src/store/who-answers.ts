/** Who could be asked in a workspace: its members, and those whose tokens are good, each with the roles they have by either. */
import type { Role } from "../model/token.ts";
import type { Queryable } from "./database.ts";

/**
 * Everybody who is let in, by name, with their roles; of these people alone where they are named. Who is shut out is nobody, and what only delivers
 * alerts or speaks for a model is no person.
 */
export async function whoAnswers(
  client: Queryable,
  workspaceId: string,
  people: readonly string[] | null = null,
): Promise<Map<string, Role[]>> {
  const found = await client.query<{ person: string; roles: Role[] }>(
    `SELECT person, array_agg(DISTINCT role ORDER BY role) AS roles FROM (
       SELECT person, unnest(roles) AS role FROM memberships WHERE workspace_id = $1 AND disabled_at IS NULL
       UNION ALL SELECT lower(COALESCE(person, name)), unnest(roles) FROM tokens WHERE workspace_id = $1 AND revoked_at IS NULL
     ) has WHERE role NOT IN ('ingest', 'mcp') AND ($2::text[] IS NULL OR person = ANY ($2::text[])) GROUP BY person ORDER BY person LIMIT 2000`,
    [workspaceId, people],
  );
  return new Map(found.rows.map(({ person, roles }) => [person, roles]));
}
