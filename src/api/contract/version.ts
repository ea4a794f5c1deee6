/** Versions of playbooks over the wire: what stands where, and the words that move them on. */
import { z } from "zod";
import { EntityType } from "../../model/entity.ts";
import { PlaybookVersion, Share, VersionStatus } from "../../model/playbook-version.ts";
import { RunStatus } from "../../model/run.ts";
import { EffectClass } from "../../model/scale.ts";
import { Applied } from "./content.ts";
import { pageOf, pageQuery } from "./page.ts";

const reason = z.string().trim().min(1).max(2000);
const number = z.number().int().min(1).max(2_147_483_647);

export const StandingVersion = z.object({
  ...PlaybookVersion.shape,
  /** Contracts that are no longer those it was checked against; empty for one that is up to date. */
  stale: z.array(z.string()),
});
export type StandingVersion = z.infer<typeof StandingVersion>;
export const StandingList = z.object({ items: z.array(StandingVersion) });
export type StandingList = z.infer<typeof StandingList>;

/** An effect that one run could cause at most, and what the policies in force let the playbook do of it by itself. */
export const ReachedEffect = z.object({
  step: z.string(),
  capability: z.string(),
  effectClass: EffectClass,
  /** `key` where the playbook names it; null for what acts on no entity. */
  target: z.object({ type: EntityType, key: z.string().nullable() }).nullable(),
  /** So often in one run, the rounds of all loops counted. */
  atMost: z.number().int(),
  /** never: refused whatever happens · asks: not without a person · acts: where one of the policies holds, within the limits. */
  scope: z.enum(["never", "asks", "acts"]),
  policies: z.array(z.string()),
  limits: z.array(z.string()),
});
export type ReachedEffect = z.infer<typeof ReachedEffect>;

/** `status` is `draft` where a second person has to approve first. */
export const AppliedPlaybook = z.object({ ...Applied.shape, status: VersionStatus, reach: z.array(ReachedEffect) });
export type AppliedPlaybook = z.infer<typeof AppliedPlaybook>;

export const nameParams = z.strictObject({ name: z.string().min(1).max(100) });
export const versionParams = z.strictObject({
  name: z.string().min(1).max(100),
  number: z.coerce.number().int().min(1).max(2_147_483_647),
});
export const Verdict = z.strictObject({ comment: z.string().trim().max(4000).default("") });
export const Promotion = z.strictObject({ version: number, share: Share });
export const Rollback = z.strictObject({ reason });
export const Retirement = z.strictObject({
  version: number.optional().meta({ description: "The one in force unless given." }),
  reason,
});

export const ContentSettings = z.strictObject({
  /** Whether a second person has to approve a version of a playbook before it comes in force. */
  secondPerson: z.boolean(),
});
export type ContentSettings = z.infer<typeof ContentSettings>;

const ComparedRun = z.object({
  version: z.number().int(),
  status: RunStatus,
  outcome: z.string().nullable(),
  effects: z.array(z.object({ capability: z.string(), entityKey: z.string(), decision: z.string() })),
});
export const Shadow = z.object({
  /** Of the shadow's run. */
  id: z.uuid(),
  incidentNumber: z.number().int(),
  startedAt: z.iso.datetime(),
  shadow: z.object({
    ...ComparedRun.shape,
    /** What it would have done and asked, and how it ended. */
    lines: z.array(
      z.object({
        kind: z.enum(["effect", "question", "ending"]),
        step: z.string(),
        what: z.string(),
        details: z.record(z.string(), z.unknown()),
      }),
    ),
  }),
  /** The run that responded; null where none began. */
  real: ComparedRun.nullable(),
  /** Whether both have ended, and with which difference: in outcome or in effects. */
  difference: z.enum(["none", "outcome", "effects", "open"]),
});
export type Shadow = z.infer<typeof Shadow>;
export const ShadowPage = pageOf(Shadow);
export const shadowQuery = z.strictObject({
  version: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
  ...pageQuery,
});

/** Between two versions, or a version and a text; the one in force and the newest unless said. */
export const DiffRequest = z
  .strictObject({
    name: z.string().min(1).max(100),
    from: number.optional(),
    to: number.optional(),
    source: z.string().max(1_000_000).optional(),
  })
  .refine(({ to, source }) => to === undefined || source === undefined, "expected a version or a source, not both");

export const PlaybookChange = z.object({
  kind: z.enum(["added", "removed", "moved", "changed"]),
  /** It may do more, to others, for longer, or with less asked before. */
  danger: z.boolean(),
  subject: z.string(),
  what: z.string(),
  /** In the newer text, of what is gone in the older one; 0 for the playbook as a whole. */
  line: z.number().int(),
  /** The change as a line. */
  text: z.string(),
});
export const PlaybookDiff = z.object({
  name: z.string(),
  /** Null where no version was in force. */
  from: z.number().int().nullable(),
  /** Null for a text. */
  to: z.number().int().nullable(),
  changes: z.array(PlaybookChange),
});
export type PlaybookDiff = z.infer<typeof PlaybookDiff>;
