/**
 * How far a mailbox was read. UIDs only grow, as long as UIDVALIDITY stays what it is (RFC 3501 and RFC 9051, 2.3.1.1); when it changes, the
 * mailbox was made anew and its messages are looked through again. Pure.
 */
import { z } from "zod";
import type { ImapSettings } from "./settings.ts";

const DAY_MS = 86_400_000;
/** Two days less than an alert's repeats are known by: what is taken again within them is not alerted again. */
const KNOWN_AGAIN_MS = 28 * DAY_MS;

const Cursor = z.object({
  /** Whose mailbox, where: another one is read from its own beginning. */
  of: z.string(),
  uidValidity: z.string(),
  lastUid: z.number(),
  /** Messages up to this UID were there before us: those that arrived earlier than `since` are left alone. */
  floor: z.object({ uid: z.number(), since: z.iso.datetime() }),
  /** When the newest message arrived, of those taken when last there was no more; null before that. */
  newest: z.iso.datetime().nullable(),
  /** Taken for good by the time this cursor is read, and not yet marked or moved. */
  taken: z.array(z.number()),
});
export type MailboxCursor = z.infer<typeof Cursor>;

/** A mailbox as the server shows it when it is opened. */
export interface OpenedMailbox {
  uidValidity: string;
  uidNext: number;
}

/** Where to go on in the mailbox that was opened. */
export function startAt(
  before: Record<string, unknown> | null,
  imap: ImapSettings,
  opened: OpenedMailbox,
  now: Date,
): MailboxCursor {
  const of = `${imap.user}@${imap.host}/${imap.mailbox}`;
  const parsed = Cursor.safeParse(before);
  const known = parsed.success && parsed.data.of === of ? parsed.data : undefined;
  if (known?.uidValidity === opened.uidValidity) return known;
  const since = known === undefined ? now.getTime() - imap.firstDays * DAY_MS : againSince(known, now);
  return {
    ...{ of, uidValidity: opened.uidValidity, lastUid: 0, taken: [], newest: known?.newest ?? null },
    floor: { uid: opened.uidNext - 1, since: new Date(since).toISOString() },
  };
}

/**
 * Nothing that arrived after the newest that was taken may be left out, and nothing so old that it would be alerted a second time may be taken
 * again. What lies between the two was taken, and is known again.
 */
function againSince({ newest, floor }: MailboxCursor, now: Date): number {
  if (newest === null) return Date.parse(floor.since);
  return Math.min(Date.parse(newest), now.getTime() - KNOWN_AGAIN_MS);
}

/** Whether a message is to be taken; `arrived` undefined where the server does not say. */
export function isWanted({ lastUid, floor }: MailboxCursor, uid: number, arrived: Date | undefined): boolean {
  if (uid <= lastUid) return false;
  return uid > floor.uid || arrived === undefined || arrived.getTime() >= Date.parse(floor.since);
}

/** A message as far as the cursor is concerned. */
export interface TakenMessage {
  uid: number;
  arrived: Date | undefined;
}

/** The cursor after everything up to `lastUid` was seen and `taken` was taken. `isAll`: the mailbox held no more. */
export function moved(
  cursor: MailboxCursor,
  lastUid: number,
  taken: readonly TakenMessage[],
  how: { isAll: boolean; remember: boolean },
): MailboxCursor {
  const times = taken.flatMap(({ arrived }) => (arrived === undefined ? [] : [arrived.getTime()]));
  const known = cursor.newest === null ? [] : [Date.parse(cursor.newest)];
  const newest = Math.max(...known, ...times);
  return {
    ...cursor,
    lastUid: Math.max(cursor.lastUid, lastUid),
    newest: how.isAll && Number.isFinite(newest) ? new Date(newest).toISOString() : cursor.newest,
    taken: how.remember ? taken.map(({ uid }) => uid) : [],
  };
}
