/** Brings what arrived in the mailbox, message by message, and marks or moves what was taken before. */
import type { Poll, PollBounds, PollCursor, Polled, RawDelivery } from "../../src/connector/connector.ts";
import { TransientError } from "../../src/errors.ts";
import { keptPart, NOTE_BYTES } from "./kept-part.ts";
import { type Mailbox, type MailContext, withMailbox } from "./mailbox.ts";
import { isWanted, type MailboxCursor, moved, startAt, type TakenMessage } from "./mailbox-cursor.ts";
import type { ReportedMailSettings } from "./settings.ts";

const DAY_MS = 86_400_000;

export const mailboxPoll: Poll<ReportedMailSettings> = {
  everySeconds: ({ imap }) => imap?.everySeconds ?? null,
  ask: (context, cursor, bounds) => withMailbox(context, (mailbox) => ask(context, mailbox, cursor, bounds)),
};

async function ask(
  { clock }: MailContext,
  mailbox: Mailbox,
  before: PollCursor | null,
  bounds: PollBounds,
): Promise<Polled> {
  const cursor = startAt(before, mailbox.imap, mailbox, clock.now());
  // The cursor that names them was kept, so they were, too.
  const note = await settle(mailbox, cursor.taken);
  const uids = await newUids(mailbox, cursor);
  const batch = uids.slice(0, bounds.deliveries);
  const { deliveries, taken, lastUid } = await fetchAll(mailbox, cursor, batch, bounds.bytes);
  const isAll = lastUid === (uids.at(-1) ?? lastUid);
  const remember = mailbox.imap.afterwards !== "leave";
  const next = moved(cursor, lastUid, taken, { isAll, remember });
  return { deliveries, cursor: next, more: !isAll || next.taken.length > 0, ...(note === "" ? {} : { note }) };
}

/** What the settings say becomes of taken messages. Those that are gone meanwhile nobody misses; a refusal is told, and they stay as they are. */
async function settle({ client, imap }: Mailbox, taken: number[]): Promise<string> {
  if (taken.length === 0 || imap.afterwards === "leave") return "";
  const range = taken.join(",");
  if (imap.afterwards === "mark-read") {
    const done = await client.messageFlagsAdd(range, ["\\Seen"], { uid: true });
    return done ? "" : "Messages are taken, but the server does not let them be marked as read.";
  }
  const done = await client.messageMove(range, imap.moveTo ?? "", { uid: true });
  return done ? "" : `Messages are taken, but the server does not move them to ${imap.moveTo}.`;
}

/** UIDs after the last one seen, ascending. `n:*` names the last message there is also where that is older than n. */
async function newUids({ client, imap }: Mailbox, { lastUid, floor }: MailboxCursor): Promise<number[]> {
  const onlyRecent = lastUid < floor.uid;
  // The server's days are those of its own zone; what is just outside is sorted out by its exact time.
  const since = new Date(Date.parse(floor.since) - DAY_MS);
  const found = await client.search(
    { uid: `${lastUid + 1}:*`, ...(onlyRecent ? { or: [{ uid: `${floor.uid + 1}:*` }, { since }] } : {}) },
    { uid: true },
  );
  if (!Array.isArray(found))
    throw new TransientError("connector.unavailable", `${imap.host} does not search ${imap.mailbox} at the moment.`);
  return found.filter((uid) => uid > lastUid).sort((a, b) => a - b);
}

interface Fetch {
  deliveries: RawDelivery[];
  taken: TakenMessage[];
  /** Everything up to here was seen to. */
  lastUid: number;
}

async function fetchAll(mailbox: Mailbox, cursor: MailboxCursor, uids: number[], mostBytes: number): Promise<Fetch> {
  const fetched: Fetch = { deliveries: [], taken: [], lastUid: cursor.lastUid };
  if (uids.length === 0) return fetched;
  const about = new Map<number, { size: number; arrived: Date | undefined }>();
  for await (const one of mailbox.client.fetch(
    uids.join(","),
    { uid: true, size: true, internalDate: true },
    { uid: true },
  ))
    about.set(one.uid, { size: one.size ?? 0, arrived: dateOf(one.internalDate) });
  const limit = Math.min(mailbox.imap.maxMessageBytes, mostBytes) - NOTE_BYTES;
  let bytes = 0;
  for (const uid of uids) {
    const { size = 0, arrived } = about.get(uid) ?? {};
    const body = about.has(uid) && isWanted(cursor, uid, arrived) ? await bodyOf(mailbox, uid, size, limit) : undefined;
    if (body !== undefined) {
      if (bytes + body.length > mostBytes) break;
      bytes += body.length;
      fetched.deliveries.push({ headers: { "content-type": "message/rfc822" }, body });
      fetched.taken.push({ uid, arrived });
    }
    fetched.lastUid = uid;
  }
  return fetched;
}

/** Undefined when the message is gone. Sizes are not taken for granted: some servers only estimate them. */
async function bodyOf({ client }: Mailbox, uid: number, size: number, limit: number): Promise<Uint8Array | undefined> {
  const found = await client.fetchOne(String(uid), { source: { start: 0, maxLength: limit + 1 } }, { uid: true });
  if (found === false || found.source === undefined) return undefined;
  return keptPart(found.source, size, limit);
}

function dateOf(value: Date | string | undefined): Date | undefined {
  const date = value === undefined ? undefined : new Date(value);
  return date === undefined || Number.isNaN(date.getTime()) ? undefined : date;
}
