import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isWanted, type MailboxCursor, moved, startAt } from "./mailbox-cursor.ts";
import { reportedMailSettings } from "./settings.ts";

const DAY_MS = 86_400_000;
const now = new Date("2026-03-31T12:00:00Z");
const daysAgo = (days: number) => new Date(now.getTime() - days * DAY_MS);
const imapOf = (given: object = {}) =>
  reportedMailSettings.parse({ imap: { host: "mail.example", user: "r", ...given } }).imap!;
const opened = { uidValidity: "1", uidNext: 101 };
const kept = { isAll: true, remember: false };

describe("a mailbox met for the first time", () => {
  const cursor = startAt(null, imapOf({ firstDays: 7 }), opened, now);

  test("is read from the first days on, as far as its messages were there before us", () => {
    expect(isWanted(cursor, 100, daysAgo(6))).toBe(true);
    expect(isWanted(cursor, 100, daysAgo(8))).toBe(false);
    expect(isWanted(cursor, 101, daysAgo(400))).toBe(true);
    expect(isWanted(cursor, 50, undefined)).toBe(true);
  });

  test("is another one when host, user or folder is, or when what is kept is no cursor of ours", () => {
    const read = moved(cursor, 100, [], kept);
    expect(startAt(read, imapOf(), opened, now).lastUid).toBe(100);
    for (const other of [{ host: "other.example" }, { user: "s" }, { mailbox: "Reports" }])
      expect(startAt(read, imapOf(other), opened, now).lastUid).toBe(0);
    expect(startAt({ lastUid: "many" }, imapOf(), opened, now).lastUid).toBe(0);
  });
});

describe("a mailbox made anew", () => {
  const first = startAt(null, imapOf(), opened, now);
  const again = { uidValidity: "2", uidNext: 301 };
  const readTo = (newest: Date) => moved(first, 100, [{ uid: 100, arrived: newest }], kept);

  test("is looked through again as far back as repeats are known, and not further", () => {
    const cursor = startAt(readTo(daysAgo(1)), imapOf(), again, now);
    expect(cursor).toMatchObject({ uidValidity: "2", lastUid: 0, taken: [] });
    expect(isWanted(cursor, 5, daysAgo(27))).toBe(true);
    expect(isWanted(cursor, 5, daysAgo(29))).toBe(false);
  });

  test("is looked through from the newest on where that is older: what came after it was never taken", () => {
    const cursor = startAt(readTo(daysAgo(90)), imapOf(), again, now);
    expect(isWanted(cursor, 5, daysAgo(89))).toBe(true);
    expect(isWanted(cursor, 5, daysAgo(91))).toBe(false);
  });

  test("while it was still being read for the first time is read from its first days again", () => {
    const halfway = moved(first, 50, [{ uid: 50, arrived: daysAgo(2) }], { isAll: false, remember: false });
    const cursor = startAt(halfway, imapOf(), again, now);
    expect(cursor.floor.since).toBe(first.floor.since);
  });

  test("forgets what was to be marked: those numbers are other messages' now", () => {
    const marking = moved(first, 100, [{ uid: 100, arrived: now }], { isAll: true, remember: true });
    expect(marking.taken).toEqual([100]);
    expect(startAt(marking, imapOf(), opened, now).taken).toEqual([100]);
    expect(startAt(marking, imapOf(), again, now).taken).toEqual([]);
  });
});

test("whatever arrives, in whatever parts it is read, is taken exactly once", () => {
  const arrivals = fc.array(fc.integer({ min: -3_000, max: 3_000 }), { maxLength: 40 });
  fc.assert(
    fc.property(arrivals, fc.integer({ min: 1, max: 7 }), (hours, atOnce) => {
      const messages = hours.map((hour, index) => ({
        uid: index + 101,
        arrived: new Date(now.getTime() + hour * 3_600_000),
      }));
      let cursor: MailboxCursor = startAt(null, imapOf(), opened, now);
      const taken: number[] = [];
      for (let round = 0; round <= messages.length; round += 1) {
        // As it comes back from the database.
        cursor = startAt(JSON.parse(JSON.stringify(cursor)), imapOf(), opened, now);
        const wanted = messages.filter(({ uid, arrived }) => isWanted(cursor, uid, arrived));
        const batch = wanted.slice(0, atOnce);
        taken.push(...batch.map(({ uid }) => uid));
        cursor = moved(cursor, batch.at(-1)?.uid ?? 0, batch, {
          isAll: batch.length === wanted.length,
          remember: false,
        });
      }
      expect(taken).toEqual(messages.map(({ uid }) => uid));
    }),
  );
});
