/** What becomes of a version of a playbook. The version itself never changes. */
import { z } from "zod";

/**
 * draft: waits for a review · reviewed: a second person approved it · rejected: a second person did not · in-force: responds to incidents ·
 * retired: was in force, or was withdrawn.
 */
export const VERSION_STATUSES = ["draft", "reviewed", "rejected", "in-force", "retired"] as const;
export const VersionStatus = z.enum(VERSION_STATUSES);
export type VersionStatus = z.infer<typeof VersionStatus>;

/** What a version was checked against, as hashes: another hash is another contract. */
export const Contracts = z.object({
  /** Of the incident schema that its expressions are typed against; none of versions that were made without a checker. */
  incident: z.string().optional(),
  /** Of the capabilities that it uses, by id. */
  capabilities: z.record(z.string(), z.string()).optional(),
});
export type Contracts = z.infer<typeof Contracts>;

/** Of each hundred incidents, how many a version gets; `shadow` is all of them, with its effects cut off. */
export const Share = z.union([z.literal("shadow"), z.number().int().min(1).max(100)]);
export type Share = z.infer<typeof Share>;

export const PlaybookVersion = z.object({
  name: z.string(),
  number: z.number().int(),
  hash: z.string(),
  contracts: Contracts,
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  status: VersionStatus,
  /** Since when it has the status, and by whom. */
  since: z.iso.datetime(),
  by: z.string(),
  /** Why it stands so; empty where nobody said. */
  reason: z.string(),
  submittedBy: z.string(),
  reviewedBy: z.string().nullable(),
  reviewedAt: z.iso.datetime().nullable(),
  reviewComment: z.string().nullable(),
  /** Of a version on trial beside the one in force. */
  share: Share.nullable(),
});
export type PlaybookVersion = z.infer<typeof PlaybookVersion>;
