/** Which ways of a playbook's graph were gone, from the order of the steps. */
import type { PlaybookGraph } from "../../../src/api/contract/playbook-editor.ts";

/** By id: a way is gone when its end comes right after its beginning, or, side by side, when both were come to and there was no other way between. */
export function waysGone({ nodes, edges }: PlaybookGraph, way: readonly string[]): Set<string> {
  const come = new Set(way);
  const pairs = new Set(way.slice(1).map((to, place) => `${way[place]} ${to}`));
  const abreast = new Set(nodes.filter(({ kind }) => kind === "parallel").map(({ id }) => id));
  const single = (from: string) => edges.filter((edge) => edge.from === from).length === 1;
  return new Set(
    edges
      .filter(({ from, to }) => {
        if (pairs.has(`${from} ${to}`)) return true;
        return come.has(from) && come.has(to) && (abreast.has(from) || single(from));
      })
      .map(({ id }) => id),
  );
}

/** The ways as they are drawn: where a failure goes on at the same step as all else, that is one way, not two on top of each other of which the last names both. */
export function waysDrawn({ edges }: PlaybookGraph): PlaybookGraph["edges"] {
  const plain = new Set(edges.filter(({ kind }) => kind !== "failure").map(({ from, to }) => `${from} ${to}`));
  return edges.filter(({ from, to, kind }) => kind !== "failure" || !plain.has(`${from} ${to}`));
}
