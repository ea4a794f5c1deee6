/** What a detection product says, normalised: an OCSF Detection Finding and the columns people query. */
import { z } from "zod";
import { EntityRef, EntityType } from "./entity.ts";
import { Observable } from "./observable.ts";
import { MOST_OBSERVABLES } from "./observation.ts";
import { Disposition, Severity } from "./scale.ts";

/** A MITRE ATT&CK technique as the source tags it. */
export const Technique = z.object({
  id: z.string().regex(/^T\d{4}(\.\d{3})?$/),
  name: z.string().max(200).optional(),
  tactic: z.string().max(100).optional(),
});
export type Technique = z.infer<typeof Technique>;

/** What the security control did about it (OCSF `disposition`, here *control outcome*). */
export const ControlOutcome = z.enum(["unknown", "allowed", "blocked", "quarantined", "detected"]);
export type ControlOutcome = z.infer<typeof ControlOutcome>;

/** Of an alert read without knowing its product: where each field was found and how sure that is, 0 to 1. */
export const Inferred = z.record(
  z.string().max(40),
  z.object({ path: z.string().max(600).optional(), confidence: z.number().min(0).max(1) }),
);
export type Inferred = z.infer<typeof Inferred>;

/**
 * What a source's normaliser reads from one raw alert. Everything vendor-specific ends here: the OCSF finding and
 * the columns are derived from a draft by shared code.
 */
export const AlertDraft = z.object({
  /** The source's own id of this alert; two deliveries with the same uid from one connection are the same alert. */
  uid: z.string().min(1).max(512),
  title: z.string().min(1).max(500),
  description: z.string().max(8000).default(""),
  severity: Severity,
  /** The severity in the source's own words, kept for people. */
  severityRaw: z.string().max(100).default(""),
  /** 0 to 100, when the source says how sure it is. */
  confidence: z.number().min(0).max(100).optional(),
  /** When it happened, ISO 8601 with zone. */
  time: z.iso.datetime({ offset: true }),
  firstSeen: z.iso.datetime({ offset: true }).optional(),
  lastSeen: z.iso.datetime({ offset: true }).optional(),
  rule: z.object({ id: z.string().max(300), name: z.string().max(500) }),
  product: z.object({ name: z.string().max(100), vendor: z.string().max(100) }),
  /** The source's own category words (`Backdoor:EC2/C2Activity`, `user.session.start` …): taxonomy rules match on these. */
  categories: z.array(z.string().max(300)).max(20).default([]),
  techniques: z.array(Technique).max(20).default([]),
  /** The first one with role affected is the affected entity of the record. */
  entities: z.array(EntityRef).max(50).default([]),
  observables: z.array(Observable).max(MOST_OBSERVABLES).default([]),
  controlOutcome: ControlOutcome.default("unknown"),
  /** Triage's first word, if the source itself already judged it (false positive, test, benign …). */
  disposition: Disposition.default("unknown"),
  /** The source says the condition is over (resolved, archived …). */
  resolved: z.boolean().default(false),
  /** The source's own id of the session, flow or logon that it belongs to, if it names one: alerts of one session join one incident. */
  session: z.string().max(200).default(""),
  link: z.string().max(2048).optional(),
  inferred: Inferred.optional(),
});
export type AlertDraft = z.infer<typeof AlertDraft>;
/** A draft as a normaliser may write it: what has a default may be left out. */
export type AlertDraftInput = z.input<typeof AlertDraft>;

/** A stored alert as doors and playbooks see it. */
export const Alert = z.object({
  id: z.uuid(),
  workspaceId: z.uuid(),
  connectionId: z.uuid(),
  deliveryId: z.uuid(),
  incidentId: z.uuid().nullable(),
  uid: z.string(),
  title: z.string(),
  severity: Severity,
  entityType: EntityType,
  entityKey: z.string(),
  entityName: z.string(),
  source: z.string(),
  initialDisposition: Disposition,
  ruleId: z.string(),
  techniques: z.array(z.string()),
  time: z.iso.datetime(),
  receivedAt: z.iso.datetime(),
  /** How often the same alert was delivered again. */
  duplicates: z.number().int(),
  finding: z.record(z.string(), z.unknown()),
});
export type Alert = z.infer<typeof Alert>;
