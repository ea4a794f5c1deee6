/** The Merkle tree of RFC 6962 (section 2.1), grown a leaf at a time by its right edge alone. Sizes and indexes are whole numbers below 2^53. */
import { hash } from "node:crypto";

const LEAF = Buffer.from([0]);
const NODE = Buffer.from([1]);

/** What a leaf with this text weighs in the tree. */
export function leafHash(text: string | Uint8Array): Buffer {
  return digest([LEAF, typeof text === "string" ? Buffer.from(text, "utf8") : text]);
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return digest([NODE, left, right]);
}

function digest(parts: Uint8Array[]): Buffer {
  return hash("sha256", Buffer.concat(parts), "buffer");
}

/** A complete subtree: the leaves from `index * 2^level` on, `2^level` of them. */
export interface Subtree {
  level: number;
  index: number;
}

/** The complete subtrees that leaves `from` to before `to` consist of, in order and each as large as it can be. */
export function cover(from: number, to: number): Subtree[] {
  const parts: Subtree[] = [];
  for (let at = from; at < to; ) {
    let width = 1;
    let level = 0;
    while (at % (width * 2) === 0 && at + width * 2 <= to) {
      width *= 2;
      level += 1;
    }
    parts.push({ level, index: at / width });
    at += width;
  }
  return parts;
}

/** The right edge of a tree: enough to go on with it, and to know its root. */
export interface Edge {
  size: number;
  /** The hashes of `cover(0, size)`. */
  peaks: { level: number; hash: Buffer }[];
}

export function emptyEdge(): Edge {
  return { size: 0, peaks: [] };
}

/** The edge of the first `size` leaves, whose subtrees have these hashes; see {@link cover}. */
export function edgeOf(size: number, hashes: Buffer[]): Edge {
  return { size, peaks: cover(0, size).map(({ level }, at) => ({ level, hash: hashes[at] as Buffer })) };
}

/** Puts a complete subtree (a leaf is one of level 0) to the right of the edge; answers the hashes of the larger ones that it completes, the smallest first. */
export function append(edge: Edge, hash: Buffer, level = 0): Buffer[] {
  const completed: Buffer[] = [];
  let grown = { level, hash };
  while (edge.peaks.at(-1)?.level === grown.level) {
    grown = { level: grown.level + 1, hash: nodeHash(edge.peaks.pop()!.hash, grown.hash) };
    completed.push(grown.hash);
  }
  edge.peaks.push(grown);
  edge.size += 2 ** level;
  return completed;
}

/** The root hash; of a tree without leaves the hash of nothing. */
export function rootOf({ peaks }: Edge): Buffer {
  return folded(peaks.map((peak) => peak.hash)) ?? digest([]);
}

/** The hash over subtrees that stand beside one another, each larger than the next. */
export function folded(hashes: Buffer[]): Buffer | undefined {
  return hashes.reduceRight<Buffer | undefined>(
    (right, left) => (right === undefined ? left : nodeHash(left, right)),
    undefined,
  );
}
