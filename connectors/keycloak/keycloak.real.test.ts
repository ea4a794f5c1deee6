import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectTo, type TestConnection } from "../../test/support/connection.ts";
import { answerJson, startTestServer, type TestServer } from "../../test/support/http-server.ts";
import { type Description, hasDescription, readDescription, startPrism } from "../../test/support/real/prism.ts";
import connector from "./connector.ts";

const DESCRIPTION = "keycloak-admin-22.0.5.oas3.json";
const ID = "00000000-0000-4000-8000-000000000001";

/** The description has no examples: one account, so that what is made up by Prism is not several. */
function withOneAccount(description: Description): Description {
  const paths = description.paths as Record<string, Record<string, { responses: Record<string, unknown> }>>;
  const account = { id: ID, username: "ada", enabled: true, email: "ada@example.com", requiredActions: [] };
  const answer = (example: unknown) => ({ description: "", content: { "application/json": { example } } });
  paths["/{realm}/users"]!.get!.responses["200"] = answer([{ ...account, access: { manage: true } }]);
  paths["/{realm}/users/{id}"]!.get!.responses["200"] = answer(account);
  paths["/{realm}/users/{id}/sessions"]!.get!.responses["200"] = answer([{ id: "s1" }]);
  paths["/{realm}/users/{id}/groups"]!.get!.responses["200"] = answer([{ id: "g1", name: "staff" }]);
  paths["/{realm}/users/{id}/role-mappings"]!.get!.responses["200"] = answer({ clientMappings: {} });
  paths["/{realm}/groups/{id}/role-mappings"]!.get!.responses["200"] = answer({});
  paths["/{realm}/users/{id}/role-mappings/realm/composite"]!.get!.responses["200"] = answer([{ name: "admin" }]);
  return description;
}

describe.skipIf(!hasDescription(DESCRIPTION))("against Keycloak's own description of its admin API", () => {
  let prism: Awaited<ReturnType<typeof startPrism>>;
  let front: TestServer;
  let connection: TestConnection;
  beforeAll(async () => {
    prism = await startPrism(withOneAccount(readDescription(DESCRIPTION)));
    // The description begins below /admin/realms, and the sign-in is another interface's.
    front = await startTestServer((request, response) => {
      if (request.path.endsWith("/openid-connect/token"))
        return answerJson(response, 200, { access_token: "of-cordon" });
      const { authorization = "", "content-type": type } = request.headers;
      void fetch(prism.url + request.path.replace("/admin/realms", ""), {
        method: request.method,
        headers: { authorization, ...(type === undefined ? {} : { "content-type": type }) },
        ...(request.body === "" ? {} : { body: request.body }),
      }).then(async (answer) => {
        const text = await answer.text();
        response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "text/plain" });
        response.end(text);
      });
    });
    connection = connectTo(connector, { baseUrl: front.url, realm: "corp" }, { clientSecret: "test-secret" });
  });
  afterAll(async () => {
    await connection?.close();
    await front?.close();
    await prism?.stop();
  });

  test("every request of every action is accepted", async () => {
    expect(await connection.run("identity.get-user", { user: "ada" })).toMatchObject({
      ...{ found: true, enabled: true, privileged: true, groups: ["staff"] },
    });
    expect(await connection.run("identity.suspend-user", { user: "ada" })).toEqual({ wasEnabled: true });
    expect(await connection.run("identity.restore-user", { user: ID })).toEqual({});
    expect(await connection.run("identity.require-password-change", { user: "ada" })).toEqual({ wasRequired: false });
    expect(await connection.run("identity.revoke-sessions", { user: "ada" })).toEqual({ revoked: 1 });
    expect(await connection.readBack("identity.suspend-user", { user: "ada" })).toMatchObject({ inForce: "no" });
    expect(await connection.health()).toMatchObject({ ok: true });
    const paths = front.seen.map(({ method, path }) => `${method} ${path.split("?")[0]}`);
    expect(paths).toContain(`PUT /admin/realms/corp/users/${ID}`);
    expect(paths).toContain(`POST /admin/realms/corp/users/${ID}/logout`);
  });

  test("Prism does refuse what the description does not allow, so the one above proves something", async () => {
    expect((await fetch(`${prism.url}/corp/users`)).status).toBe(401);
    const wrong = await fetch(`${prism.url}/corp/users/${ID}`, {
      method: "PUT",
      headers: { authorization: "Bearer x", "content-type": "application/json" },
      body: JSON.stringify({ enabled: "perhaps" }),
    });
    expect(wrong.status).toBe(422);
  });
});
