/** A question by mail, taken and delivered by a real mail server. */
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { Question } from "../../src/connector/asking.ts";
import { decodeWords } from "../../src/connector/mail/header-words.ts";
import { headerAt, readMail } from "../../src/connector/mail/read-mail.ts";
import { connectTo, type TestConnection } from "../../test/support/connection.ts";
import { hasExim, type RunningExim, startExim } from "../../test/support/real/exim.ts";
import connector from "./connector.ts";

const installed = hasExim();
let exim: RunningExim;
const open: TestConnection[] = [];
beforeEach((context) => context.skip(!installed, "needs exim4"));
beforeAll(async () => {
  if (installed) exim = await startExim();
});
afterAll(async () => {
  for (const connection of open) await connection.close();
  await exim?.stop();
});

function connected(settings: object = {}, password = exim.password) {
  const { host, port, user, caPem } = exim;
  const made = connectTo(
    connector,
    { host, port, user, from: "cordon@corp.test", tls: { caPem }, ...settings },
    password === "" ? {} : { password },
  );
  open.push(made);
  return made;
}

const QUESTION: Question = {
  title: "Suspend account zoë@corp.test?\r\nBcc: mallory@corp.test",
  lines: [["What", "suspend account zoë@corp.test by directory"]],
  link: "https://cordon.corp.test/answer/a-token",
  token: "a-token",
  expiresAt: "2026-11-01T10:00:00.000Z",
};

test("arrives whole, encrypted on the way, and its words stay words", async () => {
  await connected().ask("ada@corp.test", QUESTION, "notice-1");
  const [mail] = await vi.waitFor(() => {
    expect(exim.delivered()).toHaveLength(1);
    return exim.delivered();
  }, 10_000);
  expect(mail).toMatch(/Received:.*with esmtpsa/s);
  expect(mail).not.toMatch(/^Bcc:/m);
  const read = readMail(mail!);
  expect(decodeWords(headerAt(read, "subject"))).toBe("[Cordon] Suspend account zoë@corp.test? Bcc: mallory@corp.test");
  expect(read.text()).toContain("What: suspend account zoë@corp.test by directory");
  expect(read.text()).toContain("https://cordon.corp.test/answer/a-token");
  expect(await connected().health()).toMatchObject({ ok: true });
});

test("is refused in words: a wrong password, another domain, nobody signed in", async () => {
  await expect(connected({}, "wrong").ask("ada@corp.test", QUESTION)).rejects.toMatchObject({
    code: "connector.forbidden",
  });
  await expect(connected().ask("ada@elsewhere.test", QUESTION)).rejects.toMatchObject({ code: "connector.rejected" });
  await expect(connected({ user: "" }).ask("ada@corp.test", QUESTION)).rejects.toMatchObject({
    code: "connector.rejected",
  });
  expect(await connected({}, "wrong").health()).toMatchObject({ ok: false });
});

test("is not sent to a server whose certificate cannot be trusted, nor in the clear", async () => {
  await expect(connected({ tls: {} }).ask("ada@corp.test", QUESTION)).rejects.toMatchObject({
    code: "connector.untrusted-certificate",
  });
  expect(exim.delivered()).toHaveLength(1);
});
