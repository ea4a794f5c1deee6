/** Versions of playbooks over the wire: what stands where, and the words that move them on. */
import { z } from "zod";
import { PlaybookVersion, Share, VersionStatus } from "../../model/playbook-version.ts";
import { Applied } from "./content.ts";

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

/** `status` is `draft` where a second person has to approve first. */
export const AppliedPlaybook = z.object({ ...Applied.shape, status: VersionStatus });
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
