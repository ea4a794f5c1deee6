import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { steppedClock } from "../src/clock.ts";
import { PART_NAMES, type PartName } from "./part.ts";
import { type Range, startRange } from "./start.ts";

const clock = steppedClock(new Date("2026-05-04T09:00:00Z"));
let range: Range;
beforeEach(async () => {
  range = await startRange({ token: "t", readToken: "r", clock });
});
afterEach(() => range.stop());

interface CallOptions {
  token?: string;
  key?: string;
  body?: unknown;
  raw?: string | Uint8Array<ArrayBuffer>;
}

async function call(part: PartName, method: string, path: string, { token = "t", key, body, raw }: CallOptions = {}) {
  const answer = await fetch(`${range.parts[part].url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(key === undefined ? {} : { "idempotency-key": key }) },
    ...(raw === undefined && body === undefined ? {} : { body: raw ?? JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, json: () => JSON.parse(text) };
}

const suspend = "/api/v1/users/mkeller/lifecycle/suspend";

describe.each(PART_NAMES)("the range's %s", (part) => {
  it("is labelled as simulated and lets nobody in without the token", async () => {
    for (const token of ["", "other", "tt"]) {
      const answer = await call(part, "GET", "/_range/state", { token });
      expect(answer.status).toBe(401);
      expect(answer.headers.get("x-simulated")).toBe("cordon-range");
    }
    expect((await call(part, "GET", "/_range/state")).json()).toMatchObject({
      part,
      simulated: true,
      counters: { effects: [] },
    });
  });

  it("shows its state on a page titled Simulated that runs nothing", async () => {
    const page = await fetch(`${range.parts[part].url}/`);
    expect(page.headers.get("x-simulated")).toBe("cordon-range");
    expect(await page.text()).toContain("<title>Simulated ");
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
  });

  it("shows the page only under a name of this machine", async () => {
    const { port } = new URL(range.parts[part].url);
    const status = await new Promise((resolve, reject) => {
      const request = get({ host: "127.0.0.1", port, headers: { host: `rebound.example.com:${port}` } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      request.on("error", reject);
    });
    expect(status).toBe(403);
  });

  it("answers 404 where nothing is", async () => {
    expect((await call(part, "GET", "/nothing/here")).status).toBe(404);
    expect((await call(part, "POST", "/_range/nothing")).status).toBe(404);
  });
});

describe("what is sent to the range", () => {
  it.each([
    ["no JSON", { raw: "{" }, 400],
    ["no object", { raw: "[1]" }, 400],
    ["no UTF-8", { raw: new Uint8Array([0x7b, 0xff, 0x7d]) }, 400],
    ["a missing field", { body: {} }, 400],
    ["a field of the wrong type", { body: { value: 7 } }, 400],
    ["no address", { body: { value: "999.1.1.1" } }, 400],
    ["negative seconds", { body: { value: "203.0.113.1", seconds: -1 } }, 400],
    ["a field named like a prototype", { raw: '{"__proto__":{"value":"203.0.113.1"}}' }, 400],
    ["far too much", { raw: "x".repeat(300_000) }, 413],
  ])("is refused when it is %s", async (_what, options, status) => {
    expect((await call("firewall", "POST", "/blocks/ips", options)).status).toBe(status);
    expect(range.parts.firewall.state().counters.effects).toEqual([]);
  });

  it("is refused when its path is not percent-encoded UTF-8", async () => {
    expect((await call("identity", "GET", "/api/v1/users/%ff")).status).toBe(400);
  });

  it("is 405 where another method is answered", async () => {
    expect((await call("identity", "DELETE", "/api/v1/users/mkeller")).status).toBe(405);
  });

  it("changes nothing with a token that may only read", async () => {
    expect((await call("identity", "POST", suspend, { token: "r" })).status).toBe(403);
    expect((await call("identity", "POST", "/_range/reset", { token: "r" })).status).toBe(403);
    expect((await call("identity", "GET", "/api/v1/users/mkeller", { token: "r" })).json()).toMatchObject({
      status: "ACTIVE",
    });
  });
});

describe("the counters", () => {
  it("count a repeated key as one effect, and answer it as before", async () => {
    const body = { value: "203.0.113.45" };
    const first = await call("firewall", "POST", "/blocks/ips", { key: "k", body });
    const again = await call("firewall", "POST", "/blocks/ips", { key: "k", body });
    expect([again.status, again.text]).toEqual([first.status, first.text]);
    expect(range.parts.firewall.state().counters.effects).toEqual([
      { verb: "block-ip", entity: "203.0.113.45", key: "k", count: 2, effective: 1, repeated: 1 },
    ]);
  });

  it("count calls under different keys apart, and see which changed nothing", async () => {
    for (const key of ["a", "b"])
      await call("firewall", "POST", "/blocks/ips", { key, body: { value: "203.0.113.45" } });
    expect(range.parts.firewall.state().counters.effects).toMatchObject([
      { key: "a", count: 1, effective: 1 },
      { key: "b", count: 1, effective: 0 },
    ]);
  });

  it("count calls without a key together, as the separate calls they are", async () => {
    for (let time = 0; time < 2; time++)
      await call("chat", "POST", "/channels/soc/messages", { body: { text: "hello" } });
    expect(range.parts.chat.state().counters.effects).toEqual([
      { verb: "post-message", entity: "soc", key: "", count: 2, effective: 2, repeated: 0 },
    ]);
  });

  it("refuse a key that is used for something else", async () => {
    await call("firewall", "POST", "/blocks/ips", { key: "k", body: { value: "203.0.113.45" } });
    expect((await call("firewall", "POST", "/blocks/ips", { key: "k", body: { value: "203.0.113.46" } })).status).toBe(
      409,
    );
  });

  it("do not count what was refused", async () => {
    expect((await call("identity", "POST", "/api/v1/users/nobody/lifecycle/suspend", { key: "k" })).status).toBe(404);
    expect(range.parts.identity.state().counters.effects).toEqual([]);
  });

  it("are empty again after a reset, and so is the state", async () => {
    await call("identity", "POST", suspend);
    expect((await call("identity", "POST", "/_range/reset")).status).toBe(204);
    expect(range.parts.identity.state().counters.effects).toEqual([]);
    expect((await call("identity", "GET", "/api/v1/users/mkeller")).json()).toMatchObject({ status: "ACTIVE" });
  });
});

describe("faults that were asked for", () => {
  it("fail the next calls before anything is done", async () => {
    await call("identity", "POST", "/_range/faults", { body: { failNext: 2, status: 429 } });
    expect((await call("identity", "POST", suspend)).status).toBe(429);
    expect((await call("identity", "POST", suspend)).status).toBe(429);
    expect((await call("identity", "POST", suspend)).status).toBe(200);
  });

  it("lose an answer after the effect", async () => {
    await call("identity", "POST", "/_range/faults", { body: { loseAnswers: 1 } });
    await expect(call("identity", "POST", suspend, { key: "k" })).rejects.toThrow();
    expect(range.parts.identity.state().counters.effects).toMatchObject([{ key: "k", count: 1, effective: 1 }]);
  });

  it("delay an answer", async () => {
    await call("intel", "POST", "/_range/faults", { body: { delayMs: 80 } });
    const start = performance.now();
    await call("intel", "GET", "/ips/203.0.113.45");
    expect(performance.now() - start).toBeGreaterThan(70);
  });
});

describe("the parts", () => {
  it("let a block end by itself", async () => {
    await call("firewall", "POST", "/blocks/ips", { body: { value: "203.0.113.45", seconds: 60 } });
    expect((await call("firewall", "GET", "/blocks/ips/203.0.113.45")).json()).toMatchObject({ blocked: true });
    clock.advance(61_000);
    expect((await call("firewall", "GET", "/blocks/ips/203.0.113.45")).json()).toMatchObject({ blocked: false });
  });

  it("do not shorten a block that lasts longer", async () => {
    await call("firewall", "POST", "/blocks/ips", { body: { value: "203.0.113.45" } });
    await call("firewall", "POST", "/blocks/ips", { body: { value: "203.0.113.45", seconds: 60 } });
    expect((await call("firewall", "GET", "/blocks/ips/203.0.113.45")).json()).toMatchObject({ until: null });
  });

  it("escape what alerts bring when they show it", async () => {
    const text = "<img src=x onerror=alert(1)> & \"quotes\" 'too'";
    await call("chat", "POST", "/channels/soc/messages", { key: "<b>", body: { text } });
    await call("ticket", "POST", "/tickets", { body: { subject: text } });
    for (const part of ["chat", "ticket"] as const) {
      const page = await (await fetch(`${range.parts[part].url}/`)).text();
      expect(page).toContain("&lt;img src=x onerror=alert(1)&gt; &amp; &quot;quotes&quot; &#39;too&#39;");
      expect(page).not.toMatch(/<img|<b>/);
    }
  });

  it("raise an alert once", async () => {
    const body = { id: "a-1", source: "okta", raw: {} };
    expect((await call("siem", "POST", "/alerts", { body })).status).toBe(201);
    expect((await call("siem", "POST", "/alerts", { body })).status).toBe(409);
  });

  it("hand a raised alert on to where they are told", async () => {
    const seen = Promise.withResolvers<{ url: string; token: string; body: string }>();
    const receiver = createServer(async (request, response) => {
      let body = "";
      for await (const chunk of request) body += chunk;
      response.writeHead(202).end();
      seen.resolve({ url: request.url ?? "", token: request.headers.authorization ?? "", body });
    });
    await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
    const { port } = receiver.address() as { port: number };
    await call("siem", "POST", "/forwarding", { body: { url: `http://127.0.0.1:${port}`, token: "ingest-token" } });
    await call("siem", "POST", "/alerts", { body: { id: "a-1", source: "okta", raw: { uuid: "u" } } });
    expect(await seen.promise).toEqual({ url: "/v1/ingest/okta", token: "Bearer ingest-token", body: '{"uuid":"u"}' });
    receiver.close();
    receiver.closeAllConnections();
  });
});

describe("a state file", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "range-"));
  });
  afterEach(async () => {
    await range.stop();
    await rm(folder, { recursive: true });
  });

  it("lets a range started again know who is suspended, and which keys it has seen", async () => {
    const stateFile = join(folder, "range.json");
    await range.stop();
    range = await startRange({ token: "t", stateFile });
    await call("identity", "POST", suspend, { key: "k" });
    await range.stop();
    range = await startRange({ token: "t", stateFile });
    expect((await call("identity", "GET", "/api/v1/users/mkeller")).json()).toMatchObject({ status: "SUSPENDED" });
    expect((await call("identity", "POST", suspend, { key: "k" })).status).toBe(200);
    expect(range.parts.identity.state().counters.effects).toMatchObject([{ count: 2, effective: 1, repeated: 1 }]);
  });

  it("is written once, however often the range is stopped", async () => {
    const stateFile = join(folder, "range.json");
    const other = await startRange({ token: "t", stateFile });
    await Promise.all([other.stop(), other.stop()]);
    expect(JSON.parse(await readFile(stateFile, "utf8"))).toMatchObject({ version: 1 });
  });

  it("of a range that knew fewer things is gone on with, and they begin empty", async () => {
    const stateFile = join(folder, "range.json");
    const ips = [{ value: "203.0.113.45", reason: "", since: "2026-05-04T09:00:00Z", until: null }];
    const firewall = { entities: { ips, domains: [] }, effects: [] };
    await writeFile(stateFile, JSON.stringify({ version: 1, parts: { firewall } }));
    await range.stop();
    range = await startRange({ token: "t", stateFile });
    expect((await call("firewall", "GET", "/blocks/ips")).json()).toMatchObject(ips);
    expect((await call("firewall", "GET", "/blocks/urls")).json()).toEqual([]);
  });

  it("that is none is refused with the way out", async () => {
    const stateFile = join(folder, "range.json");
    await writeFile(stateFile, "{");
    await expect(startRange({ token: "t", stateFile })).rejects.toMatchObject({ code: "range.bad-state-file" });
  });
});

it("leaves nothing listening when one port is taken", async () => {
  const taken = Number(new URL(range.parts.ticket.url).port);
  await expect(startRange({ token: "t", ports: { ticket: taken } })).rejects.toMatchObject({ code: "EADDRINUSE" });
});
