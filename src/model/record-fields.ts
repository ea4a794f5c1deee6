/** What filters, counts and saved views may name of alerts and incidents: the columns, and what correlation kept beside them. */

import { z } from "zod";
import { DecisionKind, DecisionStatus } from "./decision.ts";
import { EntityRole, EntityType } from "./entity.ts";
import { Observable } from "./observable.ts";
import { Disposition, Priority, Severity, Status } from "./scale.ts";
import { RECORD_KINDS } from "./words.ts";

export const RecordKind = z.enum(RECORD_KINDS);
export type RecordKind = z.infer<typeof RecordKind>;

const entity = z.object({ type: EntityType, key: z.string(), name: z.string() });
const shared = {
  id: z.string(),
  title: z.string(),
  severity: Severity,
  initialDisposition: Disposition,
  source: z.string(),
  /** The connection's name; empty when it is gone. */
  connection: z.string(),
  ruleId: z.string(),
  ruleName: z.string(),
  categories: z.array(z.string()),
  techniques: z.array(z.string()),
  confidence: z.number().int(),
  controlOutcome: z.string(),
  /** The affected entity. */
  entity,
  entities: z.array(z.object({ ...entity.shape, role: EntityRole })),
  observables: z.array(Observable),
};

/** An alert as filters see it. Names are those of the incident's facts, wherever both have the field. */
export const AlertRecord = z.object({
  ...shared,
  uid: z.string(),
  resolved: z.boolean(),
  time: z.date(),
  receivedAt: z.date(),
  duplicates: z.number().int(),
});

/** The incident an alert belongs to; nothing is there while no incident has taken it. */
export const IncidentOfAlert = z.object({
  id: z.string().optional(),
  number: z.number().int().optional(),
  type: z.string().optional(),
  status: Status.optional(),
  disposition: Disposition.optional(),
});

/** An incident as filters see it. */
export const IncidentRecord = z.object({
  ...shared,
  number: z.number().int(),
  type: z.string(),
  status: Status,
  /** Neither resolved nor closed. */
  open: z.boolean(),
  priority: Priority,
  disposition: Disposition,
  users: z.array(z.string()),
  devices: z.array(z.string()),
  ips: z.array(z.string()),
  alertCount: z.number().int(),
  revision: z.number().int(),
  /** Empty when nobody has it. */
  owner: z.string(),
  queue: z.string(),
  firstEventAt: z.date(),
  openedAt: z.date(),
  acknowledgedAt: z.date().optional(),
  containedAt: z.date().optional(),
  resolvedAt: z.date().optional(),
  closedAt: z.date().optional(),
  acknowledgeBy: z.date().optional(),
  containBy: z.date().optional(),
  resolveBy: z.date().optional(),
});

/** A decision as filters see it. References are written `playbook:phishing-report`. */
export const DecisionRecord = z.object({
  id: z.string(),
  kind: DecisionKind,
  status: DecisionStatus,
  what: z.string(),
  why: z.string(),
  about: z.array(z.string()),
  evidence: z.array(z.string()),
  by: z.string(),
  at: z.date(),
  until: z.date().optional(),
  /** Empty where somebody wrote it down. */
  origin: z.string(),
  /** Empty while nobody has. */
  reviewedBy: z.string(),
});

/** The discrete fields that records are counted by, by kind. */
export const COUNTED_BY = {
  alerts: [
    "severity",
    "initialDisposition",
    "source",
    "connection",
    "ruleId",
    "controlOutcome",
    "entity.type",
    "entity.key",
    "techniques",
  ],
  incidents: [
    "severity",
    "priority",
    "status",
    "disposition",
    "initialDisposition",
    "type",
    "source",
    "owner",
    "queue",
    "entity.type",
    "entity.key",
    "techniques",
  ],
} as const;
