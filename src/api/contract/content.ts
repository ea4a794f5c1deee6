/** Taxonomy, playbooks and policies over the wire: texts go in, findings or a new version come out. */
import { z } from "zod";
import { Share } from "../../model/playbook-version.ts";
import { Priority } from "../../model/scale.ts";

/** A file as its author knows it. */
export const SourceFile = z.strictObject({
  file: z.string().min(1).max(500),
  text: z.string().max(1_000_000),
});
export type SourceFile = z.infer<typeof SourceFile>;
export const SourceFiles = z.strictObject({ files: z.array(SourceFile).min(1).max(200) });
/** With why they are put in force, which their version keeps. */
export const FilesToApply = z.strictObject({ ...SourceFiles.shape, reason: z.string().trim().max(2000).default("") });

export const Finding = z.object({
  severity: z.enum(["error", "warning"]),
  /** Stable. */
  code: z.string(),
  file: z.string(),
  line: z.number().int(),
  column: z.number().int(),
  message: z.string(),
  /** What to do about it. */
  fix: z.string(),
});
export type Finding = z.infer<typeof Finding>;

export const Checked = z.object({ ok: z.boolean(), findings: z.array(Finding) });
export type Checked = z.infer<typeof Checked>;
/** `changed` is false when the same is in force already; then nothing was written. */
export const Applied = z.object({ number: z.number().int(), changed: z.boolean(), findings: z.array(Finding) });

const version = {
  number: z.number().int(),
  hash: z.string(),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
};
export const Version = z.object(version);
export type Version = z.infer<typeof Version>;
const number = z.coerce.number().int().min(1).max(2_147_483_647);
export const versionParams = z.strictObject({ number });
export const versionQuery = z.strictObject({
  number: number.optional().meta({ description: "A version; the one in force unless given." }),
});

/** A version of the taxonomy or of the policies, of which the newest is in force. */
export const AppliedVersion = z.object({
  ...version,
  /** Why it was put in force; empty where nobody said. */
  reason: z.string(),
});
export type AppliedVersion = z.infer<typeof AppliedVersion>;
export const AppliedVersionList = z.object({ items: z.array(AppliedVersion) });

/** A difference in words; `danger` when more may be done by it. */
export const ContentChange = z.object({ danger: z.boolean(), text: z.string() });
export type ContentChange = z.infer<typeof ContentChange>;
export const VersionChanges = z.object({
  /** The version compared with, the one before; null before the first. */
  from: z.number().int().nullable(),
  changes: z.array(ContentChange),
});
export type VersionChanges = z.infer<typeof VersionChanges>;

export const TaxonomyVersion = z.object({ ...AppliedVersion.shape, content: z.record(z.string(), z.unknown()) });
/** As files that people edit, `taxonomy.yaml` first. */
export const TaxonomyFiles = z.object({
  ...AppliedVersion.shape,
  files: z.array(z.object({ file: z.string(), text: z.string() })),
  /** False for a version whose files were not kept: then they are written from its rules, without comments and examples. */
  kept: z.boolean(),
  /** In their order; each type names its own. */
  classes: z.array(z.object({ code: z.string(), name: z.string(), definition: z.string() })),
  /** What follows from each type; what its own rules do not say is said by those for all. */
  types: z.array(
    z.object({
      ...{ id: z.string(), name: z.string(), class: z.string() },
      priorities: z.array(Priority),
      ...{ queues: z.array(z.string()), playbooks: z.array(z.string()) },
    }),
  ),
});
/** Incident types by their id, with what people call them. */
export const TypeNames = z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) });
export type TypeNames = z.infer<typeof TypeNames>;
/** Playbooks by their name, with what people call them. */
export const PlaybookTitles = z.object({ items: z.array(z.object({ name: z.string(), title: z.string() })) });
export type PlaybookTitles = z.infer<typeof PlaybookTitles>;
export const TaxonomyDiff = z.object({
  /** The version compared with; null before the first. */
  from: z.number().int().nullable(),
  changes: z.array(
    z.object({
      kind: z.enum(["added", "removed", "changed"]),
      subject: z.string(),
      what: z.string(),
      text: z.string(),
    }),
  ),
});

export const PolicyVersion = z.object({
  ...AppliedVersion.shape,
  files: z.array(z.object({ file: z.string(), text: z.string() })),
});

export const PlaybookSource = z.strictObject({
  source: z.string().max(1_000_000),
  /** How findings name it; the folder in it has to be the playbook's name. */
  file: z.string().min(1).max(500).default("playbook.yaml"),
});
/** With the cases that lie beside it, to be kept with the version; those that are kept stay where none are given. */
export const PlaybookWithTest = z.strictObject({
  ...PlaybookSource.shape,
  test: z.string().max(1_000_000).optional(),
});
export const playbookParams = z.strictObject({ name: z.string().min(1).max(100) });
export const PlaybookSummary = z.object({
  name: z.string(),
  title: z.string(),
  maturity: z.string(),
  capabilities: z.array(z.string()),
  /** A version that has a share of the incidents beside it, or runs as its shadow. */
  beside: z.object({ number: z.number().int(), share: Share, since: z.iso.datetime(), by: z.string() }).nullable(),
  ...version,
});
export type PlaybookSummary = z.infer<typeof PlaybookSummary>;
export const PlaybookList = z.object({ items: z.array(PlaybookSummary) });
export const PlaybookDetail = z.object({
  ...PlaybookSummary.shape,
  source: z.string(),
  /** Its `playbook.test.yaml`; null where none came with it. */
  test: z.string().nullable(),
  /** All of them, newest first. */
  versions: z.array(Version),
});
export type PlaybookDetail = z.infer<typeof PlaybookDetail>;
