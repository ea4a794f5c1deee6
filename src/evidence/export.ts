/** A stretch of a log, written so that whoever has it needs nothing else to check it. */
import { createHash } from "node:crypto";
import type { Checkpoint } from "./checkpoint.ts";
import type { AuditRow } from "./entry.ts";
import { type ConsistencyLine, encoded, endText, type Line } from "./line.ts";
import { cover, type Subtree } from "./merkle.ts";
import { consistencyStretches, stretchHashes, subtreesOf } from "./proof.ts";

export interface StoredEntry {
  leaf: number;
  hash: Buffer;
  /** 32 bytes for each complete subtree that ends with the leaf. */
  subtrees: Buffer;
  row: AuditRow | null;
}

export type StoredCheckpoint = Pick<Checkpoint, "size"> & { note: string };

/** One workspace's log, as it is kept. */
export interface LogReader {
  origin: string;
  /** The keys that sign or have signed, as text; the one that signs first. */
  keys: string[];
  /** The hash of each, in order. */
  hashes(subtrees: Subtree[]): Promise<Buffer[]>;
  /** Entries `first` to before `next`, in order, in pages. */
  entries(first: number, next: number): AsyncIterable<StoredEntry[]>;
  /** Those of `first` to `next` entries and the last one before them, in order. */
  checkpoints(first: number, next: number): Promise<StoredCheckpoint[]>;
  /** Signs with the first of the keys. */
  sign(text: string): string;
}

export interface ExportRange {
  from: string | null;
  to: string | null;
  first: number;
  next: number;
  /** The newest checkpoint, which the export is held against. */
  closing: StoredCheckpoint;
}

/** The lines, some at a time. */
export async function* exportLog(log: LogReader, range: ExportRange): AsyncGenerator<string> {
  const digest = createHash("sha256");
  let count = 0;
  for await (const lines of linesOf(log, range)) {
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
    count += lines.length;
    digest.update(text);
    yield text;
  }
  const note = log.sign(endText(log.origin, count, digest.digest("base64")));
  yield `${JSON.stringify({ kind: "end", note } satisfies Line)}\n`;
}

async function* linesOf(log: LogReader, range: ExportRange): AsyncGenerator<Line[]> {
  const { from, to, first, next, closing } = range;
  const before = encoded(await log.hashes(cover(0, first)));
  yield [
    {
      ...{ kind: "log", version: 1, origin: log.origin, from, to, first, next, size: closing.size },
      keys: log.keys,
      before,
    },
  ];
  const checkpoints = await log.checkpoints(first, next);
  let earlier: StoredCheckpoint | undefined;
  async function* through(size: number): AsyncGenerator<Line[]> {
    while (checkpoints[0] !== undefined && checkpoints[0].size <= size) {
      const checkpoint = checkpoints.shift() as StoredCheckpoint;
      yield await checkpointLines(log, earlier, checkpoint);
      earlier = checkpoint;
    }
  }
  yield* through(first);
  for await (const page of log.entries(first, next)) {
    for (const entry of page) {
      yield [entryLine(entry)];
      yield* through(entry.leaf + 1);
    }
  }
  yield [{ kind: "rest", hashes: encoded(await log.hashes(cover(next, closing.size))) }];
  if (closing.size > next) yield await checkpointLines(log, earlier, closing);
}

function entryLine({ leaf, hash, subtrees, row }: StoredEntry): Line {
  const parts = Array.from({ length: subtrees.length / 32 }, (_, at) => subtrees.subarray(at * 32, at * 32 + 32));
  return { kind: "entry", index: leaf, leafHash: hash.toString("base64"), subtrees: encoded(parts), entry: row };
}

async function checkpointLines(
  log: LogReader,
  earlier: StoredCheckpoint | undefined,
  { size, note }: StoredCheckpoint,
): Promise<Line[]> {
  const line: Line = { kind: "checkpoint", note };
  return earlier === undefined ? [line] : [line, await consistencyLine(log, earlier.size, size)];
}

async function consistencyLine(log: LogReader, from: number, to: number): Promise<ConsistencyLine> {
  const stretches = consistencyStretches(from, to);
  const proof = encoded(stretchHashes(stretches, await log.hashes(subtreesOf(stretches))));
  return { kind: "consistency", from, to, proof };
}
