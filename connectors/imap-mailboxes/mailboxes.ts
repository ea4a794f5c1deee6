/** The mailboxes of the settings, each opened in turn, and what of them a sender's mail is. */
import type { ImapFlow } from "imapflow";
import type { ConnectorContext } from "../../src/connector/connector.ts";
import { withImap } from "../../src/connector/mail/imap-session.ts";
import { RefusedError } from "../../src/errors.ts";
import type { ImapMailboxesSettings } from "./settings.ts";

/** Only headers are read, so nothing longer is taken. */
const MOST_BYTES = 1024 * 1024;
/** Of one mailbox; a sender with more there is no mail that should be moved by a machine. */
const MOST_CANDIDATES = 1000;
/** So many are asked at a time: servers limit connections. */
const AT_ONCE = 4;

export type MailboxesContext = ConnectorContext<ImapMailboxesSettings>;

/** Which mail is meant. */
export interface Wanted {
  sender: string;
  subject?: string;
  messageId?: string;
  since?: Date;
  /** Only what we marked as moved by us; all of it where the server keeps no marks of others. Such a folder is opened writable: only then it says so. */
  ours?: true;
}

/** A keyword (RFC 9051, 2.3.2): it goes with a message from folder to folder. */
const OURS = "$CordonQuarantined";

export interface FoundMessage {
  uid: number;
  messageId: string;
}

/** One mailbox, signed in to. */
export interface OpenMailbox {
  name: string;
  /** What matches in a folder, the newest first; none where there is no such folder. The folder is open afterwards. */
  find(folder: string, wanted: Wanted, writable?: boolean): Promise<FoundMessage[]>;
  /** Marks what is found in the open folder as ours, or takes the mark away; nothing where the server keeps none. */
  mark(found: readonly FoundMessage[], ours: boolean): Promise<void>;
  move(found: readonly FoundMessage[], to: string): Promise<void>;
  folders(): Promise<string[]>;
}

/**
 * Runs the task on every mailbox, a few at a time; the answers in the order of the settings.
 * @throws what {@link withImap} throws, for the first mailbox that cannot be opened: an answer without it would be a wrong one.
 */
export async function inMailboxes<T>(
  context: MailboxesContext,
  task: (mailbox: OpenMailbox) => Promise<T>,
  names: readonly string[] = context.settings.mailboxes,
): Promise<T[]> {
  const answers: T[] = [];
  for (let from = 0; from < names.length; from += AT_ONCE) {
    const some = names.slice(from, from + AT_ONCE);
    answers.push(...(await Promise.all(some.map((name) => inMailbox(context, name, task)))));
  }
  return answers;
}

function inMailbox<T>(context: MailboxesContext, name: string, task: (mailbox: OpenMailbox) => Promise<T>): Promise<T> {
  const { settings, secrets } = context;
  const { password } = secrets;
  if (!password) throw new RefusedError("connector.bad-settings", 'The master user needs the secret "password".');
  const user = `${name}${settings.separator}${settings.masterUser}`;
  return withImap(context, settings, { user, auth: { pass: password }, mostBytes: MOST_BYTES }, (client, doing) =>
    task({
      name,
      folders: async () => (await client.list()).map(({ path }) => path),
      async find(folder, wanted, writable = false) {
        doing(`look for mail in ${folder} of ${name}`);
        if (!(await client.list()).some(({ path }) => path === folder)) return [];
        await client.mailboxOpen(folder, { readOnly: !writable && !wanted.ours });
        return matching(client, wanted);
      },
      async mark(found, ours) {
        if (found.length === 0 || !keepsMarks(client)) return;
        doing(`mark mail of ${name}`);
        const range = uidsOf(found);
        const done = ours
          ? await client.messageFlagsAdd(range, [OURS], { uid: true })
          : await client.messageFlagsRemove(range, [OURS], { uid: true });
        if (!done) throw new RefusedError("connector.rejected", `The mail of ${name} could not be marked.`);
      },
      async move(found, to) {
        if (found.length === 0) return;
        doing(`move mail of ${name} to ${to}`);
        if (!(await client.list()).some(({ path }) => path === to)) await client.mailboxCreate(to);
        const moved = await client.messageMove(uidsOf(found), to, { uid: true });
        if (moved === false)
          throw new RefusedError("connector.rejected", `The mail of ${name} could not be moved to ${to}.`);
      },
    }),
  );
}

function uidsOf(found: readonly FoundMessage[]): string {
  return found.map(({ uid }) => uid).join(",");
}

/** Of the folder that is open for writing: whether it takes keywords that it did not have before, or has ours. */
function keepsMarks({ mailbox }: ImapFlow): boolean {
  const flags = mailbox === false ? undefined : mailbox.permanentFlags;
  return flags?.has("\\*") === true || flags?.has(OURS) === true;
}

/** The server finds text in headers (RFC 9051, 6.4.4), which is more than what is meant: a sender's address holds another's. */
async function matching(
  client: ImapFlow,
  { sender, subject, messageId, since, ours }: Wanted,
): Promise<FoundMessage[]> {
  const query = {
    from: sender,
    ...(subject ? { subject } : {}),
    ...(messageId ? { header: { "message-id": messageId } } : {}),
    ...(since === undefined ? {} : { since }),
    ...(ours && keepsMarks(client) ? { keyword: OURS } : {}),
  };
  const uids = (await client.search(query, { uid: true })) || [];
  const candidates = uids.sort((a, b) => b - a).slice(0, MOST_CANDIDATES);
  if (candidates.length === 0) return [];
  const found: FoundMessage[] = [];
  for await (const { uid, envelope } of client.fetch(candidates.join(","), { envelope: true }, { uid: true })) {
    const isFrom = envelope?.from?.some(({ address }) => address?.toLowerCase() === sender.toLowerCase());
    const id = envelope?.messageId ?? "";
    if (isFrom && (!messageId || id === messageId)) found.push({ uid, messageId: id });
  }
  return found.sort((a, b) => b.uid - a.uid);
}
