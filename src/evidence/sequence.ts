/**
 * Puts audit rows into the trees of their workspaces, behind the transactions that wrote them. A row is taken once every transaction that could still bring one
 * before it has ended, so no writer waits for another, and the order is settled once and for all.
 */
import { RefusedError } from "../errors.ts";
import {
  addLeaves,
  type Leaf,
  lockTrees,
  newestInTree,
  type Place,
  rowsInOrder,
  subtreeHashes,
  transactionsNow,
  treeSize,
} from "../store/audit-leaf.ts";
import { type Client, type Pool, transaction } from "../store/database.ts";
import { type AuditRow, rowHash } from "./entry.ts";
import { append, cover, type Edge, edgeOf, type Subtree } from "./merkle.ts";

/** Some milliseconds of hashing, so that nobody else in the process waits longer. */
const AT_ONCE = 1_000;
const START: Place = { xid: "0", id: "0" };

export interface Sequencer {
  /** Looks at the next rows and takes those that are in no tree. Answers at how many it looked when there may be more now; else zero, also when another process is at it. */
  next(): Promise<number>;
  /** Takes all there are now, after whoever else is at it. */
  all(): Promise<void>;
}

/**
 * A sequencer over all workspaces. What it has seen through it does not look at again; at first it looks at everything, as it does when the database turns out to be
 * another than before, such as one brought back from a backup, whose transactions count anew. With `newest` it begins where the trees end: for a second one in a process.
 */
export function newSequencer(pool: Pool, { newest = false } = {}): Sequencer {
  let seen: Place | null = newest ? null : START;
  /** Looking at everything, since all transactions before this one had ended. */
  let whole: { since: string | null } | null = newest ? null : { since: null };

  /** Answers at how many rows it looked. */
  async function round(wait: boolean): Promise<number> {
    const done = await transaction(pool, async (client) => {
      if (!(await lockTrees(client, wait))) return null;
      const now = await transactionsNow(client);
      seen ??= (await newestInTree(client)) ?? START;
      if (whole === null && BigInt(seen.xid) > BigInt(now.begun)) [seen, whole] = [START, { since: null }];
      if (whole !== null) whole.since ??= now.ended;
      const next = await rowsInOrder<AuditRow>(client, seen, { ...now, foreign: whole !== null }, AT_ONCE);
      const rows = next.filter(({ taken }) => !taken).map(({ row }) => row);
      if (rows.length > 0) await addLeaves(client, await leavesOf(client, rows));
      return { looked: next.length, last: next.at(-1)?.row, ended: now.ended };
    });
    if (done === null) return 0;
    const { looked, last, ended } = done;
    if (looked === AT_ONCE && last !== undefined) seen = { xid: last.xid, id: last.id };
    else [seen, whole] = [{ xid: whole?.since ?? ended, id: "0" }, null];
    return looked;
  }

  return {
    async next() {
      const looked = await round(false);
      return looked === AT_ONCE ? looked : 0;
    },
    async all() {
      while ((await round(true)) === AT_ONCE);
    },
  };
}

async function leavesOf(client: Client, rows: AuditRow[]): Promise<Leaf[]> {
  const edges = new Map<string, Edge>();
  for (const { workspaceId } of rows)
    if (!edges.has(workspaceId)) edges.set(workspaceId, await edgeNow(client, workspaceId));
  return rows.map((row) => {
    const edge = edges.get(row.workspaceId) as Edge;
    const hash = rowHash(row);
    const leaf = edge.size;
    const subtrees = Buffer.concat(append(edge, hash));
    return { workspaceId: row.workspaceId, leaf, auditId: row.id, hash, subtrees };
  });
}

/** The right edge of a workspace's tree, as it is stored. @throws RefusedError `audit.broken-tree` when somebody has taken parts of it away. */
export async function edgeNow(client: Pick<Client, "query">, workspaceId: string): Promise<Edge> {
  const size = await treeSize(client, workspaceId);
  return edgeOf(size, await storedHashes(client, workspaceId, cover(0, size)));
}

/** The hashes of complete subtrees, each of them. @throws RefusedError `audit.broken-tree`. */
export async function storedHashes(
  client: Pick<Client, "query">,
  workspaceId: string,
  subtrees: Subtree[],
): Promise<Buffer[]> {
  const hashes = await subtreeHashes(client, workspaceId, subtrees);
  if (hashes.length === subtrees.length && hashes.every((one) => one.length === 32)) return hashes;
  const message = "Hashes of the audit log's tree are gone from the database: somebody has taken leaves of it away.";
  throw new RefusedError("audit.broken-tree", message);
}
