/** Four sources with a token each, in the workspace that the server made at its first start. */
import { newId, sha256 } from "../../src/ids.ts";
import { saveConnection } from "../../src/store/connection.ts";
import { type Database, transaction } from "../../src/store/database.ts";
import { ensureWorkspace } from "../../src/store/workspace.ts";
import { CONNECTORS } from "./messages.ts";

/** Answers each connection's token. */
export async function addSources(database: Database): Promise<Record<string, string>> {
  const tokens: Record<string, string> = {};
  await transaction(database.system, async (client) => {
    const workspace = await ensureWorkspace(client, "default");
    for (const [name, connector] of Object.entries(CONNECTORS)) {
      const plain = { settings: {}, secretNames: [], seal: () => null, by: "bench" };
      const connection = await saveConnection(client, workspace.id, { name, connector, ...plain });
      tokens[name] = `crd_${sha256(newId()).slice(0, 43)}`;
      await client.query(
        "INSERT INTO tokens (id, workspace_id, name, hash, roles, connection_id) VALUES ($1, $2, $3, $4, '{ingest}', $5)",
        [newId(), workspace.id, name, sha256(tokens[name]), connection.id],
      );
    }
  });
  return tokens;
}
