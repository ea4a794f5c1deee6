/** A key to the doors: who may do what in one workspace. Only its hash is kept. */

import { z } from "zod";
import { ROLES } from "./words.ts";

export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

/** How people are named, in on-call orders and as owners of tokens. */
export const PersonName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._@-]{0,99}$/, "lower-case letters, digits, dots, dashes and @");

export const Token = z.object({
  id: z.uuid(),
  name: z.string(),
  /** Whose it is; its name unless said. */
  person: z.string(),
  roles: z.array(Role),
  /** The one connection it may deliver to; null for any. */
  connection: z.string().nullable(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
});
export type Token = z.infer<typeof Token>;
