/** Deliveries as they came, and what became of them, over the wire. */
import { z } from "zod";
import { Quarantined, RawMessage } from "./alert.ts";
import { pageOf, pageQuery, word } from "./page.ts";

export const deliveryQuery = z.strictObject({
  connection: word.optional(),
  unread: z
    .enum(["true", "false"])
    .transform((text) => text === "true")
    .optional()
    .meta({ description: "Only those of which something could not be read." }),
  ...pageQuery,
});

export const Delivery = z.object({
  id: z.uuid(),
  /** The connection it came by; null when it is gone. */
  connection: z.string().nullable(),
  receivedAt: z.iso.datetime(),
  contentType: z.string(),
  bytes: z.number().int(),
  /** New alerts that it brought, of those that the reader may know of. */
  alerts: z.number().int(),
  /** Alerts in it that were known already. */
  duplicates: z.number().int(),
  /** What could not be read, whatever became of it since; and how much of it still waits. */
  unread: z.number().int(),
  held: z.number().int(),
});
export type Delivery = z.infer<typeof Delivery>;
export const DeliveryPage = pageOf(Delivery);

export const DeliveryDetail = z.object({
  /** What became of its documents, by their place in it from 0; at most 200. */
  outcomes: z.array(
    z.object({
      position: z.number().int(),
      alertId: z.uuid(),
      title: z.string(),
      what: z.enum(["alert", "duplicate"]),
      /** Which rule folded it; empty where the source gave both one id. */
      rule: z.string(),
      /** What holds it back from opening an incident. */
      suppressionId: z.uuid().nullable(),
      incident: z.number().int().nullable(),
    }),
  ),
  /** What could not be read; at most 200. */
  unread: z.array(Quarantined.pick({ id: true, position: true, code: true, reason: true, status: true })),
  /** Word for word. Null when it is no longer kept, and for somebody from whom an incident is kept: it may speak of that. */
  raw: RawMessage.nullable(),
});
export type DeliveryDetail = z.infer<typeof DeliveryDetail>;
