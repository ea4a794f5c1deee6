/** The tree over the audit record: a row a leaf, with the hashes of the complete subtrees that it is the last of, so that each hash is one row away. */
import type { Client, Queryable } from "./database.ts";

/** Any number, the same in every process: one grows the trees, the others leave it to it. */
const LOCK = 4_077_106;

export interface Leaf {
  workspaceId: string;
  leaf: number;
  auditId: string;
  hash: Buffer;
  /** 32 bytes for each complete subtree that ends with the leaf, the smallest first. */
  subtrees: Buffer;
}

/** Every column of an audit row, 64-bit numbers and the time as text, so that nothing is rounded. */
export const AUDIT_ROW = `a.id::text AS id, a.workspace_id AS "workspaceId", to_char(a.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at, a.actor, a.action,
  a.subject_type AS "subjectType", a.subject_id AS "subjectId", a.details, a.xid::text AS xid`;

/** Whether no other process grows the trees, until the transaction ends; with `wait`, once none does. */
export async function lockTrees(client: Client, wait: boolean): Promise<boolean> {
  if (wait) {
    await client.query("SELECT pg_advisory_xact_lock($1)", [LOCK]);
    return true;
  }
  return (await client.query<{ got: boolean }>("SELECT pg_try_advisory_xact_lock($1) AS got", [LOCK])).rows[0]!.got;
}

/** All transactions before `ended` have ended; those from `begun` on had not begun. */
export async function transactionsNow(client: Queryable): Promise<{ ended: string; begun: string }> {
  const { rows } = await client.query<{ ended: string; begun: string }>(
    "SELECT pg_snapshot_xmin(s)::text AS ended, pg_snapshot_xmax(s)::text AS begun FROM pg_current_snapshot() s",
  );
  return rows[0]!;
}

/** Where to go on: behind the row `id` of transaction `xid`. */
export interface Place {
  xid: string;
  id: string;
}

/**
 * The next rows whose transactions have ended, by transaction and within one by id, and of each whether it is in a tree already. A row that is seen and has a
 * transaction from `begun` on was brought here from another database; it is among them when `foreign` is said.
 */
export async function rowsInOrder<Row extends Place & { workspaceId: string }>(
  client: Queryable,
  after: Place,
  { ended, begun, foreign }: { ended: string; begun: string; foreign: boolean },
  limit: number,
): Promise<{ taken: boolean; row: Row }[]> {
  const { rows } = await client.query<{ taken: boolean } & Row>({
    name: foreign ? "rows-in-order-foreign" : "rows-in-order",
    // A place is looked up for each of the few rows there are: the planner would rather read all leaves.
    text: `WITH next AS MATERIALIZED (
        SELECT * FROM audit a WHERE (a.xid, a.id) > ($1::xid8, $2::bigint) AND (a.xid < $3::xid8${foreign ? " OR a.xid >= $5::xid8" : ""}) ORDER BY a.xid, a.id LIMIT $4)
      SELECT ${AUDIT_ROW}, l.taken IS NOT NULL AS taken FROM next a
      LEFT JOIN LATERAL (SELECT true AS taken FROM audit_leaves WHERE audit_id = a.id LIMIT 1) l ON true ORDER BY a.xid, a.id`,
    values: [after.xid, after.id, ended, limit, ...(foreign ? [begun] : [])],
  });
  return rows.map(({ taken, ...row }) => ({ taken, row: row as unknown as Row }));
}

/** A transaction whose row is in a tree, and with it all before; undefined when the trees are empty. */
export async function newestInTree(client: Queryable): Promise<Place | undefined> {
  const { rows } = await client.query<{ xid: string }>(
    "SELECT a.xid::text AS xid FROM audit_leaves l JOIN audit a ON a.id = l.audit_id ORDER BY l.audit_id DESC LIMIT 1",
  );
  return rows[0] && { xid: rows[0].xid, id: "0" };
}

/** How many leaves a workspace's tree has. */
export async function treeSize(client: Queryable, workspaceId: string): Promise<number> {
  const { rows } = await client.query<{ size: string }>({
    name: "tree-size",
    text: "SELECT leaf + 1 AS size FROM audit_leaves WHERE workspace_id = $1 ORDER BY leaf DESC LIMIT 1",
    values: [workspaceId],
  });
  return Number(rows[0]?.size ?? 0);
}

/** The hashes of complete subtrees, in order; one is missing where the tree has none such. */
export async function subtreeHashes(
  client: Queryable,
  workspaceId: string,
  subtrees: { level: number; index: number }[],
): Promise<Buffer[]> {
  if (subtrees.length === 0) return [];
  const { rows } = await client.query<{ hash: Buffer }>({
    name: "subtree-hashes",
    text: `SELECT CASE WHEN n.level = 0 THEN l.hash ELSE substr(l.subtrees, (n.level - 1) * 32 + 1, 32) END AS hash
      FROM unnest($2::bigint[], $3::int[]) WITH ORDINALITY AS n(leaf, level, place)
      JOIN audit_leaves l ON l.workspace_id = $1 AND l.leaf = n.leaf ORDER BY n.place`,
    values: [
      workspaceId,
      subtrees.map(({ level, index }) => (index + 1) * 2 ** level - 1),
      subtrees.map(({ level }) => level),
    ],
  });
  return rows.map(({ hash }) => hash);
}

/** Adds leaves; the database refuses one whose place is taken. */
export async function addLeaves(client: Queryable, leaves: Leaf[]): Promise<void> {
  await client.query({
    name: "add-leaves",
    text: `INSERT INTO audit_leaves (workspace_id, leaf, audit_id, hash, subtrees)
      SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::bytea[], $5::bytea[])`,
    values: [
      leaves.map((one) => one.workspaceId),
      leaves.map((one) => one.leaf),
      leaves.map((one) => one.auditId),
      leaves.map((one) => one.hash),
      leaves.map((one) => one.subtrees),
    ],
  });
}
