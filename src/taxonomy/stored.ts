/** Taxonomies as they were stored, perhaps by another Cordon. */
import { RefusedError } from "../errors.ts";
import { Taxonomy } from "./taxonomy.ts";

/** Null for one that this Cordon cannot read: it says nothing, and can be replaced. */
export function readTaxonomy(content: unknown): Taxonomy | null {
  return Taxonomy.safeParse(content).data ?? null;
}

/** For what nobody should go on without. @throws RefusedError `taxonomy.another-format` */
export function mustReadTaxonomy({ number, content }: { number: number; content: unknown }): Taxonomy {
  const parsed = Taxonomy.safeParse(content);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]?.path.join(".");
  throw new RefusedError(
    "taxonomy.another-format",
    `Version ${number} of the taxonomy is not as this Cordon reads it${where ? ` (at ${where})` : ""}; apply a taxonomy anew with "cordon taxonomy apply" or "cordon apply".`,
  );
}
