/** One signed-in session with a mailbox, for one call: encrypted before anything is said, bounded in what the server may send. */
import { isIP } from "node:net";
import type { ImapFlow } from "imapflow";
import type { ConnectorContext } from "../../src/connector/connector.ts";
import { RefusedError } from "../../src/errors.ts";
import { accessToken } from "./access-token.ts";
import { imapError } from "./imap-error.ts";
import { NOTE_BYTES } from "./kept-part.ts";
import type { OpenedMailbox } from "./mailbox-cursor.ts";
import { type ImapSettings, portOf, type ReportedMailSettings } from "./settings.ts";

const CONNECT_TIMEOUT_MS = 15_000;
const SILENCE_MS = 60_000;
/** A million UIDs in one answer; nothing but a message is longer. */
const MOST_LINE_BYTES = 12 * 1024 * 1024;

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
  const client = await clientFor(context, imap);
  const abort = () => client.close();
  context.signal.addEventListener("abort", abort, { once: true });
  let doing = "sign in";
  try {
    if (context.signal.aborted) abort();
    await client.connect();
    doing = `open ${imap.mailbox}`;
    const opened = await client.mailboxOpen(imap.mailbox, { readOnly: imap.afterwards === "leave" });
    doing = "read messages";
    return await task({
      ...{ client, imap, messages: opened.exists },
      uidValidity: String(opened.uidValidity),
      uidNext: opened.uidNext,
    });
  } catch (error) {
    throw imapError(error, imap.host, doing);
  } finally {
    await client.logout().catch(() => undefined);
    client.close();
    context.signal.removeEventListener("abort", abort);
  }
}

async function clientFor(context: MailContext, imap: ImapSettings): Promise<ImapFlow> {
  const auth = await credentials(context, imap);
  const dialed = await context.dial(imap.host, portOf(imap));
  // Loaded by who asks a mailbox: a third of a second and 27 MB that no other start has to pay for.
  const imapflow = await import("imapflow");
  const client = new imapflow.ImapFlow({
    ...dialed,
    // The certificate is checked against the configured name, though the address behind it is what is dialed.
    ...(isIP(imap.host) === 0 ? { servername: imap.host } : {}),
    secure: imap.security === "tls",
    ...(imap.security === "tls" ? {} : { doSTARTTLS: true }),
    auth: { user: imap.user, ...auth },
    tls: {
      minVersion: "TLSv1.2",
      rejectUnauthorized: imap.tls.rejectUnauthorized,
      ...(imap.tls.caPem === undefined ? {} : { ca: imap.tls.caPem }),
    },
    logger: false,
    disableAutoIdle: true,
    // What is compressed can be of any size once it is not.
    disableCompression: true,
    clientInfo: { name: "Cordon" },
    ...{ connectionTimeout: CONNECT_TIMEOUT_MS, greetingTimeout: CONNECT_TIMEOUT_MS, socketTimeout: SILENCE_MS },
    ...{ maxLineLength: MOST_LINE_BYTES, maxLiteralSize: imap.maxMessageBytes + NOTE_BYTES },
    maxResponseSize: imap.maxMessageBytes + MOST_LINE_BYTES,
  });
  // An error without a listener would end the process; what matters of it rejects the command under way.
  client.on("error", () => undefined);
  return client;
}

async function credentials(
  context: MailContext,
  { oauth }: ImapSettings,
): Promise<{ pass: string } | { accessToken: string }> {
  if (oauth !== undefined) return { accessToken: await accessToken(context, oauth) };
  const { password } = context.secrets;
  if (!password) throw new RefusedError("connector.bad-settings", 'The mailbox needs the secret "password".');
  return { pass: password };
}
