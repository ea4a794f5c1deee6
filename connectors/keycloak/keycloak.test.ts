import { afterEach, describe, expect, test } from "vitest";
import { connectTo } from "../../test/support/connection.ts";
import { answerJson, startTestServer } from "../../test/support/http-server.ts";
import connector from "./connector.ts";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

interface FakeAccount {
  id: string;
  username: string;
  enabled: boolean;
  email?: string;
  attributes?: Record<string, string[]>;
  serviceAccountClientId?: string;
  requiredActions?: string[];
  access?: Record<string, boolean>;
}

const id = (last: number) => `00000000-0000-4000-8000-${String(last).padStart(12, "0")}`;
const ada = (): FakeAccount => ({
  ...{ id: id(1), username: "ada", enabled: true, email: "ada@example.com", attributes: { desk: ["4.17"] } },
  access: { view: true, manage: true },
});

interface Given {
  accounts?: FakeAccount[];
  sessions?: Record<string, number>;
  roles?: { realm?: string[]; client?: string[]; ofGroup?: string[] };
  /** What the client may do. */
  rights?: "none" | "view" | "manage";
  secret?: string;
}

/** A realm with accounts, as strict as Keycloak about who asks for what. */
async function realmWith({
  accounts = [ada()],
  sessions = {},
  roles = {},
  rights = "manage",
  secret = "right",
}: Given) {
  const asked: string[] = [];
  const server = await startTestServer((request, response) => {
    const url = new URL(request.path, "http://keycloak");
    asked.push(`${request.method} ${url.pathname}`);
    if (url.pathname === "/realms/corp/protocol/openid-connect/token") {
      const form = new URLSearchParams(request.body);
      const isRight =
        form.get("grant_type") === "client_credentials" &&
        form.get("client_id") === "cordon" &&
        form.get("client_secret") === "right";
      return isRight
        ? answerJson(response, 200, { access_token: "token-of-cordon", expires_in: 60 })
        : answerJson(response, 401, { error: "unauthorized_client" });
    }
    if (request.headers.authorization !== "Bearer token-of-cordon") return answerJson(response, 401, {});
    if (rights === "none" || (rights === "view" && request.method !== "GET")) return answerJson(response, 403, {});
    const [, path = ""] = /^\/admin\/realms\/corp(\/.*)$/.exec(url.pathname) ?? [];
    if (path === "/users") {
      const query = url.searchParams;
      const found = accounts.filter(
        (one) =>
          (query.get("username") ?? one.username).toLowerCase() === one.username.toLowerCase() &&
          (query.get("email") ?? one.email ?? "").toLowerCase() === (one.email ?? ""),
      );
      // As a list may be: without attributes.
      return answerJson(
        response,
        200,
        found.slice(0, Number(query.get("max"))).map(({ attributes: _, ...brief }) => ({
          ...brief,
          access: { view: true, manage: rights === "manage" },
        })),
      );
    }
    const named = (names: string[] = []) => names.map((name) => ({ id: name, name }));
    const mappings = (names: string[] | undefined) =>
      names === undefined ? {} : { clientMappings: { "realm-management": { id: "c1", mappings: named(names) } } };
    if (path === "/groups/g1/role-mappings") return answerJson(response, 200, mappings(roles.ofGroup));
    const [, userId, below = ""] = /^\/users\/([^/]+)(\/.*)?$/.exec(path) ?? [];
    const account = accounts.find((one) => one.id === userId);
    if (account === undefined) return answerJson(response, 404, { error: "User not found" });
    if (below === "" && request.method === "GET") return answerJson(response, 200, account);
    if (below === "" && request.method === "PUT") {
      const sent = JSON.parse(request.body) as FakeAccount;
      for (const name of Object.keys(account)) if (name !== "id") delete account[name as "email"];
      Object.assign(account, sent);
      response.writeHead(204).end();
      return;
    }
    if (below === "/logout" && request.method === "POST") {
      sessions[account.id] = 0;
      response.writeHead(204).end();
      return;
    }
    if (below === "/sessions")
      return answerJson(
        response,
        200,
        Array.from({ length: sessions[account.id] ?? 0 }, (_, at) => ({ id: `session-${at}` })),
      );
    if (below === "/groups") return answerJson(response, 200, [{ id: "g1", name: "staff", path: "/staff" }]);
    if (below === "/role-mappings/realm/composite") return answerJson(response, 200, named(roles.realm));
    if (below === "/role-mappings") return answerJson(response, 200, mappings(roles.client));
    answerJson(response, 404, {});
  });
  const connection = connectTo(connector, { baseUrl: server.url, realm: "corp" }, { clientSecret: secret });
  closers.push(
    () => connection.close(),
    () => server.close(),
  );
  return { connection, asked, accounts };
}

describe("an account of a realm", () => {
  test("is suspended and restored, found by name or mail address, and all else about it stays as it was", async () => {
    const { connection, accounts } = await realmWith({});
    expect(await connection.run("identity.suspend-user", { user: "ADA@example.com" })).toEqual({ wasEnabled: true });
    expect(accounts[0]).toMatchObject({ enabled: false, email: "ada@example.com", attributes: { desk: ["4.17"] } });
    expect(await connection.readBack("identity.suspend-user", { user: "ada" })).toMatchObject({ inForce: "yes" });
    expect(await connection.readBack("identity.restore-user", { user: id(1) })).toMatchObject({ inForce: "no" });
    expect(await connection.run("identity.restore-user", { user: id(1) })).toEqual({});
    expect(accounts[0]).toMatchObject({ enabled: true, attributes: { desk: ["4.17"] } });
    expect(accounts[0], "rights on it are no part of it").not.toHaveProperty("access");
  });

  test("that is suspended already is not written again", async () => {
    const { connection, asked } = await realmWith({ accounts: [{ ...ada(), enabled: false }] });
    expect(await connection.run("identity.suspend-user", { user: "ada" })).toEqual({ wasEnabled: false });
    expect(asked.filter((one) => one.startsWith("PUT"))).toEqual([]);
  });

  test("is asked for a new password beside what else it is asked for", async () => {
    const { connection, accounts } = await realmWith({ accounts: [{ ...ada(), requiredActions: ["VERIFY_EMAIL"] }] });
    const change = { user: "ada", reason: "stolen" };
    expect(await connection.run("identity.require-password-change", change)).toEqual({ wasRequired: false });
    expect(accounts[0]?.requiredActions).toEqual(["VERIFY_EMAIL", "UPDATE_PASSWORD"]);
    expect(await connection.run("identity.require-password-change", change)).toEqual({ wasRequired: true });
    expect(await connection.readBack("identity.require-password-change", change)).toMatchObject({ inForce: "yes" });
  });

  test("has its sessions ended and counted", async () => {
    const { connection } = await realmWith({ sessions: { [id(1)]: 3 } });
    expect(await connection.readBack("identity.revoke-sessions", { user: "ada" })).toMatchObject({ inForce: "no" });
    expect(await connection.run("identity.revoke-sessions", { user: "ada" })).toEqual({ revoked: 3 });
    expect(await connection.readBack("identity.revoke-sessions", { user: "ada" })).toMatchObject({ inForce: "yes" });
  });

  test("is looked up with its groups, and is privileged by a role of the realm or of a client", async () => {
    const look = async (roles: NonNullable<Given["roles"]>) =>
      (await realmWith({ roles })).connection.run("identity.get-user", { user: "ada" });
    expect(await look({})).toEqual({
      ...{ found: true, enabled: true, privileged: false, displayName: "ada", groups: ["staff"] },
    });
    expect(await look({ realm: ["admin"] })).toMatchObject({ privileged: true });
    expect(await look({ client: ["realm-admin"] })).toMatchObject({ privileged: true });
    expect(await look({ ofGroup: ["realm-admin"] }), "by a group of theirs").toMatchObject({ privileged: true });
    expect(await look({ realm: ["viewer"], client: ["view-users"] })).toMatchObject({ privileged: false });
  });

  test("that is not there, or is one of several, is not touched", async () => {
    const twins = [ada(), { ...ada(), id: id(2), username: "ada-admin" }];
    const { connection, asked } = await realmWith({ accounts: twins });
    const suspend = (user: string) => connection.run("identity.suspend-user", { user });
    await expect(suspend("eve")).rejects.toMatchObject({ code: "connector.not-found" });
    await expect(suspend(id(9))).rejects.toMatchObject({ code: "connector.not-found" });
    await expect(suspend("ada@example.com")).rejects.toMatchObject({ code: "connector.ambiguous" });
    expect(await connection.run("identity.get-user", { user: "eve" })).toMatchObject({ found: false });
    expect(asked.filter((one) => one.startsWith("PUT"))).toEqual([]);
  });

  test("of Cordon's own client is never suspended, and has no password to change", async () => {
    const own = { ...ada(), username: "service-account-cordon", serviceAccountClientId: "cordon" };
    const { connection } = await realmWith({ accounts: [own] });
    const user = "service-account-cordon";
    await expect(connection.run("identity.suspend-user", { user })).rejects.toMatchObject({
      code: "connector.rejected",
    });
    await expect(connection.run("identity.require-password-change", { user })).rejects.toMatchObject({
      code: "connector.rejected",
    });
  });
});

describe("a connection", () => {
  test("says who it is and what it may not do", async () => {
    const health = async (given: Given) => (await realmWith(given)).connection.health();
    expect(await health({})).toMatchObject({ ok: true, message: "Signed in as the client cordon of corp", mayNot: [] });
    expect(await health({ rights: "view" })).toMatchObject({ ok: false, may: ["look up accounts"] });
    expect(await health({ rights: "none" })).toMatchObject({ ok: false, may: [] });
    expect(await health({ secret: "wrong" })).toMatchObject({
      ok: false,
      message: expect.stringMatching(/granted no access \(401\): unauthorized_client/),
    });
  });

  test("with a wrong secret does nothing, and does not show it", async () => {
    const { connection } = await realmWith({ secret: "wrong-canary" });
    const failure = await connection.run("identity.suspend-user", { user: "ada" }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "connector.forbidden" });
    expect(JSON.stringify(failure)).not.toContain("wrong-canary");
  });
});
