/** A migrated database of a test's own, with a workspace in it. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { newId, sha256 } from "../../src/ids.ts";
import type { Role } from "../../src/model/token.ts";
import { type Database, openDatabase, transaction } from "../../src/store/database.ts";
import { migrate } from "../../src/store/migrate.ts";
import { createToken } from "../../src/store/token.ts";
import { ensureWorkspace } from "../../src/store/workspace.ts";
import { testDatabase } from "./postgres.ts";

const MIGRATIONS = fileURLToPath(new URL("../../src/store/migrations/", import.meta.url));

export interface TestStore {
  database: Database;
  /** For programs that take DATABASE_URL. */
  url: string;
  /** A workspace called "test". */
  workspaceId: string;
  /** The same database over connections of their own, as another process has them. */
  anotherProcess(): Database;
  /** Another workspace. */
  addWorkspace(name: string): Promise<string>;
  /** A bearer token with these roles, in the clear. */
  addToken(
    roles: Role[],
    where?: { workspaceId?: string; connectionId?: string; name?: string; person?: string },
  ): Promise<string>;
  close(): Promise<void>;
}

/** Prepared once for each state of the migrations, then cloned. */
export async function testStore(): Promise<TestStore> {
  const key = sha256(
    readdirSync(MIGRATIONS)
      .sort()
      .map((file) => readFileSync(`${MIGRATIONS}${file}`, "utf8"))
      .join("\0"),
  );
  const made = await testDatabase({
    key: `migrated ${key}`,
    prepare: async (place) => void (await migrate(place as never)),
  });
  const open = () => openDatabase(made.poolConfig as never, { systemConnections: 4, appConnections: 4 });
  const database = open();
  const workspaceId = (await ensureWorkspace(database.system, "test")).id;
  return {
    database,
    url: made.url,
    workspaceId,
    anotherProcess: open,
    addWorkspace: async (name) => (await ensureWorkspace(database.system, name)).id,
    async addToken(roles, where = {}) {
      const token = `crd_${sha256(newId()).slice(0, 43)}`;
      await transaction(database.system, (client) =>
        createToken(client, where.workspaceId ?? workspaceId, {
          name: where.name ?? roles.join("-"),
          hash: sha256(token),
          roles,
          connectionId: where.connectionId ?? null,
          person: where.person,
          by: "system",
        }),
      );
      return token;
    },
    async close() {
      await database.close();
      await made.drop();
    },
  };
}
