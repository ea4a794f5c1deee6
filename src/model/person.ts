/** People who sign in: an account of the installation, with roles in one or several workspaces. */

import { z } from "zod";
import { PersonName, Role } from "./token.ts";
import { PERSON_ROLES } from "./words.ts";

/** A person as a workspace sees them. */
export const Person = z.object({
  name: PersonName,
  roles: z.array(Role),
  /** invited: has come in by no way yet · active · disabled: may not come in, here at least. */
  status: z.enum(["invited", "active", "disabled"]),
  createdAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime().nullable(),
});
export type Person = z.infer<typeof Person>;

/** A browser that somebody is signed in with. */
export const Session = z.object({
  id: z.uuid(),
  person: PersonName,
  createdAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
  /** When it ends, whatever happens. */
  expiresAt: z.iso.datetime(),
  /** Where it was opened from, as the socket said. */
  address: z.string(),
  /** What the browser called itself. */
  agent: z.string(),
});
export type Session = z.infer<typeof Session>;

export const PersonRole = z.enum(PERSON_ROLES);
export type PersonRole = z.infer<typeof PersonRole>;
