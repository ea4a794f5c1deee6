import { createHash, randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { PoolConfig } from "pg";
import { Client } from "pg";
import { silentLog } from "../../src/log.ts";
import { isRunning, ownIdentity } from "../../src/store/embedded/process-identity.ts";
import type { EmbeddedPostgres } from "../../src/store/embedded/supervise.ts";
import { superviseCluster } from "../../src/store/embedded/supervise.ts";

/**
 * Databases for tests, cheap: throw-away clusters in `.cache/test-pg…` serve every test process on this machine, one for each file that runs
 * at the same time, so that what a server has but once (its oldest transaction, its processes) is nobody else's. Each call of {@link testDatabase}
 * gets a fresh database, cloned from a prepared template where a `key` is given.
 *
 *     const db = await testDatabase({ key: migrationsHash, prepare: (poolConfig) => … migrate … });
 *     const pool = new Pool(db.poolConfig);
 *     …
 *     await pool.end();
 *     await db.drop();
 *
 * Databases of test processes that died are dropped on the next run. $CORDON_TEST_CLUSTERS names another folder for the clusters, as one in memory,
 * where a database of a thousand files is cloned in a tenth of the time. $CORDON_TEST_DATABASE_URL names another server
 * instead; its user must be allowed to create databases, and better be no superuser: row-level security does not bind one.
 */
export interface TestDatabase {
  /** For `new Pool(…)`: the database's owner, no superuser, like in production. */
  poolConfig: PoolConfig;
  /** The same as text, for programs that take DATABASE_URL. */
  url: string;
  /** Ends whatever is connected and removes the database. */
  drop(): Promise<void>;
}

export interface TestDatabaseOptions {
  /** Fills a database (migrations, seed). Must end its own connections before it returns. */
  prepare?: (poolConfig: PoolConfig) => Promise<void>;
  /**
   * Names what `prepare` makes, with a hash of its sources: prepared once for each key, then cloned by every process.
   * Without a key `prepare` runs on each database.
   */
  key?: string;
}

const REPOSITORY = fileURLToPath(new URL("../../", import.meta.url));
const CLUSTERS = process.env.CORDON_TEST_CLUSTERS ?? join(REPOSITORY, ".cache");
const HOST = createHash("sha256").update(hostname()).digest("hex").slice(0, 6);
/** How many prepared templates are kept, the newest first; older ones belong to sources that have changed since. */
const KEPT_TEMPLATES = 20;

/** A fresh database of this test's own. */
export async function testDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const server = await testServer();
  const name = `test_${HOST}_${process.pid}_${ownIdentity().mark.replace("-", "_")}_${randomBytes(4).toString("hex")}`;
  const { key, prepare } = options;
  const template = key === undefined ? undefined : await ensureTemplate(server, key, prepare);
  await withAdmin(server, (client) => createDatabase(client, server, name, template));
  if (template === undefined) await prepare?.(server.connect(name));
  return {
    poolConfig: server.connect(name),
    url: server.url(name),
    async drop() {
      await withAdmin(server, (client) => client.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`));
    },
  };
}

/** The servers that tests use, one for each file that runs at the same time, started or adopted; `stop` ends those it was the last user of. For globalSetup. */
export async function startTestServers(atOnce: number): Promise<{ stop(): Promise<void> }> {
  const given = process.env.CORDON_TEST_DATABASE_URL;
  const clusters = given
    ? []
    : await Promise.all(Array.from({ length: atOnce }, (_, index) => superviseTestCluster(index)));
  if (clusters.length > 0)
    process.env[RUNNING] = JSON.stringify(clusters.map(({ stop: _, ...addresses }) => addresses));
  const servers = given ? [givenServer(given)] : clusters.map(serverOf);
  await Promise.all(servers.map((server) => removeLeftovers(server)));
  return { stop: async () => void (await Promise.all(clusters.map((cluster) => cluster.stop()))) };
}

interface TestServer {
  admin: PoolConfig;
  /** Who owns the databases; undefined for whoever the admin is. */
  owner: string | undefined;
  connect(database: string): PoolConfig;
  url(database: string): string;
}

let started: Promise<TestServer> | undefined;

/** Once for each process. */
function testServer(): Promise<TestServer> {
  started ??= process.env.CORDON_TEST_DATABASE_URL
    ? Promise.resolve(givenServer(process.env.CORDON_TEST_DATABASE_URL))
    : ownServer();
  return started;
}

function givenServer(base: string): TestServer {
  const url = (database: string) => Object.assign(new URL(base), { pathname: `/${database}` }).href;
  return {
    admin: { connectionString: base },
    owner: undefined,
    connect: (database) => ({ connectionString: url(database) }),
    url,
  };
}

/** Where globalSetup tells the test processes, which it starts later, that the servers run: they need not watch over them. */
const RUNNING = "CORDON_TEST_SERVERS_RUNNING";

async function ownServer(): Promise<TestServer> {
  const running = JSON.parse(process.env[RUNNING] ?? "[]") as Addresses[];
  // The runner numbers its processes from 1, and no two files at a time have the same number.
  const mine = running[(Number(process.env.VITEST_POOL_ID ?? 1) - 1) % running.length];
  return serverOf(mine ?? (await superviseTestCluster(0)));
}

function serverOf(cluster: Addresses): TestServer {
  return {
    admin: cluster.superuser,
    owner: cluster.connection.user,
    connect: (database) => ({ ...cluster.connection, database }),
    url: (database) => cluster.url.replace(`/${cluster.connection.database}?`, `/${database}?`),
  };
}

type Addresses = Pick<EmbeddedPostgres, "connection" | "superuser" | "url">;

async function superviseTestCluster(index: number): Promise<Addresses & { stop: () => Promise<void> }> {
  const { connection, superuser, url, stop } = await superviseCluster({
    home: join(CLUSTERS, index === 0 ? "test-pg" : `test-pg-${index + 1}`),
    log: silentLog,
    // What is in here is worth nothing after the test: trade durability for speed. Nowhere else.
    settings: { fsync: "off", full_page_writes: "off", synchronous_commit: "off", max_connections: "300" },
  });
  return { connection, superuser, url, stop };
}

/** Makes the template of a key unless it is there; processes that want the same one wait for the first. */
async function ensureTemplate(
  server: TestServer,
  key: string,
  prepare: TestDatabaseOptions["prepare"],
): Promise<string> {
  const name = `template_${createHash("sha256").update(key).digest("hex").slice(0, 16)}`;
  await withAdmin(server, async (client) => {
    await client.query("SELECT pg_advisory_lock(hashtext($1))", [name]);
    const found = await client.query<{ ready: boolean }>(
      "SELECT datistemplate AS ready FROM pg_database WHERE datname = $1",
      [name],
    );
    if (found.rows[0]?.ready) return;
    await client.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
    await createDatabase(client, server, name);
    await prepare?.(server.connect(name));
    await client.query(`ALTER DATABASE "${name}" IS_TEMPLATE true`);
  });
  return name;
}

async function createDatabase(client: Client, server: TestServer, name: string, template?: string): Promise<void> {
  const owner = server.owner === undefined ? "" : ` OWNER "${server.owner}"`;
  // Files are copied as they are: writing all of them to the log as well takes half as long again.
  const from = template === undefined ? "" : ` TEMPLATE "${template}" STRATEGY FILE_COPY`;
  await client.query(`CREATE DATABASE "${name}"${owner}${from}`);
}

/** Drops from a server (this process's own by default) what dead test processes of this machine left, and templates nobody makes any more. */
export async function removeLeftovers(server?: TestServer): Promise<void> {
  await withAdmin(server ?? (await testServer()), dropLeftovers);
}

async function dropLeftovers(client: Client): Promise<void> {
  const { rows } = await client.query<{ datname: string }>(
    "SELECT datname FROM pg_database WHERE starts_with(datname, $1)",
    [`test_${HOST}_`],
  );
  for (const { datname } of rows) {
    const [, , pid, boot, tick] = datname.split("_");
    const mark = boot ? `${boot}-${tick}` : "";
    if (!isRunning({ pid: Number(pid), mark })) await client.query(`DROP DATABASE IF EXISTS "${datname}" WITH (FORCE)`);
  }
  const old = await client.query<{ datname: string }>(
    "SELECT datname FROM pg_database WHERE datistemplate AND starts_with(datname, 'template_') ORDER BY oid DESC OFFSET $1",
    [KEPT_TEMPLATES],
  );
  for (const { datname } of old.rows) {
    await client.query(`ALTER DATABASE "${datname}" IS_TEMPLATE false`);
    await client.query(`DROP DATABASE IF EXISTS "${datname}"`);
  }
}

async function withAdmin<T>(server: TestServer, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(server.admin);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
