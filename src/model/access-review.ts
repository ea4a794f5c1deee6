/** An access review: who holds which token, role or delegation, and whether they are to keep it. */
import { z } from "zod";
import { Role } from "./token.ts";

export const ACCESS_KINDS = ["token", "person", "delegation"] as const;

export const AccessRow = z.object({
  kind: z.enum(ACCESS_KINDS),
  /** A token's id; the name of a person who is let in, or who handed approvals on. */
  subject: z.string(),
  holder: z.string(),
  roles: z.array(Role),
  note: z.string(),
  since: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
  answer: z.enum(["keep", "revoke"]).nullable(),
  reason: z.string().nullable(),
  answeredBy: z.string().nullable(),
  answeredAt: z.iso.datetime().nullable(),
  /** Of a revocation: whether there was anything left to take away. */
  carriedOut: z.boolean().nullable(),
});
export type AccessRow = z.infer<typeof AccessRow>;
