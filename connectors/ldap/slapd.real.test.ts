import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { connectTo, type TestConnection } from "../../test/support/connection.ts";
import { freePort } from "../../test/support/real/process.ts";
import { hasSlapd, type RunningSlapd, startSlapd } from "../../test/support/real/slapd.ts";
import connector from "./connector.ts";

describe.skipIf(!hasSlapd())("a real OpenLDAP server", () => {
  let slapd: RunningSlapd;
  const open: TestConnection[] = [];
  const connect = (settings: Record<string, unknown> = {}, password = slapd.password, allow = ["127.0.0.0/8"]) => {
    const common = { url: slapd.tlsUrl, bindDn: slapd.bindDn, baseDn: slapd.baseDn, dialect: "openldap" };
    const tls = { tls: { caPem: slapd.caPem } };
    const connection = connectTo(connector, { ...common, ...tls, ...settings }, { password }, allow);
    open.push(connection);
    return connection;
  };
  beforeAll(async () => {
    slapd = await startSlapd();
  });
  afterEach(async () => {
    for (const connection of open.splice(0)) await connection.close();
  });
  afterAll(() => slapd?.stop());
  const lockOf = (uid: string) => slapd.ldapsearch(uid).filter((line) => line.startsWith("pwdAccountLockedTime"));
  const user = (name: string) => ({ user: name, reason: "test" });

  test("keeps a suspended person out, and lets a restored one in", async () => {
    const directory = connect();
    const before = slapd.ldapsearch("jdoe").filter((line) => !/^(entryCSN|modif)/.test(line));
    expect(slapd.canBind("jdoe")).toBe(true);
    expect(await directory.run("identity.suspend-user", user("jdoe"))).toEqual({ wasEnabled: true });
    expect(lockOf("jdoe")).toEqual(["pwdAccountLockedTime: 000001010000Z"]);
    expect(slapd.canBind("jdoe")).toBe(false);
    expect(await directory.readBack("identity.suspend-user", user("jdoe"))).toMatchObject({ inForce: "yes" });
    expect(await directory.readBack("identity.restore-user", user("jdoe"))).toMatchObject({ inForce: "no" });
    expect(await directory.run("identity.get-user", { user: "jdoe" })).toMatchObject({ found: true, enabled: false });

    await directory.run("identity.restore-user", user("jdoe"));
    expect(slapd.canBind("jdoe")).toBe(true);
    expect(slapd.ldapsearch("jdoe").filter((line) => !/^(entryCSN|modif)/.test(line))).toEqual(before);
    expect(await directory.readBack("identity.restore-user", user("jdoe"))).toMatchObject({ inForce: "yes" });
  });

  test("takes what is so already as done", async () => {
    const directory = connect();
    await directory.run("identity.suspend-user", user("jdoe"));
    expect(await directory.run("identity.suspend-user", user("jdoe"))).toEqual({ wasEnabled: false });
    await directory.run("identity.restore-user", user("jdoe"));
    expect(await directory.run("identity.restore-user", user("jdoe"))).toEqual({});
  });

  test("requires a new password, so that the old one is good for nothing but to change it", async () => {
    const directory = connect();
    const capability = "identity.require-password-change";
    expect(slapd.canRead("asmith")).toBe(true);
    expect(await directory.run(capability, user("asmith"))).toEqual({ wasRequired: false });
    expect(slapd.ldapsearch("asmith")).toContain("pwdReset: TRUE");
    expect(slapd.canRead("asmith")).toBe(false);
    expect(await directory.readBack(capability, user("asmith"))).toMatchObject({ inForce: "yes" });
    expect(await directory.run(capability, user("asmith"))).toEqual({ wasRequired: true });
    expect(await directory.readBack(capability, user("jdoe"))).toMatchObject({ inForce: "no" });
  });

  test("tells exactly one of many who suspend at once that the account was enabled", async () => {
    const directory = connect();
    const answers = await Promise.all([..."12345678"].map(() => directory.run("identity.suspend-user", user("jdoe"))));
    expect(answers.filter(({ wasEnabled }) => wasEnabled)).toHaveLength(1);
    await directory.run("identity.restore-user", user("jdoe"));
  });

  test("finds people by mail and sees privilege through nested groups", async () => {
    const directory = connect({ privilegedGroups: [slapd.privilegedGroup] });
    expect(await directory.run("identity.get-user", { user: "jdoe@corp.test" })).toEqual({
      found: true,
      enabled: true,
      privileged: false,
      displayName: "Jane Doe",
      groups: [],
    });
    const admin = await directory.run("identity.get-user", { user: "asmith" });
    expect(admin).toMatchObject({ privileged: true, groups: [`cn=helpdesk,ou=groups,${slapd.baseDn}`] });
  });

  test("does not call anybody unprivileged on the word of a group that does not exist", async () => {
    const directory = connect({ privilegedGroups: [`cn=nobody,${slapd.baseDn}`] });
    await expect(directory.run("identity.get-user", { user: "asmith" })).rejects.toMatchObject({
      code: "connector.bad-settings",
    });
  });

  test.each(["*", "jd*", "jdoe)(uid=*", "*)(objectClass=*", "jdoe\0", "\\2a", "jdoe)(|(uid=asmith", "(jdoe)"])(
    "finds nobody by the hostile name %j",
    async (name) => {
      const directory = connect();
      expect(await directory.run("identity.get-user", { user: name })).toMatchObject({ found: false });
      await expect(directory.run("identity.suspend-user", user(name))).rejects.toMatchObject({
        root: "refused",
        code: "connector.not-found",
      });
    },
  );

  test("suspends nobody when two are meant", async () => {
    await expect(connect().run("identity.suspend-user", user("twin@corp.test"))).rejects.toMatchObject({
      code: "connector.ambiguous",
    });
    expect([...lockOf("twin1"), ...lockOf("twin2")]).toEqual([]);
  });

  test("disables by another attribute when told to, and puts the old value back", async () => {
    const disable = { attribute: "description", value: "disabled", enabledValue: "enabled" };
    const directory = connect({ disable });
    await directory.run("identity.suspend-user", user("jdoe"));
    expect(slapd.ldapsearch("jdoe")).toContain("description: disabled");
    await directory.run("identity.restore-user", user("jdoe"));
    expect(slapd.ldapsearch("jdoe")).toContain("description: enabled");
    const careful = connect({ disable: { ...disable, enabledValue: "active" } });
    await expect(careful.run("identity.suspend-user", user("jdoe"))).rejects.toMatchObject({
      code: "connector.rejected",
    });
    expect(slapd.ldapsearch("jdoe")).toContain("description: enabled");
  });

  test("says in codes why it is not let in, without the password", async () => {
    const error = await connect({}, "wrong-password")
      .run("identity.get-user", { user: "jdoe" })
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ root: "refused", code: "connector.forbidden", details: { resultCode: 49 } });
    expect(JSON.stringify(error)).not.toContain("wrong-password");
    const reader = connect({ bindDn: slapd.readerDn }, slapd.readerPassword);
    await expect(reader.run("identity.suspend-user", user("jdoe"))).rejects.toMatchObject({
      code: "connector.forbidden",
      details: { resultCode: 50 },
    });
    expect(lockOf("jdoe")).toEqual([]);
  });

  test("speaks StartTLS, and sends no password to a server it cannot recognize", async () => {
    expect(await connect({ url: slapd.url }).run("identity.get-user", { user: "jdoe" })).toMatchObject({ found: true });
    for (const url of [slapd.url, slapd.tlsUrl])
      await expect(connect({ url, tls: {} }).run("identity.get-user", { user: "jdoe" })).rejects.toMatchObject({
        code: "connector.untrusted-certificate",
      });
    const otherName = slapd.tlsUrl.replace("localhost", "127.0.0.2");
    await expect(connect({ url: otherName }).run("identity.get-user", { user: "jdoe" })).rejects.toMatchObject({
      root: expect.stringMatching(/refused|transient/),
    });
    const plain = connect({ url: slapd.url, tls: { startTls: false } });
    expect(await plain.run("identity.get-user", { user: "jdoe" })).toMatchObject({ found: true });
  });

  test("calls a server that is down a passing trouble, and an address outside egress a refusal", async () => {
    const url = `ldaps://127.0.0.1:${await freePort()}`;
    await expect(connect({ url }).run("identity.suspend-user", user("jdoe"))).rejects.toMatchObject({
      root: "transient",
      code: "connector.unreachable",
      details: { sent: false },
    });
    const walled = connect({}, slapd.password, []);
    await expect(walled.run("identity.get-user", { user: "jdoe" })).rejects.toMatchObject({
      code: "connector.egress-refused",
    });
  });

  test("says what it may, and what the directory does not tell", async () => {
    const health = await connect().health();
    expect(health).toMatchObject({ ok: true, may: ["identity.get-user"], mayNot: [] });
    expect(health.message).toMatch(/does not say/);
    const unknown = await connect({ disable: { attribute: "nsAccountLock", value: "true" } }).health();
    expect(unknown).toMatchObject({ ok: false, mayNot: ["identity.suspend-user", "identity.restore-user"] });
    expect(await connect({}, "wrong").health()).toMatchObject({ ok: false, may: [] });
  });
});
