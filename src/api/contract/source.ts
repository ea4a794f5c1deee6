/** Looking at how messages are read, without storing anything. */
import { z } from "zod";
import { EntityRef } from "../../model/entity.ts";
import { Observable } from "../../model/observable.ts";
import { Disposition, Severity } from "../../model/scale.ts";

/** Text as a product would send it; by which connector, and with which settings. Without a connector whoever recognizes it. */
export const ReadRequest = z.strictObject({
  connector: z.string().min(1).max(100).default("auto"),
  settings: z.record(z.string().max(200), z.unknown()).default({}),
  text: z.string().min(1).max(2_000_000),
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
  inferred: z.record(z.string(), z.object({ path: z.string().optional(), confidence: z.number() })).nullable(),
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

/** Samples to learn from: those of a connection's newest deliveries, or a text. */
export const LearnRequest = z.strictObject({
  connection: z.string().min(1).max(100).optional(),
  text: z.string().min(1).max(2_000_000).optional(),
  deliveries: z.number().int().min(1).max(200).default(50),
});

export const Proposal = z.object({
  samples: z.number().int(),
  fields: z.array(z.object({ field: z.string(), path: z.string(), confidence: z.number(), coverage: z.number() })),
  /** Settings for a connection of the connector `generic`. */
  settings: z.record(z.string(), z.unknown()),
});
export type Proposal = z.infer<typeof Proposal>;
