import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { append, cover, type Edge, edgeOf, emptyEdge, leafHash, rootOf } from "./merkle.ts";
import {
  consistencyStretches,
  inclusionStretches,
  rootByInclusion,
  rootsByConsistency,
  type Stretch,
  stretchHashes,
  subtreesOf,
} from "./proof.ts";

// RFC 6962, section 2.1, as it is written there; D[from:to] is remembered by its ends.
const sha = (...parts: Uint8Array[]) => createHash("sha256").update(Buffer.concat(parts)).digest();
const split = (n: number) => 2 ** Math.ceil(Math.log2(n) - 1);
const known = new Map<string, Buffer>();
function mth(from: number, to: number): Buffer {
  const key = `${from} ${to}`;
  const k = from + split(to - from);
  const hash = known.get(key) ?? (to - from === 1 ? sha(Buffer.from([0]), data[from]!) : null);
  known.set(key, hash ?? sha(Buffer.from([1]), mth(from, k), mth(k, to)));
  return known.get(key)!;
}
function path(m: number, from: number, to: number): Buffer[] {
  if (to - from === 1) return [];
  const k = from + split(to - from);
  return m < k ? [...path(m, from, k), mth(k, to)] : [...path(m, k, to), mth(from, k)];
}
function subproof(m: number, from: number, to: number, whole: boolean): Buffer[] {
  if (m === to) return whole ? [] : [mth(from, to)];
  const k = from + split(to - from);
  return m <= k ? [...subproof(m, from, k, whole), mth(k, to)] : [...subproof(m, k, to, false), mth(from, k)];
}

const data = Array.from({ length: 200 }, (_, n) => Buffer.from(`entry ${n}`));
const roots = data.map((_, n) => mth(0, n + 1));

/** Every complete subtree's hash as it is completed, by level and index. */
const nodes = new Map<string, Buffer>();
const edges: Edge[] = [emptyEdge()];
const growing = emptyEdge();
data.forEach((text, n) => {
  const hash = leafHash(text);
  for (const [above, one] of [hash, ...append(growing, hash)].entries())
    nodes.set(`${above} ${(n + 1) / 2 ** above - 1}`, one);
  edges.push({ size: growing.size, peaks: [...growing.peaks] });
});
const hashesOf = (stretches: Stretch[]) =>
  stretchHashes(
    stretches,
    subtreesOf(stretches).map(({ level, index }) => nodes.get(`${level} ${index}`)!),
  );
const hex = (hashes: Buffer[]) => hashes.map((one) => one.toString("hex")).join(" ");

describe("the tree", () => {
  it("has the root that RFC 6962 gives it, at every size to 200", () => {
    expect(rootOf(emptyEdge()).toString("hex")).toBe(
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    );
    expect(hex(edges.slice(1).map(rootOf))).toEqual(hex(roots));
  });

  it("goes on from the hashes of its edge alone, and from whole subtrees put beside it", () => {
    for (let size = 1; size < 200; size += 1) {
      const hashes = cover(0, size).map(({ level, index }) => nodes.get(`${level} ${index}`)!);
      const edge = edgeOf(size, hashes);
      expect(rootOf(edge)).toEqual(roots[size - 1]);
      for (const { level, index } of cover(size, 200)) append(edge, nodes.get(`${level} ${index}`)!, level);
      expect(rootOf(edge)).toEqual(roots[199]);
      expect(edge.size).toBe(200);
    }
  });

  it("is covered by few subtrees, whatever part of it", () => {
    fc.assert(
      fc.property(fc.nat(1e9), fc.nat(1e9), (a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const parts = cover(from, to);
        expect(parts.length).toBeLessThan(62);
        expect(parts.reduce((sum, { level }) => sum + 2 ** level, 0)).toBe(to - from);
      }),
    );
  });
});

describe("an inclusion proof", () => {
  it("is RFC 6962's, and leads to the root, for every leaf of every size to 200", () => {
    for (let size = 1; size <= 200; size += 1) {
      for (let leaf = 0; leaf < size; leaf += 1) {
        const proof = hashesOf(inclusionStretches(leaf, size));
        expect(hex(proof)).toBe(hex(path(leaf, 0, size)));
        expect(rootByInclusion(leaf, size, leafHash(data[leaf]!), proof)?.equals(roots[size - 1]!)).toBe(true);
      }
    }
  });

  it("leads elsewhere, or nowhere, once anything of it is another", () => {
    const place = fc.integer({ min: 2, max: 200 }).chain((size) => fc.tuple(fc.constant(size), fc.nat(size - 1)));
    fc.assert(
      fc.property(place, fc.nat(), fc.nat(255), ([size, leaf], at, bit) => {
        const proof = hashesOf(inclusionStretches(leaf, size)).map((one) => Buffer.from(one));
        const hash = leafHash(data[leaf]!);
        const other = proof[at % proof.length]!;
        other[bit >> 3]! ^= 1 << (bit & 7);
        expect(rootByInclusion(leaf, size, hash, proof)).not.toEqual(roots[size - 1]);
        expect(rootByInclusion(leaf, size, hash, proof.slice(1))).toBeUndefined();
        expect(rootByInclusion(size, size, hash, proof)).toBeUndefined();
      }),
    );
  });
});

describe("a consistency proof", () => {
  it("is RFC 6962's, and leads to both roots, for all sizes to 200", () => {
    for (let size = 1; size <= 200; size += 1) {
      for (let earlier = 1; earlier <= size; earlier += 1) {
        const proof = hashesOf(consistencyStretches(earlier, size));
        expect(hex(proof)).toBe(hex(subproof(earlier, 0, size, true)));
        const led = rootsByConsistency(earlier, size, roots[earlier - 1]!, proof)!;
        expect(hex([led.earlier, led.later])).toBe(hex([roots[earlier - 1]!, roots[size - 1]!]));
      }
    }
  });

  it("does not lead to both roots from a tree that was another", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 200 }), fc.nat(), (size, any) => {
        const earlier = 1 + (any % (size - 1));
        const proof = hashesOf(consistencyStretches(earlier, size));
        const found = rootsByConsistency(earlier, size, leafHash("another"), proof);
        expect(found?.later.equals(roots[size - 1]!) && found.earlier.equals(leafHash("another"))).toBe(false);
        expect(rootsByConsistency(earlier, size, roots[earlier - 1]!, [...proof, leafHash("more")])).toBeUndefined();
      }),
    );
  });
});
