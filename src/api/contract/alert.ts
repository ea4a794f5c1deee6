/** Alerts and what could not be read, over the wire. */
import { z } from "zod";
import { Alert, Inferred } from "../../model/alert.ts";
import { Disposition, Severity } from "../../model/scale.ts";
import { anyOf, pageOf, pageQuery, word } from "./page.ts";
import { countedBy, exporting, narrowing, sorting } from "./query.ts";

const { finding: _finding, ...summary } = Alert.shape;
export const AlertSummary = z.object(summary);
export type AlertSummary = z.infer<typeof AlertSummary>;
export const AlertPage = pageOf(AlertSummary);

const discrete = {
  severity: anyOf(Severity).optional(),
  initialDisposition: anyOf(Disposition).optional(),
  source: word.optional(),
  entity: word.optional().meta({ description: "The affected entity, by its key or any name that leads to it." }),
  incident: z.uuid().optional(),
};
/** Received since, at or after it, and until, before it. */
export const alertQuery = z.strictObject({ ...discrete, ...narrowing, ...sorting, ...pageQuery });
export const alertCountQuery = z.strictObject({ by: countedBy("alerts"), ...discrete, ...narrowing });
export const alertExportQuery = z.strictObject({ ...discrete, ...narrowing, ...exporting });

/** The message it came in, word for word. What is longer than 256 KiB is cut, and says so. */
export const RawMessage = z.object({
  contentType: z.string(),
  receivedAt: z.iso.datetime(),
  bytes: z.number().int(),
  /** Which document of the message, from 0. */
  position: z.number().int(),
  text: z.string(),
  truncated: z.boolean(),
});

export const AlertDetail = z.object({
  ...Alert.shape,
  /** The connection it came by; null when it is gone. */
  connection: z.string().nullable(),
  /** What holds it back from opening an incident. */
  suppressionId: z.uuid().nullable(),
  /** What was folded into it, by rule, with the newest ids; `rule` is empty where the source gave both one id. */
  folds: z.array(z.object({ rule: z.string(), count: z.number().int(), uids: z.array(z.string()) })),
  /** Where each field was found and how sure that is, of an alert whose product nobody knows; null for all others. */
  inferred: Inferred.nullable(),
  raw: RawMessage.nullable(),
});
export type AlertDetail = z.infer<typeof AlertDetail>;

export const QUARANTINE_STATUSES = ["held", "replayed", "discarded"] as const;
export const Quarantined = z.object({
  id: z.uuid(),
  connectionId: z.uuid(),
  connection: z.string().nullable(),
  deliveryId: z.uuid(),
  position: z.number().int(),
  code: z.string(),
  reason: z.string(),
  status: z.enum(QUARANTINE_STATUSES),
  at: z.iso.datetime(),
  replayedAt: z.iso.datetime().nullable(),
});
export type Quarantined = z.infer<typeof Quarantined>;
export const QuarantinePage = pageOf(Quarantined);
export const QuarantineDetail = z.object({ ...Quarantined.shape, raw: RawMessage.nullable() });
export type QuarantineDetail = z.infer<typeof QuarantineDetail>;

export const quarantineQuery = z.strictObject({
  status: z.enum(QUARANTINE_STATUSES).default("held"),
  connection: word.optional(),
  code: word.optional(),
  ...pageQuery,
});
