/** Who is asked: an order of people for each queue, where each is reached, and who stands in for whom. */
import { z } from "zod";
import { ConnectionName } from "./connection.ts";
import { PersonName } from "./token.ts";

export const QueueName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, "lower-case letters, digits and dashes");

export const OnCall = z.object({
  id: z.uuid(),
  queue: QueueName,
  person: PersonName,
  /** From 1; the lowest is asked first. */
  place: z.number().int(),
  from: z.iso.datetime(),
  /** Open-ended when null. */
  until: z.iso.datetime().nullable(),
});
export type OnCall = z.infer<typeof OnCall>;

export const Contact = z.object({
  person: PersonName,
  /** The connection that the question goes out by. */
  connection: ConnectionName,
  /** As that connection knows people: a mail address, a member id. */
  address: z.string(),
});
export type Contact = z.infer<typeof Contact>;

/** For a time the question goes to somebody else. It hands on the question, never a role. */
export const Delegation = z.object({
  id: z.uuid(),
  person: PersonName,
  to: PersonName,
  from: z.iso.datetime(),
  until: z.iso.datetime(),
});
export type Delegation = z.infer<typeof Delegation>;
