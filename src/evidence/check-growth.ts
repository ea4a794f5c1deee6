/** Grows the tree from the entries as they are read, and compares it with the hashes that stand beside them and the roots that were signed. */
import { decoded, type EntryLine } from "./line.ts";
import { append, cover, type Edge, edgeOf, rootOf } from "./merkle.ts";
import { entriesText, type Tell } from "./problem.ts";

export interface Growth {
  /** The next entry, in its place. */
  take(entry: EntryLine, line: number): void;
  /** Entries were out of place or missing, up to the one before `size`: from here on nothing can be said of the tree. */
  lose(size: number): void;
  /** Puts the subtrees of what comes after the last entry beside it, up to `size`. */
  rest(hashes: Buffer[] | undefined, size: number, line: number): void;
  /** How many entries the tree has now. */
  size(): number;
  /** Holds the root against the one that was signed for this size. */
  hold(root: Buffer, line: number): void;
}

/** The tree whose first `first` leaves are covered by subtrees with the hashes `before`. */
export function newGrowth(first: number, before: Buffer[] | undefined, tell: Tell): Growth {
  const parts = cover(0, first).length;
  const edge: Edge = edgeOf(first, before?.length === parts ? before : Array<Buffer>(parts).fill(Buffer.alloc(32)));
  /** Where the last root that held ends. */
  let sound = first;
  let told = false;
  let lost = false;
  return {
    take({ index, leafHash, subtrees }, line) {
      const [hash] = decoded([leafHash]) ?? [];
      const completed = append(edge, hash ?? Buffer.alloc(32));
      const stated = decoded(subtrees) ?? [];
      if (lost || told) return;
      const at = completed.findIndex((one, level) => stated[level]?.equals(one) !== true);
      if (at < 0 && stated.length === completed.length) return;
      const from = at < 0 ? index : Math.max(first, index + 1 - 2 ** (at + 1));
      const message = `One of the ${entriesText(from, index)} is not the one that was recorded: the hashes with entry ${index} are of others.`;
      tell({ what: "altered", first: from, last: index, line, message });
      told = true;
    },
    lose(size) {
      lost = true;
      edge.size = size;
    },
    rest(hashes, size, line) {
      const beyond = cover(edge.size, size);
      const fits = hashes?.length === beyond.length;
      if (lost || !fits) edge.size = size;
      if (lost) return;
      if (!fits) {
        lost = true;
        const message = "The hashes of what comes after the last entry are not as many as there should be.";
        tell({ what: "changed", first: null, last: null, line, message });
        return;
      }
      for (const [at, { level }] of beyond.entries()) append(edge, hashes[at] as Buffer, level);
    },
    size: () => edge.size,
    hold(root, line) {
      if (lost || told) return;
      if (rootOf(edge).equals(root)) {
        sound = edge.size;
        return;
      }
      const last = Math.max(sound, edge.size - 1);
      const message = `The log signed another root after ${edge.size} entries: one of the ${entriesText(sound, last)} is not the one that was recorded, or was put there later.`;
      tell({ what: "altered", first: sound, last, line, message });
      told = true;
    },
  };
}
