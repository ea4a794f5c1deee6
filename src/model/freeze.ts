/** The stop button: a part of the machine that causes no effects until a person thaws it. */

import { z } from "zod";
import { FREEZE_SCOPES } from "./words.ts";

/** `everything` is all workspaces of the installation. */
export const FreezeScope = z.enum(FREEZE_SCOPES);
export type FreezeScope = z.infer<typeof FreezeScope>;

export const Freeze = z.object({
  id: z.uuid(),
  scope: FreezeScope,
  /** Of the playbook, capability or connection; empty for the others. */
  name: z.string(),
  reason: z.string(),
  by: z.string(),
  at: z.iso.datetime(),
  thawedBy: z.string().nullable(),
  thawedAt: z.iso.datetime().nullable(),
  thawReason: z.string().nullable(),
});
export type Freeze = z.infer<typeof Freeze>;
