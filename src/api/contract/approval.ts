/** Approvals over the wire. */
import { z } from "zod";
import { APPROVAL_STATUSES, Approval } from "../../model/approval.ts";
import { anyOf, pageOf, pageQuery } from "./page.ts";
import { EffectView } from "./run.ts";

export const ApprovalPage = pageOf(Approval);
export const approvalQuery = z.strictObject({
  status: anyOf(z.enum(APPROVAL_STATUSES)).optional(),
  incident: z.uuid().optional(),
  ...pageQuery,
});

/** Names the exact effect that was seen; when it is given and is another's, nothing is decided. */
const argsHash = z
  .string()
  .regex(/^[0-9a-f]{64}$/, "64 hexadecimal digits")
  .optional();
export const ApprovalYes = z.strictObject({ argsHash, comment: z.string().trim().max(4000).optional() });
/** A no says why: whoever asked, and the incident's people, read it. */
export const ApprovalNo = z.strictObject({ argsHash, reason: z.string().trim().min(1).max(4000) });
/** To whom the question went, or is going. */
const asked = z.object({
  person: z.string(),
  insteadOf: z.string().nullable(),
  connection: z.string(),
  /** due, sent, failed, or dropped because it was decided before. */
  status: z.string(),
  sentAt: z.iso.datetime().nullable(),
  error: z.string().nullable(),
});
export const ApprovalDetail = z.object({ ...Approval.shape, effect: EffectView.nullable(), asked: z.array(asked) });
export type ApprovalDetail = z.infer<typeof ApprovalDetail>;
