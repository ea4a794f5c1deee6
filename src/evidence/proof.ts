/** Proofs over the tree (RFC 9162, 2.1.3 and 2.1.4, the same trees as RFC 6962): that an entry is in it, and that a larger one only added to a smaller one. */
import { cover, folded, nodeHash, type Subtree } from "./merkle.ts";

/** Leaves `from` to before `to`; what a proof gives the hash of. */
export interface Stretch {
  from: number;
  to: number;
}

/** What proves leaf `leaf` of a tree of `size`, from the leaf up. */
export function inclusionStretches(leaf: number, size: number): Stretch[] {
  const path: Stretch[] = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    const middle = from + largestBelow(to - from);
    if (leaf < middle) {
      path.unshift({ from: middle, to });
      to = middle;
    } else {
      path.unshift({ from, to: middle });
      from = middle;
    }
  }
  return path;
}

/** What proves that the tree of `size` begins with that of `earlier`; nothing where they are the same, or the earlier is empty. */
export function consistencyStretches(earlier: number, size: number): Stretch[] {
  const path: Stretch[] = [];
  let [from, to] = [0, size];
  if (earlier === 0) return path;
  while (to !== earlier) {
    const middle = from + largestBelow(to - from);
    if (earlier <= middle) {
      path.unshift({ from: middle, to });
      to = middle;
    } else {
      path.unshift({ from, to: middle });
      from = middle;
    }
  }
  // Whoever checks knows the earlier root already, where it is a subtree of its own.
  if (from > 0) path.unshift({ from, to });
  return path;
}

/** The greatest power of two below `width`, which is at least 2. */
function largestBelow(width: number): number {
  let power = 1;
  while (power * 2 < width) power *= 2;
  return power;
}

/** The complete subtrees that the hashes of these stretches are made of. */
export function subtreesOf(stretches: Stretch[]): Subtree[] {
  return stretches.flatMap(({ from, to }) => cover(from, to));
}

/** The hash of each stretch, of those of {@link subtreesOf} in the same order. */
export function stretchHashes(stretches: Stretch[], hashes: Buffer[]): Buffer[] {
  let at = 0;
  return stretches.map(({ from, to }) => {
    const parts = cover(from, to).length;
    at += parts;
    return folded(hashes.slice(at - parts, at)) as Buffer;
  });
}

/** The root that leaf `leaf` with this hash has by the proof; undefined when it is no proof for a tree of `size`. */
export function rootByInclusion(leaf: number, size: number, hash: Buffer, proof: Buffer[]): Buffer | undefined {
  const path = inclusionStretches(leaf, size);
  if (leaf < 0 || leaf >= size || path.length !== proof.length) return undefined;
  return path.reduce(
    (sum, { from }, at) => (from > leaf ? nodeHash(sum, proof[at]!) : nodeHash(proof[at]!, sum)),
    hash,
  );
}

/** Both roots that the proof leads to, of which the first must be the earlier tree's; undefined when it is no proof for these sizes. */
export function rootsByConsistency(
  earlier: number,
  size: number,
  root: Buffer,
  proof: Buffer[],
): { earlier: Buffer; later: Buffer } | undefined {
  const path = consistencyStretches(earlier, size);
  if (earlier <= 0 || earlier > size || path.length !== proof.length) return undefined;
  const knows = path[0]?.to === earlier;
  const start = knows ? proof[0]! : root;
  let [first, second] = [start, start];
  for (let at = knows ? 1 : 0; at < path.length; at += 1) {
    const right = path[at]!.from >= earlier;
    if (!right) first = nodeHash(proof[at]!, first);
    second = right ? nodeHash(second, proof[at]!) : nodeHash(proof[at]!, second);
  }
  return { earlier: first, later: second };
}
