import { z } from "zod";

/** What became of a delivery. It is durable once this is answered. */
export const IngestReceipt = z.object({
  deliveryId: z.uuid(),
  /** New alerts. */
  accepted: z.number().int(),
  /** Alerts that were known already. */
  duplicates: z.number().int(),
  /** Messages that are no alerts by the source's own account. */
  ignored: z.number().int(),
  /** Kept with the reason, and replayable. */
  quarantined: z.array(z.object({ id: z.uuid(), position: z.number().int(), code: z.string(), reason: z.string() })),
});
export type IngestReceipt = z.infer<typeof IngestReceipt>;
