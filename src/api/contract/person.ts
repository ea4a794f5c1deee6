/** People over the wire: who may work in a workspace, and where they are signed in. */
import { z } from "zod";
import { Person, PersonRole, Session } from "../../model/person.ts";
import { PersonName } from "../../model/token.ts";

export { Person };

export const PersonList = z.object({ items: z.array(Person) });
export type PersonList = z.infer<typeof PersonList>;
export const personParams = z.strictObject({ name: PersonName });

const roles = z.array(PersonRole).min(1).max(5);

export const NewPerson = z.strictObject({
  name: PersonName,
  roles,
  /** Where the identity provider may know them by, if people are linked by mail. */
  mail: z.email().max(320).toLowerCase().optional(),
});
export const ResetPerson = z.strictObject({
  /** Also takes their second factors away, for whoever has lost them. */
  secondFactors: z.boolean().default(false),
});
export const SetRoles = z.strictObject({ roles });

/** The code is shown this once; whoever has it chooses the person's password. */
export const Invitation = z.object({
  person: PersonName,
  code: z.string(),
  /** The console's page that takes the code. */
  link: z.string(),
  expiresAt: z.iso.datetime(),
});
export type Invitation = z.infer<typeof Invitation>;

/** What was added; without an invitation where the person has a password already, from another workspace. */
export const AddedPerson = z.object({ person: Person, invitation: Invitation.nullable() });
export type AddedPerson = z.infer<typeof AddedPerson>;

export const SessionList = z.object({ items: z.array(Session) });
export type SessionList = z.infer<typeof SessionList>;
export const Ended = z.object({ ended: z.number().int() });
