import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { connectTo, type TestConnection } from "../../test/support/connection.ts";
import { hasDovecot, type RunningDovecot, startDovecot } from "../../test/support/real/dovecot.ts";
import connector from "./connector.ts";

const [ADA, BOB, EVE] = ["ada@corp.test", "bob@corp.test", "eve@corp.test"];
const PHISH = "helpdesk@bad.example.com";
const installed = hasDovecot();

describe.skipIf(!installed)("the mailboxes of a real Dovecot server", () => {
  let dovecot: RunningDovecot;
  const open: TestConnection[] = [];
  beforeEach(async () => {
    dovecot = await startDovecot();
    dovecot.deliver(mail(PHISH, "Your mailbox is almost full", "1@bad.example.com"), new Date(), ADA);
    dovecot.deliver(mail(PHISH, "Your mailbox is almost full", "2@bad.example.com"), new Date(), BOB);
    dovecot.deliver(mail(`other.${PHISH}`, "Your mailbox is almost full", "3@bad.example.com"), new Date(), BOB);
    dovecot.deliver(mail("editor@news.example.com", "This week", "4@news.example.com"), new Date(), ADA);
  });
  afterEach(async () => {
    for (const connection of open.splice(0)) await connection.close();
    await dovecot.stop();
  });
  function connect(settings: Record<string, unknown> = {}, password = dovecot.masterPassword) {
    const common = { host: dovecot.host, port: dovecot.tlsPort, tls: { caPem: dovecot.caPem }, masterUser: "cordon" };
    const connection = connectTo(connector, { ...common, mailboxes: [ADA, BOB, EVE], ...settings }, { password });
    open.push(connection);
    return connection;
  }

  test("are searched, and only the sender that is meant is found", async () => {
    const found = await connect().run("mail.search", { sender: PHISH.toUpperCase() });
    expect(found).toMatchObject({ found: true, count: 2, more: false, mailboxes: [ADA, BOB] });
    expect(found.messageIds).toEqual(expect.arrayContaining(["<1@bad.example.com>", "<2@bad.example.com>"]));
    const narrow = { sender: PHISH, messageId: "<2@bad.example.com>", subject: "ALMOST full" };
    expect(await connect().run("mail.search", narrow)).toMatchObject({ count: 1, mailboxes: [BOB] });
    expect(await connect().run("mail.search", { sender: PHISH, limit: 1 })).toMatchObject({ more: true, count: 2 });
    for (const subject of ['" OR ALL', "a) (b", "ä(\\"])
      expect(await connect().run("mail.search", { sender: PHISH, subject })).toMatchObject({ found: false });
    await expect(connect().run("mail.search", { sender: PHISH, subject: "x\r\na LOGOUT" })).rejects.toMatchObject({
      root: "input",
    });
  });

  test("have a sender's mail moved into quarantine and put back, and nothing else", async () => {
    const mailboxes = connect();
    expect(await mailboxes.readBack("mail.quarantine", { sender: PHISH })).toMatchObject({ inForce: "no" });
    expect(await mailboxes.run("mail.quarantine", { sender: PHISH })).toEqual({ moved: 2, wasQuarantined: false });
    expect(counts("INBOX")).toEqual([1, 1]);
    expect(counts("Quarantine")).toEqual([1, 1]);
    expect(await mailboxes.readBack("mail.quarantine", { sender: PHISH })).toMatchObject({
      inForce: "yes",
      seen: { inPlace: 0, quarantined: 2 },
    });
    expect(await mailboxes.run("mail.quarantine", { sender: PHISH })).toEqual({ moved: 0, wasQuarantined: true });
    expect(await mailboxes.run("mail.restore", { sender: PHISH })).toEqual({});
    expect(counts("INBOX")).toEqual([2, 2]);
    expect(await mailboxes.readBack("mail.restore", { sender: PHISH })).toMatchObject({ inForce: "yes" });
  });

  test("keep in quarantine what people put there, also of the same sender", async () => {
    const mailboxes = connect();
    dovecot.addFolder("Quarantine", ADA);
    dovecot.move("INBOX", "Quarantine", ADA);
    dovecot.deliver(mail(PHISH, "Your mailbox is full now", "5@bad.example.com"), new Date(), ADA);
    expect(await mailboxes.run("mail.quarantine", { sender: PHISH })).toEqual({ moved: 2, wasQuarantined: false });
    expect([counts("INBOX"), counts("Quarantine")]).toEqual([
      [0, 1],
      [3, 1],
    ]);
    await mailboxes.run("mail.restore", { sender: PHISH });
    expect(await mailboxes.readBack("mail.restore", { sender: PHISH })).toMatchObject({ inForce: "yes" });
    expect([counts("INBOX"), counts("Quarantine")]).toEqual([
      [1, 2],
      [2, 0],
    ]);
    expect(dovecot.count("INBOX", "keyword $CordonQuarantined", ADA), "the mark is gone").toBe(0);
  });

  test("keep everything where more matches than may be moved", async () => {
    await expect(connect().run("mail.quarantine", { sender: PHISH, atMost: 1 })).rejects.toMatchObject({
      ...{ root: "refused", code: "connector.rejected" },
    });
    expect(counts("INBOX")).toEqual([2, 2]);
  });

  test("are not opened by who may not, and an unknown folder is told of", async () => {
    await expect(connect({}, "wrong").run("mail.search", { sender: PHISH })).rejects.toMatchObject({
      code: "connector.forbidden",
    });
    expect(await connect().health()).toMatchObject({
      ok: true,
      may: ["mail.search", "mail.quarantine", "mail.restore"],
    });
    expect(await connect({ folder: "Elsewhere" }).health()).toMatchObject({ ok: false, may: [] });
  });

  function counts(folder: string): number[] {
    return [ADA, BOB].map((user) => dovecot.count(folder, "all", user));
  }
});

function mail(from: string, subject: string, id: string): string {
  return `From: Help <${from}>\r\nTo: you@corp.test\r\nSubject: ${subject}\r\nMessage-ID: <${id}>\r\nDate: Sun, 29 Nov 2026 08:00:00 +0000\r\n\r\nHello.\r\n`;
}
