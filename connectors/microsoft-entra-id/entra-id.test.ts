import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { actionsOf } from "../../src/connector/connector.ts";
import { checkConnection } from "../../src/connector/invoke.ts";
import { connectTo } from "../../test/support/connection.ts";
import { ALL_ROLES, CLIENT, type EntraUser, startTenant, type TenantOptions } from "../../test/support/entra-tenant.ts";
import connector from "./connector.ts";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const ADA = "87d349ed-44d7-43e1-9a83-5f2406dee5b1";
const BOB = "87d349ed-44d7-43e1-9a83-5f2406dee5b2";

const person = (id: string, userPrincipalName: string, more: Partial<EntraUser> = {}): EntraUser => ({
  id,
  userPrincipalName,
  mail: userPrincipalName,
  displayName: "Ada Vance",
  accountEnabled: true,
  onPremisesSyncEnabled: null,
  signInSessionsValidFromDateTime: "2026-01-02T03:04:05Z",
  passwordProfile: { forceChangePasswordNextSignIn: false, password: null },
  memberOf: [],
  ...more,
});
const member = (kind: string, displayName: string | null) => ({
  "@odata.type": `#microsoft.graph.${kind}`,
  id: `id-of-${displayName}`,
  displayName,
});

async function tenant(users: EntraUser[], options: TenantOptions = {}, clientSecret = "right-secret") {
  const server = await startTenant(users, options);
  const settings = { tenantId: "acme.test", clientId: CLIENT, graphUrl: server.url, loginUrl: server.url };
  const entra = connectTo(connector, settings, { clientSecret });
  closers.push(
    () => entra.close(),
    () => server.close(),
  );
  return { entra, server };
}

const ada = { user: "ada@acme.test", reason: "test" };
const synced = { onPremisesSyncEnabled: true };
const guest = "eve_corp.test#EXT#@acme.test";

describe("a connection to Entra ID", () => {
  test("suspends, reads it back from Graph, and restores", async () => {
    const { entra, server } = await tenant([person(ADA, "ada@acme.test"), person(BOB, "bob@acme.test")]);
    expect(await entra.readBack("identity.suspend-user", ada)).toMatchObject({ inForce: "no" });
    expect(await entra.run("identity.suspend-user", ada)).toEqual({ wasEnabled: true });
    expect(await entra.readBack("identity.suspend-user", ada)).toEqual({
      inForce: "yes",
      seen: { found: true, id: ADA, enabled: false },
    });
    expect(await entra.run("identity.suspend-user", ada)).toEqual({ wasEnabled: false });
    expect(await entra.readBack("identity.restore-user", ada)).toMatchObject({ inForce: "no" });
    await entra.run("identity.restore-user", ada);
    await entra.run("identity.restore-user", ada);
    expect(await entra.readBack("identity.restore-user", ada)).toMatchObject({ inForce: "yes" });
    expect(server.changes).toEqual(['PATCH {"accountEnabled":false}', 'PATCH {"accountEnabled":true}']);
    expect(server.users.map(({ accountEnabled }) => accountEnabled)).toEqual([true, true]);
  });

  test("ends sessions, and reads back from when they are good; long after it does not tell", async () => {
    const { entra, server } = await tenant([person(ADA, "ada@acme.test")]);
    expect(await entra.readBack("identity.revoke-sessions", ada)).toMatchObject({ inForce: "cannot-tell" });
    expect(await entra.run("identity.revoke-sessions", ada)).toEqual({ revoked: -1 });
    expect(await entra.readBack("identity.revoke-sessions", ada)).toMatchObject({ inForce: "yes" });
    expect(server.changes).toEqual(["POST revokeSignInSessions"]);
  });

  test("requires a new password once, and sets none", async () => {
    const { entra, server } = await tenant([person(ADA, "ada@acme.test")]);
    const capability = "identity.require-password-change";
    expect(await entra.readBack(capability, ada)).toMatchObject({ inForce: "no" });
    expect(await entra.run(capability, ada)).toEqual({ wasRequired: false });
    expect(await entra.readBack(capability, ada)).toMatchObject({ inForce: "yes" });
    expect(await entra.run(capability, ada)).toEqual({ wasRequired: true });
    expect(server.changes).toEqual(['PATCH {"passwordProfile":{"forceChangePasswordNextSignIn":true}}']);
  });

  test("does not tell of a password whose profile it may not see", async () => {
    const { entra } = await tenant([person(ADA, "ada@acme.test", { passwordProfile: null })]);
    expect(await entra.readBack("identity.require-password-change", ada)).toMatchObject({ inForce: "cannot-tell" });
  });

  test("looks up who somebody is, through every page, and sees a role whose name it may not see", async () => {
    const memberOf = [member("group", "All"), member("group", null), member("administrativeUnit", "Berlin")];
    const users = [
      person(ADA, "ada@acme.test", { memberOf: [...memberOf, member("directoryRole", null)] }),
      person(BOB, "bob@acme.test", { memberOf }),
    ];
    const { entra } = await tenant(users);
    expect(await entra.run("identity.get-user", { user: ADA })).toEqual({
      found: true,
      enabled: true,
      privileged: true,
      displayName: "Ada Vance",
      groups: ["All", "id-of-null"],
    });
    expect(await entra.run("identity.get-user", { user: BOB })).toMatchObject({ privileged: false });
    expect(await entra.run("identity.get-user", { user: "nobody@acme.test" })).toMatchObject({ found: false });
  });
});

describe("an account that another directory keeps", () => {
  test.each(["identity.suspend-user", "identity.require-password-change"])(
    "is sent to Active Directory when it is synchronized from there: %s",
    async (capability) => {
      const { entra, server } = await tenant([person(ADA, "ada@acme.test", synced)]);
      await expect(entra.run(capability, ada)).rejects.toMatchObject({
        code: "connector.rejected",
        message: expect.stringMatching(/Active Directory \(a connection of ldap\)/),
      });
      expect(await entra.run("identity.revoke-sessions", ada)).toEqual({ revoked: -1 });
      expect(server.changes).toEqual(["POST revokeSignInSessions"]);
    },
  );

  test("that is synchronized and disabled there is so already, and not enabled here", async () => {
    const { entra, server } = await tenant([person(ADA, "ada@acme.test", { ...synced, accountEnabled: false })]);
    expect(await entra.run("identity.suspend-user", ada)).toEqual({ wasEnabled: false });
    await expect(entra.run("identity.restore-user", ada)).rejects.toMatchObject({ code: "connector.rejected" });
    expect(server.changes).toEqual([]);
  });

  test("can be kept out as a guest, and neither signed out nor asked for a password", async () => {
    const { entra, server } = await tenant([person(ADA, guest, { mail: "eve@corp.test" })]);
    for (const capability of ["identity.revoke-sessions", "identity.require-password-change"])
      await expect(entra.run(capability, { user: guest })).rejects.toMatchObject({ code: "connector.rejected" });
    expect(await entra.run("identity.suspend-user", { user: "eve@corp.test" })).toEqual({ wasEnabled: true });
    expect(server.changes).toHaveLength(1);
  });
});

describe("the account meant", () => {
  test("is found by id, name in any case, or address; a name goes before an address", async () => {
    const { entra } = await tenant([
      person(ADA, "ada@acme.test", { mail: "ada.o'hara@acme.test" }),
      person(BOB, "bob@acme.test", { mail: "ada@acme.test" }),
    ]);
    for (const user of [ADA, "ADA@acme.test", "ada.o'hara@acme.test"])
      expect(await entra.readBack("identity.suspend-user", { user })).toMatchObject({ seen: { id: ADA } });
  });

  test("is nobody when two have the address, or none, and none is touched", async () => {
    const shared = { mail: "desk@acme.test" };
    const { entra, server } = await tenant([
      person(ADA, "ada@acme.test", shared),
      person(BOB, "bob@acme.test", shared),
    ]);
    const code = (user: string) => entra.run("identity.suspend-user", { user }).catch((error) => error.code);
    expect(await code("desk@acme.test")).toBe("connector.ambiguous");
    for (const user of ["ada", "me", "$count", BOB.replace("b2", "b9")])
      expect(await code(user)).toBe("connector.not-found");
    expect(server.changes).toEqual([]);
  });

  test("no text of an alert asks for more than one account of that name", async () => {
    const { entra, server } = await tenant([person(ADA, "ada@acme.test")]);
    const hostile = fc.constantFrom(
      "' or 1 eq 1 or mail eq '",
      "'",
      "''",
      "%27",
      "&$top=999",
      "#",
      "../",
      "\\'",
      "\n",
      "\ud800",
    );
    const text = fc.array(fc.oneof(hostile, fc.string({ maxLength: 8 })), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(text, async (parts) => {
        const user = parts.join("").slice(0, 300) || "-";
        server.filters.length = 0;
        expect(await entra.run("identity.get-user", { user })).toMatchObject({ found: false });
        const value = `'${user.toWellFormed().replaceAll("'", "''")}'`;
        expect(server.filters).toEqual([`userPrincipalName eq ${value} or mail eq ${value}`]);
      }),
      { numRuns: 60 },
    );
  });
});

describe("a connection that is not let in", () => {
  test("says why, and keeps the secret to itself", async () => {
    const { entra } = await tenant([person(ADA, "ada@acme.test")], {}, "wrong-secret");
    const error = await entra.run("identity.suspend-user", ada).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ root: "refused", code: "connector.forbidden" });
    expect(JSON.stringify(error)).toContain("AADSTS7000215");
    expect(JSON.stringify(error)).not.toContain("wrong-secret");
    expect(await entra.health()).toMatchObject({ ok: false, may: [] });
  });

  test("is refused what it was not given, and comes back later when told to", async () => {
    const limited = await tenant([person(ADA, "ada@acme.test")], { roles: ["User.Read.All"] });
    for (const capability of ["identity.suspend-user", "identity.revoke-sessions", "identity.require-password-change"])
      await expect(limited.entra.run(capability, ada)).rejects.toMatchObject({ code: "connector.forbidden" });
    const busy = await tenant([person(ADA, "ada@acme.test")], { busy: true });
    await expect(busy.entra.run("identity.suspend-user", ada)).rejects.toMatchObject({
      code: "connector.rate-limited",
      retryAfterMs: 9000,
    });
    expect([...limited.server.changes, ...busy.server.changes]).toEqual([]);
  });

  test.each([
    [{ roles: ALL_ROLES }, true, 5, 0, /^Signed in as Cordon; accounts of administrators/],
    [{ roles: ["User.Read.All", "Directory.Read.All"] }, false, 1, 4, /User\.RevokeSessions\.All/],
    [{ roles: ["User.ReadWrite.All"] }, false, 3, 2, /Directory\.Read\.All/],
    [{ token: "opaque-token" }, true, 0, 0, /does not tell/],
  ])("with %j says what it may", async (options, ok, may, mayNot, words) => {
    const { entra } = await tenant([person(ADA, "ada@acme.test")], options);
    const health = await entra.health();
    expect([health.ok, health.may.length, health.mayNot.length]).toEqual([ok, may, mayNot]);
    expect(health.message).toMatch(words);
  });
});

test("a connection made for its source alone is taken as it is, and implements nothing", async () => {
  const { settings } = checkConnection(connector, {}, {});
  expect(actionsOf(connector, settings)).toEqual([]);
  expect(() => checkConnection(connector, { tenantId: "acme.test" }, {})).toThrow(/"clientSecret"/);
  const deaf = connectTo(connector, {});
  closers.push(() => deaf.close());
  await expect(deaf.run("identity.suspend-user", ada)).rejects.toMatchObject({ code: "connector.bad-settings" });
});
