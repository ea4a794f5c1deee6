import type { ServerResponse } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import { answerJson, type SeenRequest, startTestServer } from "../../test/support/http-server.ts";
import { type CordonError, isCordonError } from "../errors.ts";
import { silentLog } from "../log.ts";
import type { HttpRequest } from "./connector.ts";
import { createEgress } from "./egress.ts";
import { createHttpClient, type HttpClientOptions } from "./http.ts";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function setUp(
  answer: (request: SeenRequest, response: ServerResponse) => void,
  options: Partial<HttpClientOptions> = {},
) {
  const server = await startTestServer(answer);
  const egress = createEgress({ allowCidrs: ["127.0.0.0/8"] });
  closers.push(
    () => egress.close(),
    () => server.close(),
  );
  const client = createHttpClient({
    egress,
    log: silentLog,
    defaultTimeoutMs: 2000,
    maxResponseBytes: 1024,
    ...options,
  });
  const get = (path: string, more: Partial<HttpRequest> = {}) =>
    client.request({ method: "GET", url: server.url + path, ...more });
  return { server, client, get };
}

async function failure(promise: Promise<unknown>): Promise<CordonError> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!isCordonError(error)) throw new Error(`expected one of our errors, got ${String(error)}`);
  return error;
}

describe("a call", () => {
  test("sends an object as JSON with query and headers, and reads the JSON answer", async () => {
    const { server, client } = await setUp((_request, response) =>
      answerJson(response, 201, { id: "7" }, { "x-kind": "ticket" }),
    );
    const answer = await client.request({
      method: "POST",
      url: `${server.url}/t?a=1`,
      query: { q: "é&=" },
      headers: { "X-Mine": "yes" },
      body: { n: 1 },
    });
    expect(answer).toMatchObject({ status: 201, body: { id: "7" }, headers: { "x-kind": "ticket" } });
    expect(server.seen[0]).toMatchObject({
      method: "POST",
      body: '{"n":1}',
      headers: { "content-type": "application/json", "x-mine": "yes" },
    });
    expect(new URL(server.seen[0]!.path, server.url).searchParams.get("q")).toBe("é&=");
  });

  test("sends a string as it is and reads text as text", async () => {
    const { client, server } = await setUp((_request, response) => response.end("plain"));
    const answer = await client.request({
      method: "PUT",
      url: server.url,
      headers: { "content-type": "text/plain" },
      body: "a\nb",
    });
    expect(answer.body).toBe("plain");
    expect(server.seen[0]).toMatchObject({ body: "a\nb", headers: { "content-type": "text/plain" } });
  });

  test("keeps its connection for the calls that follow", async () => {
    const { server, get } = await setUp((_request, response) => answerJson(response, 200, {}));
    for (let i = 0; i < 20; i += 1) await get("/");
    // undici frees a connection one tick after its answer, so calls back to back alternate between two.
    expect(server.connections()).toBeLessThanOrEqual(2);
  });

  test("gives an accepted status to the caller instead of an error", async () => {
    const { get } = await setUp((_request, response) => answerJson(response, 404, { no: true }));
    expect(await get("/", { accept: [404] })).toMatchObject({ status: 404, body: { no: true } });
  });
});

describe("an answer that is not a success", () => {
  test.each([
    [400, "refused", "connector.rejected"],
    [401, "refused", "connector.forbidden"],
    [403, "refused", "connector.forbidden"],
    [404, "refused", "connector.not-found"],
    [409, "refused", "connector.rejected"],
    [429, "transient", "connector.rate-limited"],
    [500, "transient", "connector.unavailable"],
    [503, "transient", "connector.unavailable"],
  ])("%i is %s %s", async (status, root, code) => {
    const { get } = await setUp((_request, response) => answerJson(response, status, {}));
    expect(await failure(get("/"))).toMatchObject({ root, code, details: { status, sent: true } });
  });

  test.each(["429", "503"])("%s carries Retry-After in milliseconds", async (status) => {
    const { get } = await setUp((_request, response) =>
      answerJson(response, Number(status), {}, { "retry-after": "7" }),
    );
    expect((await failure(get("/"))).retryAfterMs).toBe(7000);
  });

  test("a redirect is reported and not followed", async () => {
    const { server, get } = await setUp((_request, response) =>
      response.writeHead(302, { location: "/elsewhere" }).end(),
    );
    expect((await failure(get("/"))).code).toBe("connector.redirected");
    expect(server.seen).toHaveLength(1);
  });

  test("is quoted in at most 200 printable characters", async () => {
    const { get } = await setUp((_request, response) =>
      response.writeHead(400).end(`bad\u0000\u001b[31m\n${"x".repeat(900)}`),
    );
    const error = await failure(get("/"));
    const answer = error.details?.answer as string;
    expect(answer.length).toBeLessThanOrEqual(200);
    expect(answer).toMatch(/^bad \[31m x+$/);
  });

  test("says nothing of credentials, not even when the product echoes them", async () => {
    const secrets = ["s3cr3t-value", "tok-en/1234"];
    const { get } = await setUp(
      (request, response) =>
        response
          .writeHead(401)
          .end(
            `${request.headers.authorization} ${secrets.join(" ")} ${Buffer.from("s3cr3t-value").toString("base64")}`,
          ),
      { secrets },
    );
    const error = await failure(
      get("/s3cr3t-value/x?key=tok-en%2F1234", { headers: { authorization: "Bearer header-only-token" } }),
    );
    const said = JSON.stringify(error);
    for (const secret of [...secrets, "header-only-token", "czNjcjN0", "tok-en"]) expect(said).not.toContain(secret);
    expect(said).toContain("[redacted]");
  });

  test("leaves no half of a credential where the quotation is cut", async () => {
    const secret = "canary-0123456789-canary-0123456789";
    for (let before = 150; before < 205; before += 3) {
      const { get } = await setUp((_request, response) => response.writeHead(400).end("x".repeat(before) + secret), {
        secrets: [secret],
      });
      expect(JSON.stringify(await failure(get("/")))).not.toContain("canary");
    }
  });

  test("that should be JSON and is not is not quoted, since it may be a token", async () => {
    const { get } = await setUp((_request, response) =>
      response.writeHead(200, { "content-type": "application/json" }).end('{"token":"canary-token'),
    );
    expect(JSON.stringify(await failure(get("/")))).not.toContain("canary-token");
  });

  test("is a bad answer when it says JSON and is not, or is encoded unasked", async () => {
    const broken = await setUp((_request, response) =>
      response.writeHead(200, { "content-type": "application/json" }).end("{oops"),
    );
    expect(await failure(broken.get("/"))).toMatchObject({ root: "refused", code: "connector.bad-answer" });
    const zipped = await setUp((_request, response) =>
      response.writeHead(200, { "content-encoding": "gzip" }).end("zzz"),
    );
    expect((await failure(zipped.get("/"))).code).toBe("connector.bad-answer");
  });
});

describe("limits", () => {
  test("an answer larger than the limit is refused, whether its length is said or not", async () => {
    const { get } = await setUp((request, response) => {
      if (request.path === "/said") return void response.end("x".repeat(5000));
      response.write("x".repeat(800));
      setTimeout(() => response.end("x".repeat(800)), 20);
    });
    expect(await failure(get("/said"))).toMatchObject({ code: "connector.bad-answer", details: { limit: 1024 } });
    expect((await failure(get("/dripped"))).code).toBe("connector.bad-answer");
  });

  test("a product that does not answer runs into the deadline", async () => {
    const { get } = await setUp(() => {});
    const started = performance.now();
    const error = await failure(get("/", { timeoutMs: 120 }));
    expect(error).toMatchObject({
      root: "transient",
      code: "connector.timeout",
      details: { phase: "headers", sent: true },
    });
    expect(performance.now() - started).toBeLessThan(1000);
  });

  test("a dripping body runs into the same deadline", async () => {
    const { get } = await setUp((_request, response) => {
      const drip = setInterval(() => response.write("."), 20);
      response.on("close", () => clearInterval(drip));
    });
    expect(await failure(get("/", { timeoutMs: 150 }))).toMatchObject({
      code: "connector.timeout",
      details: { phase: "body" },
    });
  });

  test("the step's signal ends a call under way, and one not yet begun", async () => {
    const abort = new AbortController();
    const { server, get } = await setUp(() => abort.abort(), { signal: abort.signal });
    expect(await failure(get("/"))).toMatchObject({ root: "transient", code: "connector.timeout" });
    expect((await failure(get("/"))).details).toMatchObject({ sent: false });
    expect(server.seen).toHaveLength(1);
  });

  test("a product that hangs up is transient and may have got the call; one that is not there did not", async () => {
    const { server, get } = await setUp((_request, response) => void response.destroy());
    expect(await failure(get("/"))).toMatchObject({
      root: "transient",
      code: "connector.unreachable",
      details: { sent: true },
    });
    await server.close();
    expect(await failure(get("/"))).toMatchObject({
      code: "connector.unreachable",
      details: { sent: false, cause: "ECONNREFUSED" },
    });
  });
});

describe("a request that cannot be right", () => {
  test.each(["ftp://x/", "not a url", "http://user:pass-word@127.0.0.1/", "file:///etc/passwd"])(
    "%s is refused without repeating a password",
    async (url) => {
      const { client } = await setUp(() => {});
      const error = await failure(client.request({ method: "GET", url }));
      expect(error).toMatchObject({ root: "input", code: "connector.bad-url" });
      expect(error.message).not.toContain("pass-word");
    },
  );

  test("a line break in a header is not sent", async () => {
    const { server, get } = await setUp((_request, response) => response.end());
    expect(await failure(get("/", { headers: { authorization: "a\r\nx-evil: 1" } }))).toMatchObject({
      code: "connector.bad-request",
      details: { sent: false },
    });
    expect(server.seen).toHaveLength(0);
  });
});
