/** A write canary in a real directory: what it proves, and that it leaves the account as it was. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Canary } from "../../src/model/canary.ts";
import { hasSlapd, type RunningSlapd, startSlapd } from "../support/real/slapd.ts";
import { startWay, type Way } from "../support/way.ts";

const installed = hasSlapd();
let way: Way;
let slapd: RunningSlapd;
beforeEach((context) => context.skip(!installed, "needs slapd"));
beforeAll(async () => {
  if (!installed) return;
  slapd = await startSlapd();
  way = await startWay();
});
afterAll(async () => {
  await way?.stop();
  await slapd?.stop();
});

function connect(name: string, bindDn: string, password: string, more: object) {
  const { tlsUrl: url, baseDn, caPem } = slapd;
  const settings = { url, bindDn, baseDn, dialect: "openldap", tls: { caPem }, ...more };
  return way.api.connect(name, "ldap", settings, { password });
}
const canary = (name: string) => way.api.call<Canary>("POST", `/v1/connections/${name}/canary`);

test("an account made for it is disabled, read back, enabled and read back, and all of it is in the journal", async () => {
  await connect("directory", slapd.bindDn, slapd.password, { canaryUser: "jdoe" });
  const made = await canary("directory");
  expect(made.checks.map(({ check, passed }) => `${check} ${passed}`)).toEqual([
    ...["guard true", "clear true", "contain true", "release true"],
  ]);
  expect(made).toMatchObject({ passed: true, connection: "directory", entity: "jdoe" });
  expect(slapd.canBind("jdoe")).toBe(true);
  const effects = await way.query<{ capability: string; status: string }>(
    "SELECT capability, status FROM effects ORDER BY id",
  );
  expect(effects).toEqual([
    { capability: "identity.suspend-user", status: "verified" },
    { capability: "identity.restore-user", status: "verified" },
  ]);
  expect(await way.query("SELECT 1 FROM leases WHERE status <> 'released'")).toEqual([]);
});

test("a connection that may only read fails it, and one that may write too much fails it as well", async () => {
  await connect("reader", slapd.readerDn, slapd.readerPassword, { canaryUser: "jdoe" });
  const read = await canary("reader");
  expect(read).toMatchObject({ passed: false });
  expect(read.checks.at(-1)).toMatchObject({ check: "contain", passed: false });

  await connect("too-much", slapd.bindDn, slapd.password, { canaryUser: "jdoe", forbiddenUser: "asmith" });
  const much = await canary("too-much");
  expect(much.checks.at(-1)).toMatchObject({ check: "forbidden", passed: false });
  expect([slapd.canBind("jdoe"), slapd.canBind("asmith")]).toEqual([true, true]);
});

test("a connection without such an account says so", async () => {
  await connect("plain", slapd.bindDn, slapd.password, {});
  await expect(canary("plain")).rejects.toThrow(/canary.not-declared/);
});
