/** Looking at how messages are read, without storing anything. */
import { z } from "zod";
import { Inferred } from "../../model/alert.ts";
import { EntityRef } from "../../model/entity.ts";
import { Observable } from "../../model/observable.ts";
import { Disposition, Severity } from "../../model/scale.ts";

/** Where messages come from: a connection's newest deliveries, or a text. */
const samples = {
  connection: z.string().min(1).max(100).optional(),
  text: z.string().min(1).max(2_000_000).optional(),
  deliveries: z.number().int().min(1).max(200).default(50),
};

/** Messages as a product would send them; by which connector, and with which settings. Without a connector whoever recognizes them. */
export const ReadRequest = z.strictObject({
  connector: z.string().min(1).max(100).default("auto"),
  settings: z.record(z.string().max(200), z.unknown()).default({}),
  ...samples,
});

export const ReadAlert = z.object({
  uid: z.string(),
  title: z.string(),
  severity: Severity,
  entityType: z.string(),
  entityKey: z.string(),
  source: z.string(),
  initialDisposition: Disposition,
  ruleId: z.string(),
  time: z.string(),
  techniques: z.array(z.string()),
  entities: z.array(EntityRef),
  observables: z.array(Observable),
  /** Of an alert whose product is not known: where each field was found, and how sure that is. */
  inferred: Inferred.nullable(),
});

export const ReadMessages = z.object({
  items: z.array(
    z.object({
      /** Counts from 0 over the documents of the text. */
      position: z.number().int(),
      /** The connector that read it. */
      connector: z.string(),
      what: z.enum(["alert", "no-alert", "refused"]),
      reason: z.string(),
      alert: ReadAlert.nullable(),
    }),
  ),
});
export type ReadMessages = z.infer<typeof ReadMessages>;

export const LearnRequest = z.strictObject(samples);

export const Proposal = z.object({
  /** Alerts that it was learned from. */
  samples: z.number().int(),
  fields: z.array(z.object({ field: z.string(), path: z.string(), confidence: z.number(), coverage: z.number() })),
  /** Needed fields that were found nowhere. */
  missing: z.array(z.string()),
  /** How it does on alerts that it was not learned from, beside plain inference; null where there were too few, or it cannot be read by yet. */
  heldOut: z
    .object({
      samples: z.number().int(),
      unread: z.number().int(),
      fields: z.array(
        z.object({
          field: z.string(),
          mapping: z.number().int(),
          inference: z.number().int(),
          same: z.number().int(),
        }),
      ),
    })
    .nullable(),
  /** Settings for a connection of the connector `generic`. */
  settings: z.record(z.string(), z.unknown()),
});
export type Proposal = z.infer<typeof Proposal>;
