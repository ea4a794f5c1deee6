/** Incidents over the wire. */
import { z } from "zod";
import { Decision } from "../../model/decision.ts";
import { EntityType } from "../../model/entity.ts";
import { Incident } from "../../model/incident.ts";
import { PersonRole } from "../../model/person.ts";
import { Disposition, Priority, Severity, Status } from "../../model/scale.ts";
import { PersonName } from "../../model/token.ts";
import { anyOf, pageOf, pageQuery, word } from "./page.ts";
import { countedBy, exporting, narrowing, sorting } from "./query.ts";

/** An incident by its id or its number. */
export const incidentParams = z.strictObject({
  incident: z
    .string()
    .regex(/^(\d{1,15}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i, "expected an incident's number or id"),
});

export const IncidentSummary = z.object({ ...Incident.shape, containBy: z.iso.datetime().nullable() });
export type IncidentSummary = z.infer<typeof IncidentSummary>;
export const IncidentPage = pageOf(IncidentSummary);

const discrete = {
  severity: anyOf(Severity).optional(),
  priority: anyOf(Priority).optional(),
  status: anyOf(Status).optional(),
  disposition: anyOf(Disposition).optional(),
  initialDisposition: anyOf(Disposition).optional(),
  source: word.optional(),
  type: word.optional(),
  entity: word.optional().meta({ description: "The affected entity, by its key or any name that leads to it." }),
  owner: word.optional(),
  queue: word.optional(),
};
/** Opened since, at or after it, and until, before it. */
export const incidentQuery = z.strictObject({ ...discrete, ...narrowing, ...sorting, ...pageQuery });
export const incidentCountQuery = z.strictObject({ by: countedBy("incidents"), ...discrete, ...narrowing });
export const incidentExportQuery = z.strictObject({ ...discrete, ...narrowing, ...exporting });

export const Comment = z.object({
  id: z.uuid(),
  author: z.string(),
  body: z.string(),
  at: z.iso.datetime(),
  /** The connection it came by; null when written in Cordon. */
  via: z.string().nullable(),
});

/** One line of what happened, from the audit record. */
export const TimelineEntry = z.object({
  at: z.iso.datetime(),
  actor: z.string(),
  action: z.string(),
  subjectType: z.string(),
  subjectId: z.string(),
  details: z.record(z.string(), z.unknown()),
});

/** Who may know of an incident that not everybody may. */
export const Restriction = z.object({
  /** `person:<name>`, `role:<role>`. */
  readers: z.array(z.string()),
  reason: z.string(),
  by: z.string(),
  at: z.iso.datetime(),
  /** Admins who let themselves in. */
  brokenBy: z.array(z.object({ person: z.string(), reason: z.string(), at: z.iso.datetime() })),
});

const why = z.string().trim().min(1).max(4000);
export const RestrictIncident = z.strictObject({
  people: z.array(PersonName).max(200).default([]),
  roles: z.array(PersonRole).max(5).default([]),
  reason: why,
});
export const OpenIncident = z.strictObject({ reason: why });
export const BreakGlass = z.strictObject({ reason: why });

export const IncidentDetail = z.object({
  ...IncidentSummary.shape,
  /** Null where everybody in the workspace may know of it. */
  restriction: Restriction.nullable(),
  typeReason: z.string(),
  /** What ATT&CK calls its techniques, by their ids; without those that are not on its list. */
  techniqueNames: z.record(z.string(), z.string()),
  handoffQuestions: z.array(z.string()),
  escalations: z.array(
    z.object({
      ...{ to: z.string(), reason: z.string() },
      /** Where it was, when a person escalated it; the last of these can be taken back. */
      before: z.object({ queue: z.string().nullable(), reason: z.string().nullable() }).optional(),
    }),
  ),
  /** The connection its first alert came by; null when it is gone. */
  connection: z.string().nullable(),
  /** The newest 100. */
  alerts: z.array(
    z.object({
      id: z.uuid(),
      title: z.string(),
      severity: Severity,
      source: z.string(),
      entityType: EntityType,
      entityKey: z.string(),
      ruleId: z.string(),
      initialDisposition: Disposition,
      time: z.iso.datetime(),
      receivedAt: z.iso.datetime(),
      duplicates: z.number().int(),
      /** Why it belongs to the incident. */
      reason: z.string(),
    }),
  ),
  runs: z.array(z.record(z.string(), z.unknown())),
  effects: z.array(z.record(z.string(), z.unknown())),
  approvals: z.array(z.record(z.string(), z.unknown())),
  containment: z.array(z.record(z.string(), z.unknown())),
  comments: z.array(Comment),
  /** The tickets and alerts elsewhere that are kept in step with it. */
  links: z.array(
    z.object({ kind: z.string(), connection: z.string(), externalId: z.string(), url: z.string(), error: z.unknown() }),
  ),
  timeline: z.array(TimelineEntry),
  /** The number of the incident that it was merged into. */
  mergedInto: z.number().int().nullable(),
  /** What people moved out of it and into it, newest first. */
  moves: z.array(
    z.object({
      id: z.uuid(),
      kind: z.enum(["merge", "split"]),
      fromId: z.uuid(),
      from: z.number().int(),
      toId: z.uuid(),
      to: z.number().int(),
      alerts: z.number().int(),
      reason: z.string(),
      by: z.string(),
      at: z.iso.datetime(),
      undoneBy: z.string().nullable(),
      undoneAt: z.iso.datetime().nullable(),
    }),
  ),
  /** About it, its entities, type, rule, source or playbooks, or resting on it: the newest 100. */
  decisions: z.array(Decision),
});
export type IncidentDetail = z.infer<typeof IncidentDetail>;

/** What people may change, always with the reason. */
export const IncidentPatch = z
  .strictObject({
    status: Status.optional(),
    disposition: Disposition.optional(),
    owner: z.string().min(1).max(200).nullable().optional(),
    reason: z.string().trim().min(1).max(4000),
    /** The revision that was seen; the edit is refused when somebody else edited since. */
    revision: z.number().int().min(1).max(2_147_483_647).optional(),
  })
  .refine(
    (patch) => patch.status !== undefined || patch.disposition !== undefined || patch.owner !== undefined,
    "expected at least one of status, disposition, owner",
  );

export const NewComment = z.strictObject({ body: z.string().trim().min(1).max(20_000) });
