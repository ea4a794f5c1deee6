import { spawn } from "node:child_process";
import { readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { Client } from "pg";
import { DefectError, InputError } from "../../errors.ts";
import { spawnIdentity } from "./account.ts";
import type { ClusterPlace } from "./cluster-place.ts";
import { makePrivate } from "./cluster-place.ts";
import type { Binaries } from "./platform-binaries.ts";
import { CHILD_ENVIRONMENT, SOCKET_PORT } from "./settings.ts";

/** The role and the database that Cordon works with. The role is no superuser, so that row-level security binds it. */
export const OWN_NAME = "cordon";
/** The superuser, for making databases and for backups. */
export const SUPERUSER = "postgres";

/**
 * Makes the data directory unless it is there. It appears whole or not at all: a run that died half-way leaves nothing
 * that counts. InputError `store.other-postgres` when the data was made by another major version.
 */
export async function ensureDataDirectory(place: ClusterPlace, binaries: Binaries): Promise<void> {
  const version = await readFile(join(place.dataDir, "PG_VERSION"), "utf8").catch(() => undefined);
  if (version === undefined) return createDataDirectory(place, binaries);
  if (Number.parseInt(version, 10) === binaries.major) return;
  throw new InputError(
    "store.other-postgres",
    `${place.dataDir} was made by Postgres ${version.trim()}, and this Cordon brings Postgres ${binaries.major}. Export the data with the Cordon that made it, or set DATABASE_URL.`,
  );
}

async function createDataDirectory(place: ClusterPlace, binaries: Binaries): Promise<void> {
  const draft = `${place.dataDir}.new`;
  await rm(draft, { recursive: true, force: true });
  await makePrivate(draft, place.account);
  await run(place, join(binaries.bin, "initdb"), [
    `--pgdata=${draft}`,
    `--username=${SUPERUSER}`,
    "--encoding=UTF8",
    // Byte order for sorting, like the C locale and on every host the same, but upper and lower case of all of Unicode.
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    // Whoever can enter the socket's directory is in; nobody comes over a network.
    "--auth-local=trust",
    "--auth-host=reject",
    "--no-instructions",
  ]);
  await rename(draft, place.dataDir);
}

async function run(place: ClusterPlace, program: string, args: string[]): Promise<void> {
  const child = spawn(program, args, {
    ...spawnIdentity(place.account),
    cwd: "/",
    env: CHILD_ENVIRONMENT,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let complaint = "";
  child.stderr.on("data", (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  if (code === 0) return;
  throw new DefectError(
    "store.initdb-failed",
    `${program} as ${place.account.name} failed (${code}): ${complaint.trim()}`,
  );
}

/**
 * Connects as Cordon, creating its role and database where they are missing, and returns the server's version ("18.4").
 * Throws what the connection throws.
 */
export async function ensureDatabase(socketDir: string): Promise<string> {
  try {
    return await serverVersion(socketDir);
  } catch (error) {
    if (!MISSING.has((error as { code?: string }).code ?? "")) throw error;
  }
  await withClient(socketDir, SUPERUSER, "postgres", async (client) => {
    const role = await client.query("SELECT 1 FROM pg_roles WHERE rolname = $1", [OWN_NAME]);
    if (role.rowCount === 0) await client.query(`CREATE ROLE ${OWN_NAME} LOGIN CREATEROLE`);
    await client.query(`CREATE DATABASE ${OWN_NAME} OWNER ${OWN_NAME}`);
  });
  return serverVersion(socketDir);
}

/** SQLSTATE: invalid_authorization_specification (no such role), invalid_catalog_name (no such database). */
const MISSING = new Set(["28000", "3D000"]);

function serverVersion(socketDir: string): Promise<string> {
  return withClient(socketDir, OWN_NAME, OWN_NAME, async (client) => {
    const { rows } = await client.query<{ server_version: string }>("SHOW server_version");
    return rows[0]?.server_version.split(" ")[0] ?? "";
  });
}

async function withClient<T>(
  host: string,
  user: string,
  database: string,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client({ host, port: SOCKET_PORT, user, database, ssl: false, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined); // a connection that breaks fails its query; the event would end the process
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
