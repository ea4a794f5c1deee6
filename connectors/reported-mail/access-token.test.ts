import { describe, expect, test } from "vitest";
import type { HttpRequest } from "../../src/connector/connector.ts";
import { accessToken } from "./access-token.ts";

const oauth = { tokenUrl: "https://login.example.com/token", clientId: "cordon", scope: "mail.read" };

async function ask(secrets: Record<string, string>, body: unknown = { access_token: "token-1" }) {
  const requests: HttpRequest[] = [];
  const http = {
    async request(request: HttpRequest) {
      requests.push(request);
      return { status: 200, headers: {}, body };
    },
  };
  const token = await accessToken({ http, secrets }, oauth);
  return { token, fields: Object.fromEntries(new URLSearchParams(String(requests[0]?.body))), requests };
}

describe("an access token", () => {
  test("is asked for by the application's own right", async () => {
    const { token, fields, requests } = await ask({ clientSecret: "s&cret" });
    expect(token).toBe("token-1");
    expect(requests).toMatchObject([{ method: "POST", url: oauth.tokenUrl }]);
    const own = { client_id: "cordon", client_secret: "s&cret", scope: "mail.read" };
    expect(fields).toEqual({ ...own, grant_type: "client_credentials" });
  });

  test("is asked for by what a person gave it, where there is such a token", async () => {
    const { fields } = await ask({ clientSecret: "s", refreshToken: "r" });
    expect(fields).toMatchObject({ grant_type: "refresh_token", refresh_token: "r", client_secret: "s" });
    expect((await ask({ refreshToken: "r" })).fields).not.toHaveProperty("client_secret");
  });

  test("is not asked for without a secret, and no other answer is taken for one", async () => {
    await expect(ask({})).rejects.toMatchObject({ code: "connector.bad-settings" });
    for (const body of ["token-1", {}, { access_token: "" }, null])
      await expect(ask({ clientSecret: "s" }, body)).rejects.toMatchObject({ code: "connector.bad-answer" });
  });
});
