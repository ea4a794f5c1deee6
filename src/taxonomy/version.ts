/** The identity of a taxonomy: versions with the same content are the same version. */
import { createHash } from "node:crypto";
import type { Taxonomy } from "./taxonomy.ts";

/** SHA-256 in hex over the canonical JSON, so that a round trip through a database that reorders keys changes nothing. */
export function taxonomyHash(taxonomy: Taxonomy): string {
  return createHash("sha256").update(canonicalJson(taxonomy)).digest("hex");
}

/** JSON with sorted keys and without white space. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => {
    if (typeof item !== "object" || item === null || Array.isArray(item)) return item;
    return Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
