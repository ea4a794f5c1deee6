import { afterEach, expect, test } from "vitest";
import { connectTo } from "../../test/support/connection.ts";
import { answerJson, startTestServer } from "../../test/support/http-server.ts";
import connector from "./connector.ts";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function slackThatSays(
  answer: unknown,
  headers: Record<string, string> = {},
  settings: Record<string, unknown> = {},
) {
  const server = await startTestServer((_request, response) => answerJson(response, 200, answer, headers));
  const connection = connectTo(
    connector,
    { baseUrl: `${server.url}/api`, channel: "C024BE91L", ...settings },
    { token: "xoxb-canary-token" },
  );
  closers.push(
    () => connection.close(),
    () => server.close(),
  );
  return { server, connection };
}

const formOf = (body: string) => Object.fromEntries(new URLSearchParams(body));

test("posts to the channel with the token, and answers which message it is", async () => {
  const { server, connection } = await slackThatSays({
    ok: true,
    channel: "C024BE91L",
    ts: "1503435956.000247",
    message: {},
  });
  expect(await connection.run("chat.post-message", { text: "incident 7 is contained" })).toEqual({
    id: "C024BE91L:1503435956.000247",
  });
  expect(server.seen[0]).toMatchObject({
    method: "POST",
    path: "/api/chat.postMessage",
    headers: { authorization: "Bearer xoxb-canary-token" },
  });
});

test("words of an attacker stay words: no mention, no link, no preview", async () => {
  const { server, connection } = await slackThatSays({ ok: true, channel: "C1", ts: "1.2" });
  await connection.run("chat.post-message", { text: "<!channel> <@U123> <http://evil.example|your bank> & co" });
  const sent = formOf(server.seen[0]!.body);
  expect(sent.text).toBe("&lt;!channel&gt; &lt;@U123&gt; &lt;http://evil.example|your bank&gt; &amp; co");
  expect(sent).toMatchObject({ parse: "none", link_names: "false", unfurl_links: "false", unfurl_media: "false" });
});

test("the same effect carries the same message id, another effect another", async () => {
  const { server, connection } = await slackThatSays({ ok: true, channel: "C1", ts: "1.2" });
  for (const key of ["effect-a", "effect-a", "effect-b"]) await connection.run("chat.post-message", { text: "x" }, key);
  const [first, second, third] = server.seen.map(({ body }) => formOf(body).client_msg_id);
  expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(second).toBe(first);
  expect(third).not.toBe(first);
});

test.each([
  ["channel_not_found", "refused", "connector.not-found"],
  ["invalid_auth", "refused", "connector.forbidden"],
  ["missing_scope", "refused", "connector.forbidden"],
  ["msg_too_long", "refused", "connector.rejected"],
  ["ratelimited", "transient", "connector.rate-limited"],
  ["internal_error", "transient", "connector.unavailable"],
])("%s is %s %s", async (error, root, code) => {
  const { connection } = await slackThatSays({ ok: false, error });
  await expect(connection.run("chat.post-message", { text: "x" })).rejects.toMatchObject({
    root,
    code,
    details: { slackError: error },
  });
});

test.each([[{}], ["<html>"], [null], [{ ok: false, error: "Some Words <b>" }], [{ ok: true }]])(
  "%j is a bad answer",
  async (answer) => {
    const { connection } = await slackThatSays(answer);
    await expect(connection.run("chat.post-message", { text: "x" })).rejects.toMatchObject({
      root: "refused",
      code: "connector.bad-answer",
    });
  },
);

test("without any channel it says what to set", async () => {
  const { server, connection } = await slackThatSays({ ok: true }, {}, { channel: "" });
  await expect(connection.run("chat.post-message", { text: "x" })).rejects.toMatchObject({
    code: "connector.bad-settings",
  });
  expect(server.seen).toHaveLength(0);
});

test.each([
  ["chat:write,channels:read", { ok: true, may: ["post messages"] }],
  ["channels:read", { ok: false, mayNot: ["post messages"] }],
])("a token with the scopes %s is healthy or not", async (scopes, expected) => {
  const { connection } = await slackThatSays(
    { ok: true, user: "cordon", team: "Example" },
    { "x-oauth-scopes": scopes },
  );
  expect(await connection.health()).toMatchObject(expected);
});
