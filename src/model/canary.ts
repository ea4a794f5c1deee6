/** A write canary: a containment of an entity made for it, and its return, as proof that a connection may write what it is to write. */
import { z } from "zod";

/**
 * guard: the policies refuse the same on a protected entity, and not on this one · clear: it was not contained before · contain: done and read back · release: undone
 * and read back · forbidden: the product refuses an entity out of the connection's reach.
 */
export const CANARY_CHECKS = ["guard", "clear", "contain", "release", "forbidden"] as const;

export const Canary = z.object({
  id: z.uuid(),
  connection: z.string(),
  capability: z.string(),
  entity: z.string(),
  passed: z.boolean(),
  /** In the order in which they were made; after one that failed none was made but the return. */
  checks: z.array(z.object({ check: z.enum(CANARY_CHECKS), passed: z.boolean(), seen: z.string() })),
  by: z.string(),
  at: z.iso.datetime(),
});
export type Canary = z.infer<typeof Canary>;
