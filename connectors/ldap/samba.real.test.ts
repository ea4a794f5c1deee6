import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { connectTo, type TestConnection } from "../../test/support/connection.ts";
import { testContext } from "../../test/support/context.ts";
import { hasSamba, type RunningSamba, startSamba } from "../../test/support/real/samba.ts";
import { activeDirectory } from "./active-directory.ts";
import { NO_SUCH_ATTRIBUTE } from "./answer-codes.ts";
import connector from "./connector.ts";
import { requireAccount } from "./find-account.ts";
import { withDirectory } from "./session.ts";
import { ldapSettings } from "./settings.ts";

const NORMAL = 0x200;
const DISABLED = 0x2;
const PASSWORD_NEVER_EXPIRES = 0x10000;

describe.skipIf(!hasSamba())("a real Active Directory domain", () => {
  let samba: RunningSamba;
  const open: TestConnection[] = [];
  const connect = (settings: Record<string, unknown> = {}, password = samba.password) => {
    const common = { url: samba.url, bindDn: samba.bindDn, baseDn: samba.baseDn, dialect: "active-directory" };
    const more = { privilegedGroups: [samba.privilegedGroup], tls: { caPem: samba.caPem } };
    const connection = connectTo(connector, { ...common, ...more, ...settings }, { password }, [samba.cidr]);
    open.push(connection);
    return connection;
  };
  beforeAll(async () => {
    samba = await startSamba();
  });
  beforeEach(() => samba.ldapmodify("jdoe", "userAccountControl", String(NORMAL)));
  afterEach(async () => {
    for (const connection of open.splice(0)) await connection.close();
  });
  afterAll(() => samba?.stop());
  const controlOf = (name: string) =>
    Number(
      samba
        .ldapsearch(name)
        .find((line) => line.startsWith("userAccountControl: "))
        ?.slice(20),
    );
  const user = (name: string) => ({ user: name, reason: "test" });

  test("disables an account with nothing but the delegated right, and enables it again", async () => {
    const directory = connect();
    expect(samba.canBind("jdoe")).toBe(true);
    expect(await directory.run("identity.suspend-user", user("jdoe"))).toEqual({ wasEnabled: true });
    expect(controlOf("jdoe")).toBe(NORMAL | DISABLED);
    expect(samba.canBind("jdoe")).toBe(false);
    expect(await directory.readBack("identity.suspend-user", user("jdoe"))).toMatchObject({ inForce: "yes" });
    expect(await directory.run("identity.suspend-user", user("jdoe"))).toEqual({ wasEnabled: false });
    await directory.run("identity.restore-user", user("jdoe"));
    expect(controlOf("jdoe")).toBe(NORMAL);
    expect(samba.canBind("jdoe")).toBe(true);
    expect(await directory.readBack("identity.restore-user", user("jdoe"))).toMatchObject({ inForce: "yes" });
  });

  test("keeps every other bit of userAccountControl", async () => {
    const directory = connect();
    samba.ldapmodify("jdoe", "userAccountControl", String(NORMAL | PASSWORD_NEVER_EXPIRES));
    await directory.run("identity.suspend-user", user("jdoe"));
    expect(controlOf("jdoe")).toBe(NORMAL | PASSWORD_NEVER_EXPIRES | DISABLED);
    await directory.run("identity.restore-user", user("jdoe"));
    expect(controlOf("jdoe")).toBe(NORMAL | PASSWORD_NEVER_EXPIRES);
  });

  test("does not overwrite what somebody else changed after it was read", async () => {
    const common = { url: samba.url, bindDn: samba.bindDn, baseDn: samba.baseDn, dialect: "active-directory" };
    const settings = ldapSettings.parse({ ...common, tls: { caPem: samba.caPem } });
    await withDirectory(testContext(settings, { password: samba.password }), async (session) => {
      const read = await requireAccount(session, settings, "jdoe");
      samba.ldapmodify("jdoe", "userAccountControl", String(NORMAL | PASSWORD_NEVER_EXPIRES));
      const stale = activeDirectory.changesTo(read, false);
      await expect(session.modify(read.dn, stale)).rejects.toMatchObject({ code: NO_SUCH_ATTRIBUTE });
    });
    expect(controlOf("jdoe")).toBe(NORMAL | PASSWORD_NEVER_EXPIRES);
  });

  test.each(["jdoe", "JDOE", "jdoe@corp.test", "jane.doe@corp.test"])("knows the person as %s", async (name) => {
    expect(await connect().run("identity.get-user", { user: name })).toMatchObject({
      found: true,
      enabled: true,
      privileged: false,
      displayName: "Jane Doe",
    });
  });

  test("knows people with its own domain before their name, and no other domain's", async () => {
    const directory = connect({ netbiosDomain: "CORP" });
    expect(await directory.run("identity.get-user", { user: "corp\\jdoe" })).toMatchObject({ displayName: "Jane Doe" });
    for (const name of ["OTHER\\jdoe", "CORP\\", "CORP\\*", "\\jdoe"])
      expect(await directory.run("identity.get-user", { user: name })).toMatchObject({ found: false });
    expect(await connect().run("identity.get-user", { user: "CORP\\jdoe" })).toMatchObject({ found: false });
  });

  test("sees privilege through nested groups and through the primary group", async () => {
    const directory = connect();
    expect(await directory.run("identity.get-user", { user: "asmith" })).toMatchObject({
      privileged: true,
      groups: [`CN=Tier Zero,CN=Users,${samba.baseDn}`],
    });
    const everybody = connect({ privilegedGroups: [`CN=Domain Users,CN=Users,${samba.baseDn}`] });
    expect(await everybody.run("identity.get-user", { user: "jdoe" })).toMatchObject({ privileged: true });
  });

  test.each(["*", "j*", "jdoe)(cn=*", "nobody", "DC1$", "krbtgt)(objectClass=*"])(
    "finds no person by %j",
    async (name) => {
      const directory = connect();
      expect(await directory.run("identity.get-user", { user: name })).toMatchObject({ found: false });
      await expect(directory.run("identity.suspend-user", user(name))).rejects.toMatchObject({
        code: "connector.not-found",
      });
    },
  );

  test("does not disable the account it signs in with", async () => {
    const asDn = connect({ bindDn: `cn=svc-cordon, cn=users, ${samba.baseDn}` });
    await expect(asDn.run("identity.suspend-user", user("svc-cordon"))).rejects.toMatchObject({
      code: "connector.rejected",
    });
    const [asService, asAdmin] = [connect(), connect({ bindDn: samba.adminDn }, samba.adminPassword)];
    await expect(asService.run("identity.suspend-user", user("svc-cordon"))).rejects.toMatchObject({
      code: "connector.rejected",
    });
    await expect(asAdmin.run("identity.suspend-user", user("Administrator"))).rejects.toMatchObject({
      code: "connector.rejected",
    });
  });

  test("says in codes why it is not let in", async () => {
    await expect(connect({}, "wrong").run("identity.get-user", { user: "jdoe" })).rejects.toMatchObject({
      root: "refused",
      code: "connector.forbidden",
      details: { resultCode: 49 },
    });
    const plain = connect({ url: samba.plainUrl, tls: { startTls: false } });
    await expect(plain.run("identity.get-user", { user: "jdoe" })).rejects.toMatchObject({
      code: "connector.forbidden",
      details: { resultCode: 8 },
    });
    const reader = connect({ bindDn: samba.readerDn }, samba.readerPassword);
    await expect(reader.run("identity.suspend-user", user("jdoe"))).rejects.toMatchObject({
      code: "connector.forbidden",
      details: { resultCode: 50 },
    });
    expect(controlOf("jdoe")).toBe(NORMAL);
  });

  test("requires a new password, so that the old one lets nobody in any more", async () => {
    const directory = connect();
    const capability = "identity.require-password-change";
    expect(samba.canBind("asmith")).toBe(true);
    expect(await directory.readBack(capability, user("asmith"))).toMatchObject({ inForce: "no" });
    expect(await directory.run(capability, user("asmith"))).toEqual({ wasRequired: false });
    expect(samba.ldapsearch("asmith")).toContain("pwdLastSet: 0");
    expect(samba.canBind("asmith")).toBe(false);
    expect(await directory.readBack(capability, user("asmith"))).toMatchObject({ inForce: "yes" });
    expect(await directory.run(capability, user("asmith"))).toEqual({ wasRequired: true });
  });

  test("does not claim that Windows would ask whose password never expires", async () => {
    samba.ldapmodify("jdoe", "userAccountControl", String(NORMAL | PASSWORD_NEVER_EXPIRES));
    await expect(connect().run("identity.require-password-change", user("jdoe"))).rejects.toMatchObject({
      root: "refused",
      code: "connector.rejected",
      message: expect.stringContaining("never expire"),
    });
    expect(samba.ldapsearch("jdoe")).not.toContain("pwdLastSet: 0");
  });

  test("asks the directory what its account may write", async () => {
    const writes = ["identity.suspend-user", "identity.restore-user", "identity.require-password-change"];
    expect(await connect().health()).toMatchObject({ ok: true, may: ["identity.get-user", ...writes], mayNot: [] });
    const reader = connect({ bindDn: samba.readerDn }, samba.readerPassword);
    expect(await reader.health()).toMatchObject({ ok: false, may: ["identity.get-user"], mayNot: writes });
  });

  test("speaks StartTLS", async () => {
    const directory = connect({ url: samba.plainUrl });
    expect(await directory.run("identity.get-user", { user: "jdoe" })).toMatchObject({ found: true });
  });
});
