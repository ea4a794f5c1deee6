/** What of an alert was inferred, as its finding says it. */
import { Inferred } from "../model/alert.ts";

/** Where each inferred field was found and how sure that is; null for an alert whose source knows its product. */
export function inferredOf(finding: unknown): Inferred | null {
  const { unmapped } = (finding ?? {}) as { unmapped?: { inferred?: unknown } };
  const { data } = Inferred.safeParse(unmapped?.inferred);
  return data ?? null;
}
