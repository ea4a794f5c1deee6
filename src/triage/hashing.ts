/** Names of features as places in a list of weights (Weinberger et al., "Feature Hashing for Large Scale Multitask Learning", 2009). */
import { hash } from "node:crypto";

export const PLACES = 2 ** 15;
/** Names that are remembered, so that those of every incident are hashed once. */
const MAX_REMEMBERED = 200_000;

/**
 * Answers the place of a name. The seed is the model's own and random: whoever writes alerts cannot work out which made-up value shares a place with a
 * value that stands for harmless.
 */
export function newPlacing(seed: string): (name: string) => number {
  const known = new Map<string, number>();
  return (name) => {
    const remembered = known.get(name);
    if (remembered !== undefined) return remembered;
    const place = Number.parseInt(hash("sha256", `${seed}\0${name}`, "hex").slice(0, 8), 16) % PLACES;
    if (known.size >= MAX_REMEMBERED) known.clear();
    known.set(name, place);
    return place;
  };
}
