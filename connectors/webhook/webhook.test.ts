import { afterEach, describe, expect, test } from "vitest";
import { type Action, isIdempotent } from "../../src/connector/connector.ts";
import { connectTo } from "../../test/support/connection.ts";
import { answerJson, type SeenRequest, startTestServer } from "../../test/support/http-server.ts";
import { insideBase } from "./call.ts";
import connector from "./connector.ts";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function system(
  status: number,
  answer: unknown = {},
  settings: Record<string, unknown> = {},
  secrets: Record<string, string> = {},
) {
  const server = await startTestServer((_request: SeenRequest, response) => answerJson(response, status, answer));
  const connection = connectTo(connector, { baseUrl: `${server.url}/api/`, ...settings }, secrets);
  closers.push(
    () => connection.close(),
    () => server.close(),
  );
  return { server, connection };
}

test("asks with a GET and gives back status and body", async () => {
  const { server, connection } = await system(200, { score: 80 }, {}, { token: "canary-token" });
  expect(await connection.run("http.query", { path: "/score", query: { ip: "192.0.2.1&x=y" } })).toEqual({
    status: 200,
    body: { score: 80 },
  });
  expect(server.seen[0]).toMatchObject({
    method: "GET",
    path: "/api/score?ip=192.0.2.1%26x%3Dy",
    headers: { authorization: "Bearer canary-token" },
  });
});

test.each(["http.send", "http.contain"])(
  "%s posts the body with the effect's key and the secret header",
  async (capability) => {
    const { server, connection } = await system(
      202,
      { queued: true },
      { headerName: "X-Key" },
      { headerValue: "canary-value" },
    );
    expect(
      await connection.run(
        capability,
        { entity: "laptop-7", path: "/contain", body: { device: "laptop-7" } },
        "effect-9",
      ),
    ).toEqual({ status: 202, body: { queued: true } });
    expect(server.seen[0]).toMatchObject({
      method: "POST",
      path: "/api/contain",
      body: '{"device":"laptop-7"}',
      headers: { "idempotency-key": "effect-9", "x-key": "canary-value", "content-type": "application/json" },
    });
  },
);

test("a refusal is an error, with the secret blanked out of what was said", async () => {
  const { connection } = await system(403, { reason: "bad key canary-value" }, {}, { headerValue: "canary-value" });
  const error = await connection.run("http.send", { path: "/x" }).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ root: "refused", code: "connector.forbidden" });
  expect(JSON.stringify(error)).not.toContain("canary-value");
});

describe("a path", () => {
  const base = "https://soar.example/api/v1";
  test.each([
    ["/x", `${base}/x`],
    ["/a/../b", `${base}/b`],
    ["//other.example/x", `${base}//other.example/x`],
    ["/x?y=1", `${base}/x?y=1`],
    ["/@other.example", `${base}/@other.example`],
  ])("%s stays below the base", (path, url) => expect(insideBase(base, path)).toBe(url));

  test.each([
    "/..",
    "/../../x",
    "/../v2/x",
    "/%2e%2e/%2e%2e/x",
    "/a%2f..%2fb",
    "\\..\\..\\x",
    "/x#y",
    "/..;/..\\..\\x/../../..",
  ])("%s is refused", (path) => {
    expect(() => insideBase(base, path)).toThrow(
      expect.objectContaining({ root: "input", code: "connector.bad-input" }),
    );
  });

  test("cannot change the host, even when the base has no path", () => {
    expect(new URL(insideBase("https://soar.example", "//evil.example/")).host).toBe("soar.example");
    expect(() => insideBase("https://soar.example", ".evil.example/")).toThrow();
    expect(() => insideBase("https://soar.example", "@evil.example/")).toThrow();
    expect(() => insideBase("https://soar.example", ":8443/")).toThrow();
  });
});

test("repeating is safe only where the system is said to honour the key", () => {
  const safe = (settings: Record<string, unknown>) =>
    connector.actions.map((action) => isIdempotent(action as Action, settings));
  expect(safe({ honoursIdempotencyKey: false })).toEqual([true, false, false]);
  expect(safe({ honoursIdempotencyKey: true })).toEqual([true, true, true]);
});

test.each([
  [200, true],
  [404, true],
  [401, false],
  [503, false],
])("a system that answers %i is healthy: %s", async (status, ok) => {
  const { connection } = await system(status);
  expect(await connection.health()).toMatchObject({ ok });
});
