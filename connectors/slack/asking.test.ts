/** A question in Slack, and what a pressed button is worth. */
import { afterEach, describe, expect, test } from "vitest";
import { hmacHex } from "../../src/connector/signature.ts";
import { connectTo } from "../../test/support/connection.ts";
import { answerJson, startTestServer } from "../../test/support/http-server.ts";
import { readPress } from "./button-press.ts";
import connector from "./connector.ts";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const QUESTION = {
  title: "Suspend <!channel> ada?",
  lines: [["Incident", "7: <http://evil.example|your bank> *bold*"] as const, ["Known of it", ""] as const],
  link: "https://cordon.test/answer/t0ken",
  token: "t0ken",
  expiresAt: "2026-11-01T10:00:00.000Z",
};

test("is a direct message of plain text with two buttons that carry the person's own right", async () => {
  const server = await startTestServer((_request, response) =>
    answerJson(response, 200, { ok: true, channel: "D1", ts: "1.2" }),
  );
  const connection = connectTo(connector, { baseUrl: `${server.url}/api` }, { token: "xoxb-1" });
  closers.push(
    () => connection.close(),
    () => server.close(),
  );
  expect(await connection.ask("U1", QUESTION)).toEqual({ id: "D1:1.2" });
  const sent = Object.fromEntries(new URLSearchParams(server.seen[0]!.body));
  expect(sent).toMatchObject({ channel: "U1", unfurl_links: "false" });
  expect(sent.text).not.toContain("ada");
  const blocks = JSON.parse(sent.blocks!) as { text?: object; elements?: { value?: string }[] }[];
  expect(blocks.flatMap(({ text }) => text ?? []).every((text) => "type" in text && text.type === "plain_text")).toBe(
    true,
  );
  expect(blocks.at(-1)!.elements!.map(({ value }) => value)).toEqual(["t0ken", "t0ken", undefined]);
  expect(JSON.stringify(blocks)).not.toContain("mrkdwn");
});

describe("a pressed button", () => {
  const SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
  const NOW = new Date("2026-11-01T09:00:00Z");
  const press = (action: string, user = "U1") => ({
    ...{ type: "block_actions", user: { id: user }, response_url: "https://hooks.slack.com/actions/T/1/x" },
    actions: [{ action_id: action, value: "t0ken" }],
  });
  function signed(payload: unknown, { at = NOW.getTime() / 1000, secret = SECRET } = {}) {
    const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
    const signature = `v0=${hmacHex(`v0:${at}:${body}`, secret)}`;
    const headers = { "x-slack-signature": signature, "x-slack-request-timestamp": String(at) };
    return { headers, body: Buffer.from(body) };
  }

  test.each([
    ["cordon-approved", "approved"],
    ["cordon-denied", "denied"],
  ])("%s is read as %s, with who pressed it", (action, answer) => {
    expect(readPress(signed(press(action)), SECRET, NOW)).toMatchObject({ answer, token: "t0ken", address: "U1" });
  });

  test("of another message is none of ours", () => {
    for (const payload of [press("cordon-open"), press("else"), { type: "view_submission" }, [], null, "x"])
      expect(readPress(signed(payload), SECRET, NOW)).toBeNull();
  });

  test("is believed with the signature of the last five minutes over the very bytes, and not otherwise", () => {
    const good = signed(press("cordon-approved"));
    const bad = [
      signed(press("cordon-approved"), { secret: "other" }),
      signed(press("cordon-approved"), { at: NOW.getTime() / 1000 - 301 }),
      { ...good, body: Buffer.from(good.body.toString().replace("U1", "U2")) },
      { ...good, headers: { ...good.headers, "x-slack-request-timestamp": "1" } },
      { ...good, headers: { "x-slack-request-timestamp": good.headers["x-slack-request-timestamp"] } },
      { ...good, headers: {} },
    ];
    for (const delivery of bad)
      expect(() => readPress(delivery as typeof good, SECRET, NOW)).toThrow(
        expect.objectContaining({ code: "ingest.bad-signature" }),
      );
  });

  test("agrees with the example of Slack's documentation", () => {
    const body =
      "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
    const headers = {
      "X-Slack-Request-Timestamp": "1531420618",
      "X-Slack-Signature": "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
    };
    const delivery = { headers, body: Buffer.from(body) };
    expect(readPress(delivery, "8f742231b10e8888abcd99yyyzzz85a5", new Date(1_531_420_618_000))).toBeNull();
  });
});
