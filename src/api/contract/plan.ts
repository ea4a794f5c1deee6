/** Content as code over the wire: a folder goes in, what it would change comes out. */
import { z } from "zod";
import { ContentChange, Finding, SourceFile } from "./content.ts";

const files = z.array(SourceFile).min(1).max(200).nullable();

/** What a folder holds. What it holds nothing of (null) is left as it is. */
export const OfferedContent = z.strictObject({
  playbooks: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(100),
        file: z.string().min(1).max(500),
        source: z.string().max(1_000_000),
        /** The cases beside it. */
        test: SourceFile.nullable().default(null),
      }),
    )
    .max(500)
    .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, "expected each playbook once")
    .nullable(),
  taxonomy: files,
  policies: files,
});
export type OfferedContent = z.infer<typeof OfferedContent>;

const tests = z.boolean().default(true).meta({ description: "Whether the cases of changed playbooks are run." });

const commit = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, "expected the hash of a git commit");

/** Where the folder comes from: the newest commit that changed it, and the one applied last when the sender found it among those it grew from. */
const Checkout = z.strictObject({ commit, after: commit.nullable().default(null) });

/** The newest commit that a folder was applied from; all null before the first. Folders that were no git checkout are passed over. */
export const LastApply = z.object({
  at: z.iso.datetime().nullable(),
  by: z.string().nullable(),
  commit: commit.nullable(),
});
export type LastApply = z.infer<typeof LastApply>;

export const ContentToPlan = z.strictObject({ ...OfferedContent.shape, tests });

/** With `state` it is applied only to what was planned for; without, `overwrite` says that what others changed or applied since may be lost. */
export const ContentToApply = z.strictObject({
  ...OfferedContent.shape,
  state: z.string().max(100).optional(),
  overwrite: z.boolean().default(false),
  checkout: Checkout.nullable().default(null),
  reason: z.string().trim().max(2000).default("").meta({ description: "Why, which every version keeps." }),
  tests,
});

export type ContentToApply = z.infer<typeof ContentToApply>;

export const PlannedItem = z.object({
  what: z.enum(["playbook", "taxonomy", "policies"]),
  /** Of a playbook; empty for the others. */
  name: z.string(),
  /** `draft`: a second person has to approve it first. */
  action: z.enum(["create", "change", "remove", "draft"]),
  /** The version in force; null where there is none. */
  from: z.number().int().nullable(),
  /** In words; of a removal none. */
  changes: z.array(ContentChange),
});
export type PlannedItem = z.infer<typeof PlannedItem>;

/** What became of the cases of one playbook. */
export const PlannedTest = z.object({
  name: z.string(),
  passed: z.boolean(),
  /** How many there are; with none it passes. */
  cases: z.number().int(),
  failures: z.array(z.object({ file: z.string(), line: z.number().int(), name: z.string(), text: z.string() })),
});
export type PlannedTest = z.infer<typeof PlannedTest>;

export const Drift = z.object({
  what: z.enum(["playbook", "taxonomy", "policies"]),
  name: z.string(),
  /** What was done since the last apply, in words. */
  text: z.string(),
  since: z.iso.datetime(),
  by: z.string(),
  /** Applying would undo it. */
  lost: z.boolean(),
});
export type Drift = z.infer<typeof Drift>;

export const ContentPlan = z.object({
  /** Names what is in force now; another state is another name. */
  state: z.string(),
  items: z.array(PlannedItem),
  /** What others changed since this content was applied last, and is not what is offered. */
  drift: z.array(Drift),
  /** Playbooks that are in force as Cordon ships them and that the folder does not hold; they stay. */
  shipped: z.array(z.string()),
  /** What the checks warn of. */
  findings: z.array(Finding),
  /** Of the playbooks that would be created or changed; null when their cases were not run. */
  tests: z.array(PlannedTest).nullable(),
});
export type ContentPlan = z.infer<typeof ContentPlan>;

export const AppliedContent = z.object({
  items: z.array(z.object({ ...PlannedItem.shape, number: z.number().int().nullable() })),
  findings: z.array(Finding),
  tests: z.array(PlannedTest).nullable(),
});
export type AppliedContent = z.infer<typeof AppliedContent>;
