/** Mail in people's mailboxes: found, moved out of their sight, and put back. Deleting is nothing that a machine does. */
import { z } from "zod";
import { defineCapability } from "../capability.ts";

const Sender = z
  .string()
  .max(320)
  .regex(/^[^\s<>,;@\p{Cc}]+@[^\s<>,;@\p{Cc}]+$/u, "a mail address");
/** What a header holds, which ends where a line does. */
const HeaderText = z
  .string()
  .max(500)
  .regex(/^\P{Cc}*$/u, "text without control characters")
  .default("");
/** Text that the subject holds, in any case. */
const Subject = HeaderText;
/** Exactly as the header has it (RFC 5322, 3.6.4). */
const MessageId = HeaderText;
const Reason = z.string().max(500).default("");

export const searchMail = defineCapability({
  id: "mail.search",
  title: "Find the mailboxes that have a mail",
  effect: "observe",
  input: z.object({
    sender: Sender,
    subject: Subject,
    messageId: MessageId,
    hours: z.number().int().min(1).max(720).default(168),
    limit: z.number().int().min(1).max(200).default(50),
  }),
  output: z.object({
    found: z.boolean(),
    count: z.number().int().min(0),
    more: z.boolean(),
    mailboxes: z.array(z.string()),
    messageIds: z.array(z.string()),
  }),
  target: { type: "mailbox", field: "sender" },
  say: (input) => `find mail from ${input.sender}${narrowed(input)}`,
});

/**
 * Of all mailboxes that the connection is for, or none: where more than `atMost` messages match, nothing is moved. The sender is the one that
 * the mail names, which may be forged: what is meant is the mail.
 */
export const quarantineMail = defineCapability({
  id: "mail.quarantine",
  title: "Move mail of a sender into quarantine",
  effect: "contain",
  input: z.object({
    sender: Sender,
    subject: Subject,
    messageId: MessageId,
    atMost: z.number().int().min(1).max(200).default(50),
    reason: Reason,
  }),
  output: z.object({ moved: z.number().int().min(0), wasQuarantined: z.boolean() }),
  target: { type: "mailbox", field: "sender" },
  reversal: "mail.restore",
  alreadySo: (output) => output.wasQuarantined,
  d3fend: ["D3-ER"],
  say: (input) => `move mail from ${input.sender}${narrowed(input)} into quarantine, ${input.atMost} messages at most`,
});

export const restoreMail = defineCapability({
  id: "mail.restore",
  title: "Put mail of a sender back from quarantine",
  effect: "recover",
  input: z.object({ sender: Sender, reason: Reason }),
  output: z.object({}),
  target: { type: "mailbox", field: "sender" },
  d3fend: ["D3-RE"],
  say: (input) => `put mail from ${input.sender} back from quarantine`,
});

function narrowed({ subject, messageId }: { subject: string; messageId: string }): string {
  return `${subject === "" ? "" : ` with "${subject}" in its subject`}${messageId === "" ? "" : ` with the id ${messageId}`}`;
}

export const mailCapabilities = [searchMail, quarantineMail, restoreMail];
