/** Alerts under one response, with one owner and one disposition. Playbooks are written against {@link IncidentFacts}. */
import { z } from "zod";
import { EntityAttributes, EntityRole, EntityType } from "./entity.ts";
import { Observable } from "./observable.ts";
import { Observation, unseen } from "./observation.ts";
import { Disposition, Priority, Severity, Status } from "./scale.ts";

export const Incident = z.object({
  id: z.uuid(),
  workspaceId: z.uuid(),
  /** Counts from 1 in each workspace; people say "incident 42". */
  number: z.number().int(),
  title: z.string(),
  status: Status,
  severity: Severity,
  priority: Priority,
  disposition: Disposition,
  initialDisposition: Disposition,
  dispositionReason: z.string(),
  entityType: EntityType,
  entityKey: z.string(),
  entityName: z.string(),
  source: z.string(),
  typeId: z.string(),
  taxonomyVersion: z.number().int(),
  techniques: z.array(z.string()),
  alertCount: z.number().int(),
  owner: z.string().nullable(),
  /** The group it was handed over to, with everything needed to go on. */
  queue: z.string().nullable(),
  handoffReason: z.string().nullable(),
  firstEventAt: z.iso.datetime(),
  openedAt: z.iso.datetime(),
  acknowledgedAt: z.iso.datetime().nullable(),
  containedAt: z.iso.datetime().nullable(),
  resolvedAt: z.iso.datetime().nullable(),
  closedAt: z.iso.datetime().nullable(),
  acknowledgeBy: z.iso.datetime().nullable(),
  resolveBy: z.iso.datetime().nullable(),
  /** Counts every change; two-way sync and edits compare it. */
  revision: z.number().int(),
});
export type Incident = z.infer<typeof Incident>;

/** One entity as expressions see it. */
export const EntityFacts = z.object({
  type: EntityType,
  key: z.string(),
  name: z.string(),
  role: EntityRole,
  aliases: z.array(z.string()),
  ...EntityAttributes.shape,
});
export type EntityFacts = z.infer<typeof EntityFacts>;

/**
 * The incident schema that playbook, taxonomy and policy expressions are typed against (version 2). A field is added, never changed in meaning;
 * everything here is recorded before a run starts, so that a run replays.
 */
export const IncidentFacts = z.object({
  id: z.string(),
  number: z.number().int(),
  title: z.string(),
  type: z.string(),
  severity: Severity,
  /** 0 unknown … 6 fatal, for comparisons. */
  severityId: z.number().int(),
  priority: Priority,
  initialDisposition: Disposition,
  source: z.string(),
  ruleId: z.string(),
  ruleName: z.string(),
  categories: z.array(z.string()),
  techniques: z.array(z.string()),
  /** 0 to 100; 0 when the source did not say. */
  confidence: z.number().int(),
  controlOutcome: z.string(),
  /** The affected entity. */
  entity: EntityFacts,
  entities: z.array(EntityFacts),
  /** Canonical keys by type, the affected first: what playbooks act on without writing a loop. */
  users: z.array(z.string()),
  devices: z.array(z.string()),
  ips: z.array(z.string()),
  accessKeys: z.array(z.string()),
  observables: z.array(Observable),
  /** What was seen when, an alert each: what patterns over time are asked of. */
  observations: z.array(Observation),
  alertCount: z.number().int(),
  firstEventAt: z.string(),
  openedAt: z.string(),
  /** The newest alert's own id at its source, and the connection it came by: what `siem.*` steps answer to. */
  alertUid: z.string(),
  connection: z.string(),
});
export type IncidentFacts = z.infer<typeof IncidentFacts>;

/** Facts that were written down before the schema had all of its fields: of what was seen nobody knows. */
export function wholeFacts(written: Omit<IncidentFacts, "observations"> & Partial<IncidentFacts>): IncidentFacts {
  return { ...written, observations: written.observations ?? [unseen(Math.max(1, written.alertCount))] };
}
