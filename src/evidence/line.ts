/** The lines of an exported log, each a JSON object; hashes are in Base64. docs/audit.md describes them. */
import type { AuditRow } from "./entry.ts";

/** Comes first: which part of which log this is. */
export interface LogLine {
  kind: "log";
  version: 1;
  origin: string;
  /** The times that were asked for. */
  from: string | null;
  to: string | null;
  /** Entries `first` to before `next`, of a log of `size`. */
  first: number;
  next: number;
  size: number;
  keys: string[];
  /** The hashes of the complete subtrees that cover what comes before `first`. */
  before: string[];
}

export interface EntryLine {
  kind: "entry";
  index: number;
  leafHash: string;
  /** The hashes of the complete subtrees that end with this entry, the smallest first. */
  subtrees: string[];
  /** Null where the database has the entry's hash and not the entry. */
  entry: AuditRow | null;
}

/** Stands behind the last entry that it covers. */
export interface CheckpointLine {
  kind: "checkpoint";
  note: string;
}

/** Stands behind a checkpoint: that it only adds to the one before it. */
export interface ConsistencyLine {
  kind: "consistency";
  from: number;
  to: number;
  proof: string[];
}

/** The hashes of the complete subtrees that cover what comes after `next`; only the last checkpoint follows. */
export interface RestLine {
  kind: "rest";
  hashes: string[];
}

/** Comes last: a signed note over all lines before it. */
export interface EndLine {
  kind: "end";
  note: string;
}

/** One entry alone, with what proves that it is in the log; the only line of its file. */
export interface ProofLine {
  kind: "proof";
  version: 1;
  origin: string;
  keys: string[];
  index: number;
  leafHash: string;
  entry: AuditRow | null;
  proof: string[];
  note: string;
}

export type Line = LogLine | EntryLine | CheckpointLine | ConsistencyLine | RestLine | EndLine;

/** What the last line says of those before it. */
export function endText(origin: string, lines: number, digest: string): string {
  return `end of an export of ${origin}\n${lines}\n${digest}\n`;
}

export const encoded = (hashes: readonly Uint8Array[]): string[] =>
  hashes.map((one) => Buffer.from(one).toString("base64"));

/** Hashes as they were written; undefined when one of them is none. */
export function decoded(texts: unknown): Buffer[] | undefined {
  if (!Array.isArray(texts)) return undefined;
  const hashes = texts.map((text) => Buffer.from(typeof text === "string" && text.length === 44 ? text : "", "base64"));
  return hashes.every((one) => one.length === 32) ? hashes : undefined;
}
