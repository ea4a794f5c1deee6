/** The mailbox that reports arrive in, opened for one call. */
import type { ImapFlow } from "imapflow";
import type { ConnectorContext } from "../../src/connector/connector.ts";
import { type SignIn, withImap } from "../../src/connector/mail/imap-session.ts";
import { RefusedError } from "../../src/errors.ts";
import { accessToken } from "./access-token.ts";
import { NOTE_BYTES } from "./kept-part.ts";
import type { OpenedMailbox } from "./mailbox-cursor.ts";
import type { ImapSettings, ReportedMailSettings } from "./settings.ts";

export type MailContext = ConnectorContext<ReportedMailSettings>;

export interface Mailbox extends OpenedMailbox {
  client: ImapFlow;
  imap: ImapSettings;
  /** How many messages it holds. */
  messages: number;
}

/**
 * Connects, encrypts, signs in, opens the mailbox, runs the task, closes.
 * @throws RefusedError `connector.bad-settings`, `connector.forbidden`, `connector.untrusted-certificate`, `connector.not-found`,
 * `connector.rejected`, `connector.bad-answer`; TransientError `connector.unreachable`, `connector.unavailable`.
 */
export async function withMailbox<T>(context: MailContext, task: (mailbox: Mailbox) => Promise<T>): Promise<T> {
  const { imap } = context.settings;
  if (imap === undefined) throw new RefusedError("connector.bad-settings", "The setting imap names no mailbox to ask.");
  const signIn = {
    user: imap.user,
    auth: await credentials(context, imap),
    mostBytes: imap.maxMessageBytes + NOTE_BYTES,
  };
  return withImap(context, imap, signIn, async (client, doing) => {
    doing(`open ${imap.mailbox}`);
    const opened = await client.mailboxOpen(imap.mailbox, { readOnly: imap.afterwards === "leave" });
    doing("read messages");
    return task({
      ...{ client, imap, messages: opened.exists },
      uidValidity: String(opened.uidValidity),
      uidNext: opened.uidNext,
    });
  });
}

async function credentials(context: MailContext, { oauth }: ImapSettings): Promise<SignIn["auth"]> {
  if (oauth !== undefined) return { accessToken: await accessToken(context, oauth) };
  const { password } = context.secrets;
  if (!password) throw new RefusedError("connector.bad-settings", 'The mailbox needs the secret "password".');
  return { pass: password };
}
