import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { actionsOf } from "../../src/connector/connector.ts";
import { checkConnection } from "../../src/connector/invoke.ts";
import { connectTo } from "../../test/support/connection.ts";
import { type Limits, type OktaUser, startOrganization } from "../../test/support/okta-organization.ts";
import connector from "./connector.ts";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const person = (id: string, login: string, more: Partial<OktaUser> = {}): OktaUser => ({
  id,
  status: "ACTIVE",
  profile: { login, email: login, firstName: "Jane", lastName: "Doe" },
  ...more,
});
const admin = (...types: string[]) => ({ roles: types.map((type) => ({ type, status: "ACTIVE" })) });
const us = person("00u0", "cordon@acme.test", admin("ORG_ADMIN"));

async function organization(users: OktaUser[] = [], limits: Limits = {}, token = "00-right-token") {
  const server = await startOrganization([structuredClone(us), ...users], limits);
  const okta = connectTo(connector, { baseUrl: server.url }, { token });
  closers.push(
    () => okta.close(),
    () => server.close(),
  );
  return { okta, server };
}

const jane = { user: "jane@acme.test", reason: "test" };

describe("a connection to Okta", () => {
  test("suspends, reads it back from Okta, and restores", async () => {
    const { okta, server } = await organization([person("00u1", "jane@acme.test")]);
    expect(await okta.readBack("identity.suspend-user", jane)).toMatchObject({ inForce: "no" });
    expect(await okta.run("identity.suspend-user", jane)).toEqual({ wasEnabled: true });
    expect(await okta.readBack("identity.suspend-user", jane)).toEqual({
      inForce: "yes",
      seen: { found: true, id: "00u1", status: "SUSPENDED", means: "it is suspended" },
      mark: server.users[1]?.statusChanged,
    });
    expect(await okta.run("identity.suspend-user", jane)).toEqual({ wasEnabled: false });
    expect(await okta.readBack("identity.restore-user", jane)).toMatchObject({ inForce: "no" });
    await okta.run("identity.restore-user", jane);
    await okta.run("identity.restore-user", jane);
    expect(await okta.readBack("identity.restore-user", jane)).toMatchObject({ inForce: "yes" });
    expect(server.changes).toEqual(["POST suspend 00u1", "POST unsuspend 00u1"]);
  });

  test("ends the sessions and tokens of an account, and does not say how many", async () => {
    const { okta, server } = await organization([person("00u1", "jane@acme.test", { sessions: 3 })]);
    expect(await okta.run("identity.revoke-sessions", jane)).toEqual({ revoked: -1 });
    expect(server.users[1]?.sessions).toBe(0);
    expect(await okta.readBack("identity.revoke-sessions", jane)).toMatchObject({ inForce: "cannot-tell" });
  });

  test("requires a new password once", async () => {
    const { okta, server } = await organization([person("00u1", "jane@acme.test")]);
    const capability = "identity.require-password-change";
    expect(await okta.readBack(capability, jane)).toMatchObject({ inForce: "no" });
    expect(await okta.run(capability, jane)).toEqual({ wasRequired: false });
    expect(await okta.readBack(capability, jane)).toMatchObject({ inForce: "yes" });
    expect(await okta.run(capability, jane)).toEqual({ wasRequired: true });
    expect(server.changes).toEqual(["POST expire_password 00u1"]);
  });

  test("looks up who somebody is, with the groups of every page", async () => {
    const more = { groups: ["a", "b", "c", "d", "e"], ...admin("HELP_DESK_ADMIN") };
    const { okta } = await organization([person("00u1", "jane@acme.test", more)]);
    expect(await okta.run("identity.get-user", { user: "jane" })).toEqual({
      found: true,
      enabled: true,
      privileged: true,
      displayName: "Jane Doe",
      groups: ["a", "b", "c", "d", "e"],
    });
    expect(await okta.run("identity.get-user", { user: "john" })).toMatchObject({ found: false });
  });

  test.each([
    [admin(), {}, false],
    [{ roles: [{ type: "APP_ADMIN", status: "INACTIVE" }] }, {}, false],
    [admin(), { forbidden: ["/roles"] }, true],
  ])("calls %j unprivileged only on Okta's word", async (more, limits, privileged) => {
    const { okta } = await organization([person("00u1", "jane@acme.test", more)], limits);
    expect(await okta.run("identity.get-user", { user: "00u1" })).toMatchObject({ privileged });
  });
});

describe("the account meant", () => {
  test("is found by id, login in any case, short name, or the mail address", async () => {
    const profile = { login: "jdoe@corp.test", email: "jane.doe@acme.test" };
    const { okta } = await organization([person("00u1", "", { profile })]);
    for (const user of ["00u1", "JDOE@corp.test", "jdoe", "Jane.Doe@acme.test"])
      expect(await okta.readBack("identity.suspend-user", { user })).toMatchObject({ seen: { id: "00u1" } });
  });

  test("is nobody when two have the address, and none is touched", async () => {
    const shared = (login: string) => ({ profile: { login, email: "desk@acme.test" } });
    const { okta, server } = await organization([person("00u1", "", shared("a@x")), person("00u2", "", shared("b@x"))]);
    await expect(okta.run("identity.suspend-user", { user: "desk@acme.test" })).rejects.toMatchObject({
      code: "connector.ambiguous",
    });
    expect(server.changes).toEqual([]);
  });

  test("is not the token's owner by the name that Okta has for whoever asks, nor by the own", async () => {
    const { okta, server } = await organization();
    await expect(okta.run("identity.suspend-user", { user: "me" })).rejects.toMatchObject({
      code: "connector.not-found",
    });
    await expect(okta.run("identity.suspend-user", { user: "cordon" })).rejects.toMatchObject({
      code: "connector.rejected",
    });
    expect(server.changes).toEqual([]);
  });

  test("no text of an alert asks for more than one account of that name", async () => {
    const { okta, server } = await organization([person("00u1", "jane@acme.test")]);
    const hostile = fc.constantFrom(
      '" or profile.email pr or "',
      "../../apps",
      "?x=1",
      "%2e%2e",
      "#",
      "\\",
      "\n",
      "@",
      "\ud800",
    );
    const text = fc.array(fc.oneof(hostile, fc.string({ maxLength: 8 })), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(text, async (parts) => {
        const user = parts.join("").slice(0, 300) || "-";
        const before = server.seen.length;
        const answer = await okta.run("identity.get-user", { user }).catch((error: { code: string }) => error);
        expect([{ found: false }, { code: "connector.bad-input" }]).toContainEqual(
          "found" in answer ? { found: answer.found } : { code: answer.code },
        );
        for (const { path } of server.seen.slice(before)) {
          const url = new URL(path, server.url);
          const search = url.searchParams.get("search");
          if (search === null)
            expect(url.pathname + url.search).toBe(`/api/v1/users/${encodeURIComponent(user.toWellFormed())}`);
          else expect(search).toBe(`profile.email eq "${user}"`);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe("an account that is neither in use nor suspended", () => {
  test.each(["STAGED", "DEPROVISIONED"])("is closed already when it is %s, and not opened", async (status) => {
    const { okta, server } = await organization([person("00u1", "jane@acme.test", { status })]);
    expect(await okta.run("identity.get-user", jane)).toMatchObject({ found: true, enabled: false });
    expect(await okta.run("identity.suspend-user", jane)).toEqual({ wasEnabled: false });
    expect(await okta.readBack("identity.suspend-user", jane)).toMatchObject({ inForce: "yes", seen: { status } });
    for (const capability of ["identity.restore-user", "identity.require-password-change"])
      await expect(okta.run(capability, jane)).rejects.toMatchObject({
        code: "connector.rejected",
        details: { status },
      });
    expect(server.changes).toEqual([]);
  });

  test.each(["LOCKED_OUT", "PASSWORD_EXPIRED", "RECOVERY", "PROVISIONED"])(
    "may be open again when it is %s, and Okta suspends it not",
    async (status) => {
      const { okta, server } = await organization([person("00u1", "jane@acme.test", { status })]);
      expect(await okta.run("identity.get-user", jane)).toMatchObject({ enabled: true });
      await expect(okta.run("identity.suspend-user", jane)).rejects.toMatchObject({
        code: "connector.rejected",
        details: { status },
      });
      expect(await okta.readBack("identity.suspend-user", jane)).toMatchObject({ inForce: "no", seen: { status } });
      expect(server.changes).toEqual([]);
    },
  );

  test("is not expired while suspended, nor where its password is another's", async () => {
    const federated = { credentials: { provider: { type: "FEDERATION" } } };
    const { okta, server } = await organization([
      person("00u1", "jane@acme.test", { status: "SUSPENDED" }),
      person("00u2", "fred@acme.test", federated),
    ]);
    for (const user of ["jane@acme.test", "fred@acme.test"])
      await expect(okta.run("identity.require-password-change", { user })).rejects.toMatchObject({
        code: "connector.rejected",
      });
    expect(server.changes).toEqual([]);
  });

  test("is not told of while it changes, and a state that nobody described is no answer", async () => {
    const { okta } = await organization([
      person("00u1", "jane@acme.test", { transitioningToStatus: "DEPROVISIONED" }),
      person("00u2", "fred@acme.test", { status: "HIBERNATING" }),
    ]);
    expect(await okta.readBack("identity.suspend-user", jane)).toMatchObject({ inForce: "cannot-tell" });
    await expect(okta.run("identity.suspend-user", { user: "fred@acme.test" })).rejects.toMatchObject({
      code: "connector.bad-answer",
    });
  });
});

describe("a connection that is not let in", () => {
  test("says so, and keeps the token to itself", async () => {
    const { okta } = await organization([person("00u1", "jane@acme.test")], {}, "00-wrong-token");
    const error = await okta.run("identity.suspend-user", jane).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ root: "refused", code: "connector.forbidden" });
    expect(JSON.stringify(error)).not.toContain("wrong-token");
    expect(await okta.health()).toMatchObject({ ok: false, may: [] });
  });

  test("is refused what it has no right to, and comes back later when told to", async () => {
    const limited = await organization([person("00u1", "jane@acme.test")], { forbidden: ["/suspend"] });
    await expect(limited.okta.run("identity.suspend-user", jane)).rejects.toMatchObject({
      code: "connector.forbidden",
    });
    const busy = await organization([person("00u1", "jane@acme.test")], { busy: true });
    await expect(busy.okta.run("identity.suspend-user", jane)).rejects.toMatchObject({
      code: "connector.rate-limited",
      retryAfterMs: 7000,
    });
    expect(busy.server.users[1]?.status).toBe("ACTIVE");
  });

  test.each([
    [admin("SUPER_ADMIN"), true, 5, 0],
    [admin("READ_ONLY_ADMIN"), false, 1, 4],
    [admin(), false, 0, 5],
    [admin("CUSTOM"), true, 1, 0],
  ])("of an administrator with %j says what it may", async (roles, ok, may, mayNot) => {
    const { okta, server } = await organization();
    Object.assign(server.users[0] as OktaUser, roles);
    const health = await okta.health();
    expect([health.ok, health.may.length, health.mayNot.length]).toEqual([ok, may, mayNot]);
    expect(health.message).toContain("cordon@acme.test");
  });
});

test("a connection made for its source alone is taken as it is, and implements nothing", async () => {
  const { settings } = checkConnection(connector, {}, {});
  expect(actionsOf(connector, settings)).toEqual([]);
  expect(() => checkConnection(connector, { baseUrl: "https://acme.okta.com" }, {})).toThrow(/"token"/);
  const deaf = connectTo(connector, {});
  closers.push(() => deaf.close());
  await expect(deaf.run("identity.suspend-user", jane)).rejects.toMatchObject({ code: "connector.bad-settings" });
});
