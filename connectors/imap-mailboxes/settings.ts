import { z } from "zod";
import { imapServerFields } from "../../src/connector/mail/imap-session.ts";

const FolderName = z.string().min(1).max(500);

export const imapMailboxesSettings = z.strictObject({
  ...imapServerFields,
  mailboxes: z
    .array(z.string().min(1).max(320))
    .min(1)
    .max(200)
    .meta({ title: "Mailboxes" })
    .describe("Whose mail is looked at and moved: the names they sign in with, 200 at most"),
  masterUser: z
    .string()
    .min(1)
    .max(200)
    .meta({ title: "Master user" })
    .describe("An account that may sign in as any of them, written behind their names: mailbox*master"),
  separator: z
    .string()
    .length(1)
    .default("*")
    .describe("What stands between the two; auth_master_user_separator in Dovecot"),
  folder: FolderName.default("INBOX").describe("The folder that mail is looked for in, and put back to"),
  quarantine: FolderName.default("Quarantine").describe(
    "The folder of each mailbox that mail is moved to; made where it is missing. Hide it from its owner by the server's access lists",
  ),
});
export type ImapMailboxesSettings = z.output<typeof imapMailboxesSettings>;
