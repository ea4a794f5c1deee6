/** Write canaries: what was proved of a connection, when, and by whom. */
import { newId } from "../ids.ts";
import type { Canary } from "../model/canary.ts";
import { appendAudit } from "./audit.ts";
import type { Client, Queryable } from "./database.ts";
import { pgJson } from "./json.ts";
import { type Page, type Paged, selectPage } from "./page.ts";

/** Writes down what came of a canary; answers its id. */
export async function recordCanary(
  client: Client,
  workspaceId: string,
  canary: Omit<Canary, "id" | "at">,
): Promise<string> {
  const id = newId();
  const { connection, capability, entity, passed, checks, by } = canary;
  await client.query(
    "INSERT INTO canaries (id, workspace_id, connection, capability, entity, passed, checks, by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    [id, workspaceId, connection, capability, entity, passed, pgJson(checks), by],
  );
  const subject = { subjectType: "connection", subjectId: connection };
  const details = { capability, entity, passed };
  await appendAudit(client, [{ workspaceId, actor: by, action: "canary-made", ...subject, details }]);
  return id;
}

/** One page of a workspace's canaries, newest first. */
export function listCanaries(
  client: Queryable,
  workspaceId: string,
  filter: { connection?: string | undefined; id?: string | undefined },
  page: Page,
): Promise<Paged<{ id: string }>> {
  return selectPage(
    client,
    "SELECT c.id, c.connection, c.capability, c.entity, c.passed, c.checks, c.by, c.at FROM canaries c",
    [
      ["c.workspace_id = ?", workspaceId],
      ["c.connection = ?", filter.connection],
      ["c.id = ?::uuid", filter.id],
    ],
    page,
    "c.id",
  );
}
