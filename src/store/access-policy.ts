/** A workspace's own access policies: what it forbids of the API. */
import { appendAudit } from "./audit.ts";
import type { Client, Queryable } from "./database.ts";
import { pgJson } from "./json.ts";

export interface OwnAccessPolicies {
  /** 0 before there are any. */
  number: number;
  files: { file: string; text: string }[];
  by: string;
  at: Date | null;
}

/** Those that hold. */
export async function ownAccessPolicies(client: Queryable, workspaceId: string): Promise<OwnAccessPolicies> {
  const found = await client.query<OwnAccessPolicies>({
    name: "own-access-policies",
    text: "SELECT number, files, by, at FROM access_policies WHERE workspace_id = $1 ORDER BY number DESC LIMIT 1",
    values: [workspaceId],
  });
  return found.rows[0] ?? { number: 0, files: [], by: "", at: null };
}

/** Puts others in their place; answers their number. */
export async function setAccessPolicies(
  client: Client,
  workspaceId: string,
  { files, by }: Pick<OwnAccessPolicies, "files" | "by">,
): Promise<number> {
  await client.query("SELECT 1 FROM workspaces WHERE id = $1 FOR UPDATE", [workspaceId]);
  const number = (await ownAccessPolicies(client, workspaceId)).number + 1;
  await client.query("INSERT INTO access_policies (workspace_id, number, files, by) VALUES ($1, $2, $3, $4)", [
    ...[workspaceId, number, pgJson(files), by],
  ]);
  const subject = { subjectType: "workspace", subjectId: workspaceId, details: { number, files } };
  await appendAudit(client, [{ workspaceId, actor: by, action: "access-policies-set", ...subject }]);
  return number;
}
