import type { ServerResponse } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { answerJson, type SeenRequest, startTestServer, type TestServer } from "../../test/support/http-server.ts";
import { silentLog } from "../log.ts";
import { clientCredentialsToken } from "./client-credentials.ts";
import { createEgress } from "./egress.ts";
import { createHttpClient, HTTP_DEFAULTS } from "./http.ts";

const SECRET = "s&cret of the client+1";
let server: TestServer;
let answer: (request: SeenRequest, response: ServerResponse) => void;
const egress = createEgress({ allowCidrs: ["127.0.0.0/8"] });

beforeEach(async () => {
  server = await startTestServer((request, response) => answer(request, response));
});
afterEach(() => server.close());

function ask(scope?: string) {
  const http = createHttpClient({ egress, log: silentLog, ...HTTP_DEFAULTS, secrets: [SECRET] });
  const named = { tokenUrl: `${server.url}/token`, clientId: "cordon", clientSecret: SECRET };
  return clientCredentialsToken({ http }, scope === undefined ? named : { ...named, scope });
}

describe("a token by the client's own right", () => {
  test("is asked for in a form, with the client in the body and the scope where there is one", async () => {
    answer = (_request, response) =>
      answerJson(response, 200, { access_token: "token-1", token_type: "bearer", expires_in: 1799 });
    expect(await ask()).toBe("token-1");
    expect(await ask("https://api.example.com/.default")).toBe("token-1");
    const fields = server.seen.map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
    const own = { grant_type: "client_credentials", client_id: "cordon", client_secret: SECRET };
    expect(fields).toEqual([own, { ...own, scope: "https://api.example.com/.default" }]);
    expect(server.seen[0]).toMatchObject({
      method: "POST",
      path: "/token",
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
  });

  test.each([400, 401, 403])(
    "is refused with the endpoint's own reason, and without the secret (%i)",
    async (status) => {
      answer = (_request, response) =>
        answerJson(response, status, { error: "invalid_client", error_description: `no such client, ${SECRET}` });
      const error = await ask().catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({
        root: "refused",
        code: "connector.forbidden",
        message: expect.stringContaining("invalid_client: no such client"),
        details: { status },
      });
      expect(JSON.stringify(error)).not.toContain("s&cret");
    },
  );

  test("is refused in the words of an endpoint that has its own form for it", async () => {
    answer = (_request, response) => answerJson(response, 403, { errors: [{ code: 403, message: "access denied" }] });
    await expect(ask()).rejects.toMatchObject({ message: expect.stringContaining("access denied") });
  });

  test("is no other field, no empty text and no page, and nothing of the answer is quoted", async () => {
    for (const body of [{ id_token: "hidden" }, { access_token: "" }, { access_token: 7 }, ["hidden"], null]) {
      answer = (_request, response) => answerJson(response, 200, body);
      const error = await ask().catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ root: "refused", code: "connector.bad-answer" });
      expect(JSON.stringify(error)).not.toContain("hidden");
    }
  });

  test("is asked for again later when the endpoint is busy", async () => {
    answer = (_request, response) => answerJson(response, 429, {}, { "retry-after": "7" });
    await expect(ask()).rejects.toMatchObject({
      root: "transient",
      code: "connector.rate-limited",
      retryAfterMs: 7000,
    });
  });
});
