/** Reading the audit record as the log it is: by entry, by stretch, by page. */
import { AUDIT_ROW } from "./audit-leaf.ts";
import type { AuditSubject } from "./audit-names.ts";
import type { Queryable } from "./database.ts";
import { type Condition, joinConditions, type Paged, pageOf } from "./page.ts";

/** A leaf with the row it was made of; null where the row is gone. */
export interface LeafWithRow<Row> {
  leaf: number;
  hash: Buffer;
  subtrees: Buffer;
  row: Row | null;
}

const LEAF = `SELECT l.leaf, l.hash, l.subtrees, ${AUDIT_ROW} FROM audit_leaves l LEFT JOIN audit a ON a.id = l.audit_id AND a.workspace_id = l.workspace_id`;

type Found<Row> = { leaf: string; hash: Buffer; subtrees: Buffer } & Row;

/** The leaf of an audit row, by the row's id. */
export async function leafOf<Row extends { id: string | null }>(
  client: Queryable,
  workspaceId: string,
  auditId: string,
): Promise<LeafWithRow<Row> | undefined> {
  const { rows } = await client.query<Found<Row>>(`${LEAF} WHERE l.workspace_id = $1 AND l.audit_id = $2`, [
    workspaceId,
    auditId,
  ]);
  return rows[0] && withRow(rows[0]);
}

/** Leaves `first` to before `next`, in order. */
export async function leavesBetween<Row extends { id: string | null }>(
  client: Queryable,
  workspaceId: string,
  first: number,
  next: number,
): Promise<LeafWithRow<Row>[]> {
  const { rows } = await client.query<Found<Row>>(
    `${LEAF} WHERE l.workspace_id = $1 AND l.leaf >= $2 AND l.leaf < $3 ORDER BY l.leaf`,
    [workspaceId, first, next],
  );
  return rows.map(withRow<Row>);
}

function withRow<Row extends { id: string | null }>({ leaf, hash, subtrees, ...row }: Found<Row>): LeafWithRow<Row> {
  return { leaf: Number(leaf), hash, subtrees, row: row.id === null ? null : (row as unknown as Row) };
}

/**
 * The leaves of the rows of a time, as the first and the one after the last; a row or two of another time may lie between, as transactions overlap.
 * Undefined where there are none.
 */
export async function stretchOf(
  client: Queryable,
  workspaceId: string,
  { from, to }: { from?: string | undefined; to?: string | undefined },
): Promise<{ first: number; next: number } | undefined> {
  const { where, values } = joinConditions([
    ["a.workspace_id = ?", workspaceId],
    ["a.at >= ?::timestamptz", from],
    ["a.at < ?::timestamptz", to],
  ]);
  const { rows } = await client.query<{ first: string | null; next: string }>(
    `SELECT min(l.leaf) AS first, max(l.leaf) + 1 AS next FROM audit a JOIN audit_leaves l ON l.audit_id = a.id WHERE ${where}`,
    values,
  );
  const { first, next } = rows[0]!;
  return first === null ? undefined : { first: Number(first), next: Number(next) };
}

export interface AuditFilter {
  actor?: string | undefined;
  action?: string | undefined;
  subjectType?: string | undefined;
  subjectId?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

/** One page of the record, newest first. `leaf` is null for what is in no tree yet. */
export async function listAudit(
  client: Queryable,
  workspaceId: string,
  of: AuditFilter,
  page: { limit: number; cursor?: string | undefined },
): Promise<Paged<AuditSubject & { id: string }>> {
  const conditions: Condition[] = [
    ["a.workspace_id = ?", workspaceId],
    ["a.actor = ?", of.actor],
    ["a.action = ?", of.action],
    ["a.subject_type = ?", of.subjectType],
    ["a.subject_id = ?", of.subjectId],
    ["a.at >= ?::timestamptz", of.from],
    ["a.at < ?::timestamptz", of.to],
    ["a.id < ?::bigint", page.cursor],
  ];
  const { where, values } = joinConditions(conditions);
  const { rows } = await client.query<AuditSubject & { id: string }>(
    `SELECT a.id::text AS id, a.at, a.actor, a.action, a.subject_type AS "subjectType", a.subject_id AS "subjectId", a.details, l.leaf::float8 AS index
     FROM audit a LEFT JOIN audit_leaves l ON l.audit_id = a.id WHERE ${where} ORDER BY a.id DESC LIMIT $${values.push(page.limit + 1)}`,
    values,
  );
  return pageOf(rows, page.limit);
}
