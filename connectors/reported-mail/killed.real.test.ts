/** `kill -9` in the middle of reading a real mailbox: afterwards every message is there, once. */
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { signIn } from "../../test/support/api-client.ts";
import { type TestStore, testStore } from "../../test/support/database.ts";
import { type HeldRelay, startHeldRelay } from "../../test/support/held-relay.ts";
import { keptBodies } from "../../test/support/kept-bodies.ts";
import { hasDovecot, type RunningDovecot, startDovecot } from "../../test/support/real/dovecot.ts";
import { answers, freePort, type RunningProcess, startProcess } from "../../test/support/real/process.ts";

const ROOT = join(import.meta.dirname, "../..");
/** Longer than the claim of a process that died. */
const PATIENCE = { timeout: 60_000, interval: 100 };
const GOOD = 110;
const installed = hasDovecot();
const home = mkdtempSync(join(tmpdir(), "cordon-mail-"));
let dovecot: RunningDovecot;
let relay: HeldRelay;
let store: TestStore;
let cordon: RunningProcess;
let port: number;
const mails = new Set<string>();

beforeEach((context) => context.skip(!installed, "needs dovecot-imapd"));
beforeAll(async () => {
  if (!installed) return;
  [dovecot, store, port] = [await startDovecot(), await testStore(), await freePort()];
  relay = await startHeldRelay(dovecot.tlsPort);
  for (let number = 0; number < GOOD; number += 1) deliver(report(number));
  for (const odd of [
    "",
    "no headers",
    "From: x@corp.test\r\n\r\nno date",
    "\u0001\u0002\u0003",
    "Subject: =?x?Q?=",
    "{",
  ])
    deliver(odd);
  deliver(`Content-Type: multipart/mixed; boundary=b\r\n\r\n${"--b\r\n\r\nx\r\n".repeat(5_000)}`);
  deliver(`${"X-Long: ".padEnd(100_000, "y")}\r\nFrom: a@corp.test\r\nDate: Sun, 01 Mar 2026 10:00:00 +0000\r\n\r\nx`);
  cordon = await startCordon();
});
afterAll(async () => {
  await cordon?.stop();
  await relay?.stop();
  await dovecot?.stop();
  await store?.close();
  rmSync(home, { recursive: true, force: true });
});

function deliver(mail: string): void {
  mails.add(hashOf(mail));
  dovecot.deliver(mail);
}

const hashOf = (mail: string | Uint8Array) => createHash("sha256").update(mail).digest("hex");

function report(number: number): string {
  const original = `From: lure${number}@evil.example\r\nTo: dana@corp.test\r\nSubject: Pay ${number}\r\nMessage-ID: <lure-${number}@evil.example>`;
  return [
    `From: dana@corp.test\r\nTo: reports@corp.test\r\nSubject: Fwd ${number}\r\nDate: Sun, 01 Mar 2026 10:00:00 +0000`,
    `Message-ID: <report-${number}@corp.test>\r\nContent-Type: multipart/mixed; boundary=b\r\n`,
    `--b\r\nContent-Type: message/rfc822\r\n\r\n${original}\r\nDate: Sun, 01 Mar 2026 09:00:00 +0000\r\n`,
    `see https://evil.example/${number}\r\n--b--\r\n`,
  ].join("\r\n");
}

const count = async (text: string) => (await store.database.system.query(text)).rows[0].n as number;
const deliveries = () => count("SELECT count(*)::int AS n FROM deliveries");

test("every message is taken once, though the process is killed again and again", async () => {
  // In the middle of the first answer, and then of a later one.
  relay.holdAfter(20_000);
  const secret = /One-time admin secret \(shown only now\): (\S+)/.exec(cordon.output())?.[1] ?? "";
  const api = await signIn(`http://127.0.0.1:${port}`, secret);
  const { host, user, caPem, password } = dovecot;
  const imap = { host, port: relay.port, user, everySeconds: 5, tls: { caPem } };
  await api.connect("reports", "reported-mail", { imap }, { password });
  const atDeath: number[] = [];
  for (const bytes of [75_000, null]) {
    await vi.waitFor(() => expect(relay.holding()).toBe(true), PATIENCE);
    await cordon.kill();
    atDeath.push(await deliveries());
    relay.letGo();
    if (bytes !== null) relay.holdAfter(bytes);
    cordon = await startCordon();
  }
  expect(atDeath[0]).toBe(0);
  expect(atDeath.at(-1)).toBeGreaterThan(0);
  expect(atDeath.at(-1)).toBeLessThan(mails.size);

  await vi.waitFor(async () => expect(await deliveries()).toBeGreaterThanOrEqual(mails.size), PATIENCE);
  await vi.waitFor(async () => expect(await count("SELECT count(*)::int AS n FROM alert_inbox")).toBe(0), PATIENCE);
  expect((await keptBodies(store)).map(hashOf).sort()).toEqual([...mails].sort());
  expect(await count("SELECT count(*)::int AS n FROM alerts WHERE title LIKE 'Reported mail: Pay %'")).toBe(GOOD);
  expect(await count("SELECT COALESCE(sum(duplicates), 0)::int AS n FROM alert_repeats")).toBe(0);
  expect(await count("SELECT count(*)::int AS n FROM quarantine")).toBeGreaterThanOrEqual(6);
  expect(await count("SELECT count(*)::int AS n FROM incidents")).toBeGreaterThan(0);
  const { items } = await api.call<{ items: { name: string; polling: object }[] }>("GET", "/v1/connections");
  expect(items).toMatchObject([{ name: "reports", polling: { failures: 0, error: null } }]);
});

function startCordon(): Promise<RunningProcess> {
  return startProcess(join(ROOT, "node_modules/.bin/node"), [join(ROOT, "bin/serve.mjs")], {
    env: {
      ...{ CORDON_HOME: home, CORDON_PORT: String(port), DATABASE_URL: store.url },
      CORDON_EGRESS_ALLOW: "127.0.0.0/8,::1/128",
    },
    timeoutMs: 90_000,
    isReady: () => answers(`http://127.0.0.1:${port}/healthz`),
  });
}
