/** The one door to Postgres: pools for each of the database's roles, and one for what every alert and every run goes through. */
import pg from "pg";
import { writeOnceATurn } from "./one-write.ts";
import { readerNow } from "./reader.ts";

export type Pool = pg.Pool;
export type Client = pg.PoolClient;
/** What both a pool and a client can do. */
export type Queryable = Pick<pg.Pool, "query">;

export interface Database {
  /** Acts for the pipeline over all workspaces (role cordon_system). */
  system: Pool;
  /** As `system`, for the few statements of the way of every alert and run: they are planned for indexes, however small a table was when they were first sent. */
  hot: Pool;
  /** Sees the rows of one workspace only; use through {@link inWorkspace} (role cordon_app). */
  app: Pool;
  /** A connection outside the pools, for session locks. The caller ends it. */
  dedicated(): Promise<pg.Client>;
  close(): Promise<void>;
}

export interface DatabasePlace {
  connectionString?: string;
  host?: string;
  port?: number;
  user?: string;
  database?: string;
  password?: string;
}

/**
 * The pipeline's transactions think for milliseconds. One that is silent for this long belongs to a process that hangs, and its locks would hold up
 * everybody else for as long as it does: the server ends it by the time its runs are taken over.
 */
const HANGS_MS = 15_000;

/**
 * A server's process that computes does not see that whoever asked has died, and keeps its locks until it is done. It looks this often:
 * https://www.postgresql.org/docs/current/runtime-config-connection.html#GUC-CLIENT-CONNECTION-CHECK-INTERVAL
 */
const GONE_MS = 2_000;

/**
 * A statement of the hot path is planned once a connection. Left alone the planner would plan it anew again and again, and on a new or fast-growing
 * table, whose statistics are old, read the whole table for the ten rows that are asked for by key.
 */
const BY_INDEX = " -c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c random_page_cost=1.1";

/**
 * No statement of the hot path takes so long but by a plan that was made for other data, or a lock that nobody lets go of. It is ended, and what it
 * was for is done again on another connection, with a plan of its own.
 */
const STUCK_MS = 60_000;
/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const QUERY_CANCELED = "57014";

/** Opens the pools. Connections are made when first needed; `systemConnections` bounds each of the pipeline's two. */
export function openDatabase(
  place: DatabasePlace,
  sizes: { systemConnections?: number; appConnections?: number; hangsMs?: number } = {},
): Database {
  const make = (role: string, max: number, more = "") => {
    const pool = new pg.Pool({
      ...place,
      max,
      options: `-c role=${role} -c timezone=UTC${more}`,
      idleTimeoutMillis: 30_000,
      // Statements are sent without waiting for the answers to those before: a transaction costs fewer round trips.
      pipeline: true,
    } as pg.PoolConfig);
    // A connection that dies while idle is replaced by the pool, and one that dies in use fails its statement; either tells of its death by
    // an event as well, which would end the process if nobody listened.
    pool.on("error", () => {});
    pool.on("connect", (client) => {
      client.on("error", () => {});
      // A server that cannot look does without.
      client.query(`SET client_connection_check_interval = ${GONE_MS}`).catch(() => {});
      writeOnceATurn(client);
    });
    return pool;
  };
  const patience = ` -c idle_in_transaction_session_timeout=${sizes.hangsMs ?? HANGS_MS}`;
  const systemConnections = sizes.systemConnections ?? 6;
  const system = make("cordon_system", systemConnections, patience);
  const hot = make("cordon_system", systemConnections, `${patience}${BY_INDEX} -c statement_timeout=${STUCK_MS}`);
  const app = make("cordon_app", sizes.appConnections ?? 8);
  return {
    system,
    hot,
    app,
    async dedicated() {
      const client = new pg.Client({ ...place, options: "-c role=cordon_system -c timezone=UTC", keepAlive: true });
      client.on("error", () => {});
      await client.connect();
      return client;
    },
    async close() {
      await Promise.all([system.end(), hot.end(), app.end()]);
    },
  };
}

/** Runs `work` in one transaction; rolls back when it throws. */
export function transaction<T>(pool: Pool, work: (client: Client) => Promise<T>): Promise<T> {
  return begun(pool, async (client) => {
    const result = await work(client);
    await client.query("COMMIT");
    return result;
  });
}

/**
 * Like {@link transaction}, for work whose last statements need no looking at: it answers them unawaited as `sent`, and the COMMIT goes out
 * right behind them, one round trip less. When one of them fails, the server turns the COMMIT into a rollback, and the failure is thrown.
 */
export function transactionSending<T>(
  pool: Pool,
  work: (client: Client) => Promise<{ result: T; sent: Promise<unknown>[] }>,
): Promise<T> {
  return begun(pool, async (client) => {
    const { result, sent } = await work(client);
    await together([...sent, client.query("COMMIT")]);
    return result;
  });
}

async function begun<T>(pool: Pool, finish: (client: Client) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  try {
    // Not waited for: it goes out together with the first statement of the work, and the server keeps the order.
    const begin = client.query("BEGIN");
    begin.catch(() => {});
    const result = await finish(client);
    await begin;
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {
      broken = true;
    });
    // What was ended for taking too long would be planned the same way again on this connection.
    broken ||= (error as { code?: unknown }).code === QUERY_CANCELED;
    throw error;
  } finally {
    client.release(broken);
  }
}

/**
 * Waits for statements of one transaction that were sent together, and for all of them also when one fails: a branch that was still at work would
 * send its next statement after the rollback, outside of any transaction or within somebody else's.
 * @throws what was thrown first: what comes after it only says that the transaction is lost.
 */
export async function together<T extends readonly unknown[]>(
  branches: {
    readonly [K in keyof T]: Promise<T[K]>;
  },
): Promise<T> {
  let first: { reason: unknown } | null = null;
  const noted = branches.map((branch) =>
    branch.catch((reason) => {
      first ??= { reason };
    }),
  );
  const values = await Promise.all(noted);
  if (first !== null) throw (first as { reason: unknown }).reason;
  return values as unknown as T;
}

/** Of two transactions that wait for each other the server ends one: nothing of it was written, and done again it waits for the other. */
const DEADLOCK = "40P01";
const MOST_ATTEMPTS = 3;

/**
 * Runs `work` in one transaction that sees and writes the rows of one workspace only, and of restricted incidents those that the reader of now may
 * know of (see reader.ts); the database itself refuses all others. What a deadlock ended is done again, so that `work` leaves nothing but what it writes.
 */
export async function inWorkspace<T>(
  database: Database,
  workspaceId: string,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const attempt = () =>
    transaction(database.app, async (client) => {
      await client.query({
        name: "enter-workspace",
        text: "SELECT enter_workspace($1, $2)",
        values: [workspaceId, readerNow()],
      });
      return work(client);
    });
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await attempt();
    } catch (error) {
      if ((error as { code?: unknown }).code !== DEADLOCK || attempts === MOST_ATTEMPTS) throw error;
    }
  }
}
