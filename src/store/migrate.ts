import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { DefectError, InputError } from "../errors.ts";
import { sha256 } from "../ids.ts";
import type { DatabasePlace } from "./database.ts";

const FOLDER = join(import.meta.dirname, "migrations");
/** Any number, the same in every process: one migrates, the others wait. */
const LOCK = 4_077_101;

/**
 * Brings the database to the newest schema, once, also when several processes start together. Files are applied in order of name, each in a
 * transaction, and never change once applied; `9…` files are repeated after any change.
 * @throws InputError `store.cannot-migrate` when the database user may not create roles or tables; DefectError when an applied file was edited.
 */
export async function migrate(place: DatabasePlace): Promise<{ applied: string[] }> {
  const client = new pg.Client({ ...place });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [LOCK]);
    await client.query(
      "CREATE TABLE IF NOT EXISTS schema_migrations (name text PRIMARY KEY, hash text NOT NULL, at timestamptz NOT NULL DEFAULT now())",
    );
    return { applied: await applyMissing(client) };
  } catch (error) {
    if ((error as { code?: string }).code === "42501") {
      throw new InputError(
        "store.cannot-migrate",
        `The database user may not prepare the schema: ${(error as Error).message}. It needs CREATEROLE and CREATE on the database.`,
        { cause: error },
      );
    }
    throw error;
  } finally {
    await client.end();
  }
}

async function applyMissing(client: pg.Client): Promise<string[]> {
  const known = new Map(
    (await client.query<{ name: string; hash: string }>("SELECT name, hash FROM schema_migrations")).rows.map((row) => [
      row.name,
      row.hash,
    ]),
  );
  const applied: string[] = [];
  for (const name of readdirSync(FOLDER)
    .filter((file) => file.endsWith(".sql"))
    .sort()) {
    const text = readFileSync(join(FOLDER, name), "utf8");
    const hash = sha256(text);
    const repeated = name.startsWith("9");
    if (known.get(name) === hash && !(repeated && applied.length > 0)) continue;
    if (known.has(name) && !repeated)
      throw new DefectError("store.migration-changed", `Migration ${name} was changed after it was applied.`);
    await client.query("BEGIN");
    await client.query(text);
    await client.query(
      "INSERT INTO schema_migrations (name, hash) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET hash = excluded.hash, at = now()",
      [name, hash],
    );
    await client.query("COMMIT");
    applied.push(name);
  }
  return applied;
}
