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
