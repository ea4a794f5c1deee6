/** On-call orders, contacts and delegations over the wire. */
import { z } from "zod";
import { ConnectionName } from "../../model/connection.ts";
import { Contact, Delegation, OnCall, QueueName } from "../../model/on-call.ts";
import { PersonName, Role } from "../../model/token.ts";
import { moment } from "./page.ts";

export const OnCallList = z.object({
  items: z.array(OnCall),
  contacts: z.array(Contact),
  /** Everybody who could be asked, with the roles they have. */
  people: z.array(z.object({ person: z.string(), roles: z.array(Role) })),
});
export type OnCallList = z.infer<typeof OnCallList>;
export const onCallQuery = z.strictObject({ queue: QueueName.optional() });
export const NewOnCall = z
  .strictObject({
    queue: QueueName,
    person: PersonName,
    place: z.number().int().min(1).max(100).default(1),
    from: moment.optional().meta({ description: "Now unless given." }),
    until: moment.optional().meta({ description: "Open-ended unless given." }),
  })
  .refine(({ from, until }) => until === undefined || new Date(until) > new Date(from ?? Date.now()), {
    path: ["until"],
    message: "expected a time after the beginning, and to come",
  });
export const SetContact = z.strictObject({
  person: PersonName,
  connection: ConnectionName,
  /** Empty: no longer reached there. */
  address: z
    .string()
    .trim()
    .max(320)
    .regex(/^[^\s\p{Cc}<>",;]*$/u, "one address, without blanks, quotes, commas and brackets"),
});

export const DelegationList = z.object({ items: z.array(Delegation) });
export type DelegationList = z.infer<typeof DelegationList>;
export const Delegate = z.strictObject({
  to: PersonName,
  until: moment,
  /** Oneself unless given; somebody else's only by an admin. */
  person: PersonName.optional(),
});
export const EndDelegation = z.strictObject({ person: PersonName.optional() });
