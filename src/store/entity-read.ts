/** Entities as the doors show them. */
import type { Queryable } from "./database.ts";
import { containing, type Page, type Paged, selectPage } from "./page.ts";

const SELECT = `SELECT e.id, e.workspace_id AS "workspaceId", e.type, e.key, e.name, e.aliases, e.attributes, e.inventoried, e.first_seen_at AS "firstSeenAt",
  e.last_seen_at AS "lastSeenAt" FROM entities e`;

/** One page of a workspace's entities, newest first. */
export function listEntities(
  client: Queryable,
  workspaceId: string,
  filter: {
    type?: string | undefined;
    key?: string | undefined;
    inventoried?: boolean | undefined;
    q?: string | undefined;
  },
  page: Page,
): Promise<Paged<{ id: string }>> {
  const q = filter.q === undefined ? undefined : containing(filter.q);
  return selectPage(
    client,
    SELECT,
    [
      ["e.workspace_id = ?", workspaceId],
      ["e.type = ?", filter.type],
      ["e.key = ?", filter.key],
      ["e.inventoried = ?", filter.inventoried],
      ["(e.key ILIKE ? OR e.name ILIKE ?)", q, q],
    ],
    page,
    "e.id",
  );
}
