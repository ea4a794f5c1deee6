/** `kill -9` in the middle of a containment, on a real directory: afterwards it is done, once, and will be returned. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { type ApiClient, signIn } from "../support/api-client.ts";
import { type LdapRelay, startLdapRelay } from "../support/ldap-relay.ts";
import { answers, freePort, type RunningProcess, startProcess } from "../support/real/process.ts";
import { hasSlapd, type RunningSlapd, startSlapd } from "../support/real/slapd.ts";
import { connectSlapd } from "../support/real-connections.ts";
import { oktaReport } from "../support/vendor-alerts.ts";
import { shortened } from "../support/way.ts";

const ROOT = join(import.meta.dirname, "../..");
const installed = hasSlapd();
const PATIENCE = { timeout: 60_000, interval: 200 };

const home = mkdtempSync(join(tmpdir(), "cordon-killed-"));
let slapd: RunningSlapd;
let relay: LdapRelay;
let cordon: RunningProcess;
let port: number;
let api: ApiClient;

/** The account is locked, and a new password required: one change each, however often it was interrupted. */
const LOCK_AND_NEW_PASSWORD = 2;

beforeEach((context) => context.skip(!installed, "needs slapd"));

beforeAll(async () => {
  if (!installed) return;
  slapd = await startSlapd();
  relay = await startLdapRelay(slapd.url);
  port = await freePort();
  cordon = await startCordonProcess();
  const secret = await vi.waitFor(() => {
    const said = /One-time admin secret \(shown only now\): (\S+)/.exec(cordon.output());
    expect(said).not.toBeNull();
    return said![1]!;
  });
  api = await signIn(`http://127.0.0.1:${port}`, secret);
  await api.importPeople(200);
  await api.connect("okta", "okta");
  await connectSlapd(api, slapd, relay.url);
});

afterAll(async () => {
  await cordon?.stop();
  stopLeftPostgres();
  await relay?.stop();
  await slapd?.stop();
  rmSync(home, { recursive: true, force: true });
});

test("when it is killed before the directory heard of it, the account is locked after the next start", async () => {
  relay.hold("request");
  await api.deliver("okta", oktaReport("jdoe"));
  await vi.waitFor(() => expect(relay.holding()).toBe(true), PATIENCE);
  await cordon.kill();
  expect(slapd.canBind("jdoe")).toBe(true);
  expect(relay.modifies()).toBe(0);

  relay.letGo();
  cordon = await startCordonProcess();
  await vi.waitFor(() => expect(slapd.canBind("jdoe")).toBe(false), PATIENCE);
  await expectContainedOnce("jdoe");
  expect(relay.modifies()).toBe(LOCK_AND_NEW_PASSWORD);
});

test("when it is killed after the directory did it and before it heard so, the account is not locked again", async () => {
  const before = relay.modifies();
  relay.hold("answer");
  await api.deliver("okta", oktaReport("asmith"));
  await vi.waitFor(() => expect(slapd.canBind("asmith")).toBe(false), PATIENCE);
  await cordon.kill();

  relay.letGo();
  cordon = await startCordonProcess();
  await expectContainedOnce("asmith");
  expect(relay.modifies()).toBe(before + LOCK_AND_NEW_PASSWORD);
});

test("when it is killed while it returns a containment, that is returned once", async () => {
  const before = relay.modifies();
  const [lease] = await api.leases("asmith");
  relay.hold("answer");
  await api.call("POST", `/v1/containment/${lease!.id}/release`);
  await vi.waitFor(() => expect(slapd.canBind("asmith")).toBe(true), PATIENCE);
  await cordon.kill();

  relay.letGo();
  cordon = await startCordonProcess();
  await vi.waitFor(async () => expect(await api.leases("asmith")).toMatchObject([{ status: "released" }]), PATIENCE);
  const [returned] = await api.effects("asmith");
  expect(returned).toMatchObject({ capability: "identity.restore-user", status: "verified" });
  expect(relay.modifies()).toBe(before + 1);
  expect(slapd.canBind("asmith")).toBe(true);
});

test("a containment whose time passes while it is dead is returned at the next start", async () => {
  await api.call("POST", "/v1/playbooks", shortened("account-takeover", "8h", "6s"));
  await api.deliver("okta", oktaReport("twin1"));
  await vi.waitFor(async () => expect(await api.leases("twin1")).toMatchObject([{ status: "active" }]), PATIENCE);
  await cordon.kill();
  const locked = writtenAt("twin1");
  await new Promise((resolve) => setTimeout(resolve, 7_000));
  expect(writtenAt("twin1")).toEqual(locked);
  expect(slapd.canBind("twin1")).toBe(false);

  cordon = await startCordonProcess();
  await vi.waitFor(() => expect(slapd.canBind("twin1")).toBe(true), PATIENCE);
  await vi.waitFor(async () => expect(await api.leases("twin1")).toMatchObject([{ status: "released" }]), PATIENCE);
});

/** One effect, verified, with a lease in force; and the incident was not left lying. */
async function expectContainedOnce(user: string): Promise<void> {
  await vi.waitFor(async () => {
    expect(await api.leases(user)).toMatchObject([{ status: "active", capability: "identity.suspend-user" }]);
    const contain = (await api.effects(user)).filter(({ effectClass }) => effectClass === "contain");
    expect(contain).toMatchObject([{ status: "verified" }]);
    const [incident] = await api.incidents(user);
    expect(incident!.runs).toMatchObject([{ status: "done" }]);
  }, PATIENCE);
}

/** The directory's own stamp of the last change of an entry. */
function writtenAt(uid: string): string[] {
  return slapd.ldapsearch(uid).filter((line) => /^(entryCSN|modifyTimestamp|pwdAccountLockedTime):/.test(line));
}

/** `npm start` without npm: its own Postgres, all it has is in `home`. */
function startCordonProcess(): Promise<RunningProcess> {
  return startProcess(join(ROOT, "node_modules/.bin/node"), [join(ROOT, "bin/serve.mjs")], {
    env: {
      CORDON_HOME: home,
      CORDON_PORT: String(port),
      CORDON_EGRESS_ALLOW: "127.0.0.0/8",
      DATABASE_URL: "",
    },
    timeoutMs: 90_000,
    isReady: () => answers(`http://127.0.0.1:${port}/healthz`),
  });
}

/** A test that failed while Cordon was dead leaves Cordon's Postgres running, for the next start to adopt; there is none. */
function stopLeftPostgres(): void {
  const file = join(home, "pg/postmaster.pid");
  if (!existsSync(file)) return;
  const [pid] = readFileSync(file, "utf8").split("\n");
  execFileSync("kill", ["-INT", pid!]);
}
