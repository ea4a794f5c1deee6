import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { PollCursor, Polled } from "../../src/connector/connector.ts";
import { createEgress, type EgressPolicy } from "../../src/connector/egress.ts";
import { checkConnection, invokeHealth } from "../../src/connector/invoke.ts";
import { invokePoll } from "../../src/connector/invoke-poll.ts";
import { silentLog } from "../../src/log.ts";
import { hasDovecot, type RunningDovecot, startDovecot } from "../../test/support/real/dovecot.ts";
import connector from "./connector.ts";

const DAY_MS = 86_400_000;
const polled = { ...connector, poll: connector.poll! };

describe.skipIf(!hasDovecot())("a real IMAP server", () => {
  let dovecot: RunningDovecot;
  const open: EgressPolicy[] = [];
  let number = 0;
  beforeAll(async () => {
    dovecot = await startDovecot();
  });
  afterEach(async () => {
    for (const egress of open.splice(0)) await egress.close();
  });
  afterAll(() => dovecot?.stop());

  function mail(subject: string, text = "Hello"): string {
    number += 1;
    const head = `From: dana@corp.test\r\nTo: reports@corp.test\r\nSubject: ${subject}\r\nMessage-ID: <${number}@corp.test>`;
    return `${head}\r\nDate: Sun, 01 Mar 2026 10:00:00 +0000\r\n\r\n${text}\r\n`;
  }

  interface Given {
    imap?: Record<string, unknown>;
    password?: string;
    allow?: string[];
  }

  function connection({ imap = {}, password = dovecot.password, allow = ["127.0.0.0/8", "::1/128"] }: Given = {}) {
    const { host, tlsPort: port, user, caPem } = dovecot;
    const settings = { imap: { host, port, user, tls: { caPem }, ...imap } };
    const egress = createEgress({ allowCidrs: allow });
    open.push(egress);
    const parts = { ...checkConnection(connector, settings, { password }), egress, log: silentLog, timeoutMs: 30_000 };
    return {
      poll: (cursor: PollCursor | null, bounds = { deliveries: 50, bytes: 16_000_000 }) =>
        invokePoll(polled, { ...parts, idempotencyKey: "poll" }, cursor, bounds),
      health: () => invokeHealth(connector, { ...parts, idempotencyKey: "health" }),
    };
  }

  /** The subjects of all there is, asked for as the poller does; and the last answer. */
  async function drain(given: Given, cursor: PollCursor | null = null, bounds?: { deliveries: number; bytes: number }) {
    const subjects: string[] = [];
    let last: Polled = { deliveries: [], cursor: cursor ?? {}, more: true };
    for (let from = cursor; last.more; from = last.cursor) {
      last = await connection(given).poll(from, bounds);
      subjects.push(...last.deliveries.map(({ body }) => /^Subject: (.*)\r$/m.exec(Buffer.from(body).toString())![1]!));
    }
    return { subjects, cursor: last.cursor, last };
  }

  test("brings what arrived, in order and byte for byte, and each message once", async () => {
    const first = mail("one", "fünf");
    dovecot.deliver(first);
    dovecot.deliver(mail("two"));
    const { poll } = connection();
    const answer = await poll(null);
    expect(answer.more).toBe(false);
    expect(Buffer.from(answer.deliveries[0]!.body).toString()).toBe(first);
    dovecot.deliver(mail("three"));
    expect(await drain({}, answer.cursor)).toMatchObject({ subjects: ["three"] });
    expect((await drain({}, answer.cursor)).subjects).toEqual(["three"]);
    expect(dovecot.count("INBOX", "unseen")).toBe(3);
  });

  test("speaks STARTTLS, and sends no password to a server it cannot recognize", async () => {
    const starttls = { security: "starttls", port: dovecot.port };
    expect((await drain({ imap: starttls })).subjects).toEqual(["one", "two", "three"]);
    for (const imap of [{ tls: {} }, { ...starttls, tls: {} }])
      await expect(connection({ imap, password: "secret" }).poll(null)).rejects.toMatchObject({
        root: "refused",
        code: "connector.untrusted-certificate",
      });
  });

  test("says why it is not let in, without the password; and keeps to egress", async () => {
    const wrong = await connection({ password: "wrong-password" })
      .poll(null)
      .catch((error: unknown) => error);
    expect(wrong).toMatchObject({ root: "refused", code: "connector.forbidden" });
    expect(JSON.stringify(wrong)).not.toContain("wrong-password");
    await expect(connection({ imap: { mailbox: "Nowhere" } }).poll(null)).rejects.toMatchObject({
      code: "connector.not-found",
    });
    await expect(connection({ allow: [] }).poll(null)).rejects.toMatchObject({ code: "connector.egress-refused" });
    await expect(connection({ imap: { port: 1 } }).poll(null)).rejects.toMatchObject({
      root: "transient",
      code: "connector.unreachable",
    });
  });

  test("answers in parts within the bounds, in number and in size", async () => {
    const { subjects } = await drain({}, null, { deliveries: 2, bytes: 16_000_000 });
    expect(subjects).toEqual(["one", "two", "three"]);
    const few = await connection().poll(null, { deliveries: 50, bytes: 350 });
    expect(few).toMatchObject({ more: true });
    expect(few.deliveries.length).toBeLessThan(3);
    expect((await drain({}, null, { deliveries: 50, bytes: 350 })).subjects).toEqual(["one", "two", "three"]);
  });

  test("leaves what is older than the first days alone, unless it is put there later", async () => {
    dovecot.deliver(mail("last year"), new Date(Date.now() - 300 * DAY_MS));
    const { subjects, cursor } = await drain({});
    expect(subjects).toEqual(["one", "two", "three"]);
    dovecot.deliver(mail("found late"), new Date(Date.now() - 200 * DAY_MS));
    expect((await drain({}, cursor)).subjects).toEqual(["found late"]);
    expect((await drain({ imap: { firstDays: 3_000 } })).subjects).toHaveLength(5);
  });

  test("takes nothing away from, and adds nothing old to, what was taken when the server forgets its UIDs", async () => {
    const { cursor } = await drain({});
    dovecot.forgetUids();
    dovecot.deliver(mail("after the restore"));
    const again = await drain({}, cursor);
    expect(again.subjects.sort()).toEqual(["after the restore", "one", "three", "two"]);
    expect((await drain({}, again.cursor)).subjects).toEqual([]);
  });

  test("marks as read what was taken for good, and not before", async () => {
    const imap = { afterwards: "mark-read" };
    const first = await connection({ imap }).poll(null);
    expect(first.more).toBe(true);
    expect(dovecot.count("INBOX", "seen")).toBe(0);
    const { last } = await drain({ imap }, first.cursor);
    expect(dovecot.count("INBOX", "seen")).toBe(first.deliveries.length);
    expect(last.note).toBeUndefined();
  });

  test("moves what was taken for good, and says so where it cannot, taking on", async () => {
    const imap = { afterwards: "move", moveTo: "Taken" };
    expect(await connection({ imap }).health()).toMatchObject({ ok: false, mayNot: ["move messages"] });
    const first = await connection({ imap }).poll(null);
    const refused = await connection({ imap }).poll(first.cursor);
    expect(refused).toMatchObject({ more: false, note: expect.stringContaining("Taken") });
    dovecot.addFolder("Taken");
    expect(await connection({ imap }).health()).toMatchObject({ ok: true });
    const { subjects } = await drain({ imap });
    expect(dovecot.count("Taken")).toBe(subjects.length);
    expect((await drain({ imap })).subjects).toEqual([]);
  });

  test("keeps the beginning of what is too large, and notes the rest", async () => {
    const large = mail("large", `${"ä".repeat(50)}\r\n`.repeat(2_000));
    dovecot.deliver(large);
    const { deliveries } = await connection({ imap: { maxMessageBytes: 65_536 } }).poll(null);
    const kept = Buffer.from(deliveries.at(-1)!.body).toString();
    expect(kept).toMatch(new RegExp(`^X-Cordon-Kept: \\d+ of ${Buffer.byteLength(large)} bytes\r\n`));
    expect(deliveries.at(-1)!.body.byteLength).toBeLessThanOrEqual(65_536);
    expect(large.startsWith(kept.slice(kept.indexOf("\n") + 1))).toBe(true);
  });

  test("takes messages that are hardly any, as they are", async () => {
    const odd = ["", "\n", "no headers at all", "From: x\r\n", "\u0000\u0001\r\n\r\n", "Subject: \xff\xfe\r\n\r\nx"];
    const before = (await connection().poll(null)).cursor;
    for (const text of odd) dovecot.deliver(Buffer.from(text, "latin1"));
    expect((await connection().poll(before)).deliveries).toHaveLength(odd.length);
  });
});
