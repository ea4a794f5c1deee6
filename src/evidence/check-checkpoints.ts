/** What the log signed of itself: each checkpoint by itself, against the tree that is read, and against the one before it. */

import type { Growth } from "./check-growth.ts";
import { type Checkpoint, openCheckpoint } from "./checkpoint.ts";
import { decoded } from "./line.ts";
import type { VerifierKey } from "./note.ts";
import type { Tell } from "./problem.ts";
import { rootsByConsistency } from "./proof.ts";

export interface Checkpoints {
  take(note: unknown, line: number): void;
  /** The proof behind a checkpoint. */
  consistency(of: { from: unknown; to: unknown; proof: unknown }, line: number): void;
  /** Those that hold by themselves, in order. */
  read(): readonly Checkpoint[];
}

interface Deps {
  origin: string;
  keys: readonly VerifierKey[];
  /** The first entry that is there: before it nothing can be held against the tree. */
  first: number;
  growth: Growth;
  /** Whether the entries before `size` are all there, in order. */
  complete(size: number, line: number): boolean;
  tell: Tell;
}

export function newCheckpoints({ origin, keys, first, growth, complete, tell }: Deps): Checkpoints {
  const read: Checkpoint[] = [];
  /** The last two, undefined where one does not hold. */
  let pair: [Checkpoint | undefined, Checkpoint | undefined] = [undefined, undefined];
  const wrong = (message: string, line: number, size: number | null = null) =>
    tell({ what: "checkpoint", first: size, last: size, line, message });
  return {
    take(note, line) {
      const opened = typeof note === "string" ? openCheckpoint(note, origin, keys) : { wrong: "it is no text" };
      pair = [pair[1], "wrong" in opened ? undefined : opened];
      if ("wrong" in opened)
        return wrong(
          `The checkpoint after ${growth.size()} entries does not hold: ${opened.wrong}.`,
          line,
          growth.size(),
        );
      const { size, root, at } = opened;
      const last = read.at(-1);
      read.push(opened);
      if (last !== undefined && last.at > at)
        wrong(`The checkpoint of ${size} entries was signed before the one it follows.`, line, size);
      if (!complete(size, line)) return;
      const after = growth.size();
      if (size === after) growth.hold(root, line);
      else if (size > first || after > first)
        wrong(`A checkpoint of ${size} entries stands behind ${after}.`, line, size);
    },
    consistency({ from, to, proof }, line) {
      const [earlier, later] = pair;
      if (earlier === undefined || later === undefined) return;
      const sizes = `from ${earlier.size} to ${later.size} entries`;
      if (from !== earlier.size || to !== later.size)
        return wrong(`The proof ${sizes} says of itself that it is another.`, line, later.size);
      const hashes = decoded(proof);
      if (earlier.size === 0 && hashes?.length === 0) return;
      const roots = hashes && rootsByConsistency(earlier.size, later.size, earlier.root, hashes);
      if (roots?.earlier.equals(earlier.root) && roots.later.equals(later.root)) return;
      wrong(`Nothing proves that the log only grew ${sizes}.`, line, later.size);
    },
    read: () => read,
  };
}
