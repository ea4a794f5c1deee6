/** Tickets, chat and the SIEM: what keeps people and other systems in step. */
import { z } from "zod";
import { Disposition, Priority, Status } from "../../model/scale.ts";
import { defineCapability } from "../capability.ts";

const Text = z.string().max(20_000);

/** An opaque mark of what was read, in printable ASCII; empty where the product gives none. */
const Version = z
  .string()
  .max(200)
  .regex(/^[\x21-\x7e]*$/)
  .default("");

/** An incident as other systems are told of it; a field left out is not changed there. */
export const IncidentUpdate = z.object({
  status: Status.optional(),
  disposition: Disposition.optional(),
  comment: Text.optional(),
});

export const createTicket = defineCapability({
  id: "ticket.create",
  title: "Open a ticket",
  effect: "record",
  input: z.object({
    subject: z.string().min(1).max(200),
    body: Text,
    priority: Priority.default("medium"),
    queue: z.string().max(100).default(""),
  }),
  output: z.object({ id: z.string(), url: z.string() }),
  say: (input) => `open ticket "${input.subject}"`,
});

/**
 * With `ifVersion`, status and disposition are written only while the ticket is still as it was read, where the product can do that; else it
 * ends as TransientError `connector.conflict` and nothing was written.
 */
export const updateTicket = defineCapability({
  id: "ticket.update",
  title: "Update a ticket",
  effect: "record",
  input: z.object({ id: z.string().min(1).max(200), ...IncidentUpdate.shape, ifVersion: Version }),
  output: z.object({}),
  say: (input) => `update ticket ${input.id}`,
});

/** Also how a ticket closed by a person comes back; `comments` are those not written by Cordon, oldest first. */
export const getTicket = defineCapability({
  id: "ticket.get",
  title: "Read a ticket",
  effect: "observe",
  input: z.object({ id: z.string().min(1).max(200) }),
  output: z.object({
    status: Status,
    disposition: Disposition,
    subject: z.string(),
    comments: z.array(z.object({ id: z.string(), author: z.string(), text: z.string() })),
    version: Version,
  }),
  say: (input) => `read ticket ${input.id}`,
});

/** `ifVersion` as in `ticket.update`. */
export const updateAlert = defineCapability({
  id: "siem.update-alert",
  title: "Tell the SIEM what became of an alert",
  effect: "record",
  input: z.object({ id: z.string().min(1).max(512), ...IncidentUpdate.shape, ifVersion: Version }),
  output: z.object({}),
  say: (input) => `update alert ${input.id} in the SIEM`,
});

export const getAlert = defineCapability({
  id: "siem.get-alert",
  title: "Read an alert in the SIEM",
  effect: "observe",
  input: z.object({ id: z.string().min(1).max(512) }),
  output: z.object({
    found: z.boolean(),
    status: Status,
    disposition: Disposition,
    comments: z.array(z.object({ id: z.string(), author: z.string(), text: z.string() })),
    version: Version,
  }),
  say: (input) => `read alert ${input.id} in the SIEM`,
});

export const silence = defineCapability({
  id: "siem.silence",
  title: "Silence a rule for a while",
  effect: "record",
  input: z.object({
    matchers: z.record(z.string().max(200), z.string().max(500)),
    seconds: z.number().int().min(60).max(2_592_000),
    reason: z.string().min(1).max(500),
  }),
  output: z.object({ id: z.string() }),
  say: (input) =>
    `silence ${Object.entries(input.matchers)
      .map(([name, value]) => `${name}=${value}`)
      .join(", ")} for ${input.seconds} s`,
});

/** Looks for one literal value, so that no text of an alert becomes a query. Of what matches, the newest come back; `more` says that there were others. */
export const searchLogs = defineCapability({
  id: "siem.search-logs",
  title: "Search the logs for a value",
  effect: "observe",
  input: z.object({
    value: z.string().min(3).max(500),
    hours: z.number().int().min(1).max(720).default(24),
    limit: z.number().int().min(1).max(100).default(20),
  }),
  output: z.object({
    found: z.boolean(),
    count: z.number().int().min(0),
    more: z.boolean(),
    hosts: z.array(z.string()),
    events: z.array(z.object({ at: z.string(), host: z.string(), text: z.string() })),
  }),
  say: (input) => `search the logs of ${input.hours} h for ${input.value}`,
});

export const postMessage = defineCapability({
  id: "chat.post-message",
  title: "Post a message to a channel",
  effect: "notify",
  input: z.object({ channel: z.string().max(200).default(""), text: z.string().min(1).max(4000) }),
  output: z.object({ id: z.string() }),
  say: (input) => `post to ${input.channel || "the default channel"}`,
});

export const recordCapabilities = [
  createTicket,
  updateTicket,
  getTicket,
  updateAlert,
  getAlert,
  silence,
  searchLogs,
  postMessage,
];
