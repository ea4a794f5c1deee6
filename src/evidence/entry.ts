/** A row of the audit record as a leaf of its tree. */
import { canonicalJson } from "../ids.ts";
import { leafHash } from "./merkle.ts";

/** Every column of the row. What is a 64-bit number in the database stands as text, so that no reader rounds it. */
export interface AuditRow {
  id: string;
  workspaceId: string;
  /** UTC with microseconds, as the database keeps them. */
  at: string;
  actor: string;
  action: string;
  subjectType: string;
  subjectId: string;
  details: unknown;
  /** The transaction that wrote it. */
  xid: string;
}

/** The hash of the row's leaf: over its canonical JSON, whoever has read it. */
export function rowHash(row: AuditRow): Buffer {
  return leafHash(canonicalJson(row));
}

/** {@link rowHash} in Base64 of what says that it is a row; undefined for what no row looks like, such as one nested so deep that it cannot be walked. */
export function contentHash(row: unknown): string | undefined {
  try {
    return rowHash(row as AuditRow).toString("base64");
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
