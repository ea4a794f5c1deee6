import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { connectTo } from "../../test/support/connection.ts";
import { answerJson, startTestServer } from "../../test/support/http-server.ts";
import connector from "./connector.ts";
import { filterByName } from "./host.ts";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const aid = (digit: string) => digit.repeat(32);
const SHA256 = "ab".repeat(32);

interface FakeHost {
  device_id: string;
  hostname: string;
  status: string;
}
interface FakeIndicator {
  id: string;
  type: string;
  value: string;
  action: string;
  applied_globally: boolean;
}

const host = (digit: string, hostname: string, status = "normal"): FakeHost => ({
  device_id: aid(digit),
  hostname,
  status,
});

/** Falcon with hosts and indicators, as far as the connector talks to it; hosts follow an order at once, or never when they are offline. */
async function falconWith(
  hosts: FakeHost[],
  options: { indicators?: FakeIndicator[]; offline?: boolean; forbidden?: RegExp; busy?: RegExp } = {},
) {
  const indicators = options.indicators ?? [];
  const orders: string[] = [];
  const resources = (found: unknown[]) => ({ meta: { trace_id: "t" }, resources: found, errors: [] });
  const refusal = (code: number, message: string) => ({ meta: {}, resources: [], errors: [{ code, message }] });
  const server = await startTestServer((request, response) => {
    const { pathname, searchParams } = new URL(request.path, "http://falcon");
    const call = `${request.method} ${pathname}`;
    if (call === "POST /oauth2/token") {
      const form = new URLSearchParams(request.body);
      const isRight = form.get("client_id") === "cordon" && form.get("client_secret") === "right-secret";
      return isRight
        ? answerJson(response, 201, { access_token: "token-of-cordon", expires_in: 1799, token_type: "bearer" })
        : answerJson(response, 403, refusal(403, "access denied, invalid client"));
    }
    if (request.headers.authorization !== "Bearer token-of-cordon")
      return answerJson(response, 401, refusal(401, "access denied, invalid bearer token"));
    if (options.busy?.test(call)) return answerJson(response, 429, refusal(429, "slow down"), { "retry-after": "3" });
    if (options.forbidden?.test(call))
      return answerJson(response, 403, refusal(403, "access denied, authorization failed"));
    if (call === "GET /devices/queries/devices/v1") {
      const name = /^hostname:'([^'*]+)'$/.exec(searchParams.get("filter") ?? "")?.[1];
      if (name === undefined && searchParams.has("filter"))
        return answerJson(response, 400, refusal(400, "bad filter"));
      // As Falcon's: names that hold the one asked for are found too.
      const found = hosts.filter(({ hostname }) => hostname.toLowerCase().includes((name ?? "").toLowerCase()));
      return answerJson(response, 200, resources(found.map(({ device_id }) => device_id)));
    }
    if (call === "POST /devices/entities/devices/v2") {
      const { ids } = JSON.parse(request.body) as { ids: string[] };
      const found = hosts.filter(({ device_id }) => ids.includes(device_id));
      if (found.length === 0) return answerJson(response, 404, refusal(404, "no such host"));
      const more = { os_version: "Windows 11", last_seen: "2026-11-29T10:00:00Z", tags: ["SensorGroupingTags/office"] };
      return answerJson(response, 200, resources(found.map((one) => ({ ...one, ...more }))));
    }
    if (call === "POST /devices/entities/devices-actions/v2") {
      const { ids, ...rest } = JSON.parse(request.body) as { ids: string[] };
      const action = searchParams.get("action_name");
      const found = hosts.find(({ device_id }) => ids.length === 1 && device_id === ids[0]);
      if (!found || Object.keys(rest).length > 0 || !["contain", "lift_containment"].includes(action ?? ""))
        return answerJson(response, 400, refusal(400, "bad order"));
      orders.push(`${action} ${found.hostname}`);
      const pending = action === "contain" ? "containment_pending" : "lift_containment_pending";
      found.status = options.offline ? pending : action === "contain" ? "contained" : "normal";
      return answerJson(response, 202, resources([{ id: found.device_id, path: "/devices/entities/devices/v1" }]));
    }
    if (call === "GET /iocs/queries/indicators/v1") return answerJson(response, 200, resources([]));
    if (call === "GET /iocs/combined/indicator/v1") {
      const [, type, value] = /^type:'(sha256|md5)'\+value:'([0-9a-f]+)'$/.exec(searchParams.get("filter") ?? "") ?? [];
      return answerJson(response, 200, resources(indicators.filter((one) => one.type === type && one.value === value)));
    }
    if (call === "POST /iocs/entities/indicators/v1") {
      const { indicators: asked } = JSON.parse(request.body) as { indicators: FakeIndicator[] };
      const made = asked.map((one, index) => ({ ...one, id: `ioc-${indicators.length + index}` }));
      indicators.push(...made);
      return answerJson(response, 201, resources(made));
    }
    if (call === "DELETE /iocs/entities/indicators/v1") {
      const at = indicators.findIndex(({ id }) => id === searchParams.get("ids"));
      if (at === -1 || searchParams.has("filter")) return answerJson(response, 400, refusal(400, "bad ids"));
      indicators.splice(at, 1);
      return answerJson(response, 200, resources([]));
    }
    answerJson(response, 404, refusal(404, "no such endpoint"));
  });
  const connect = (clientSecret: string) =>
    connectTo(connector, { baseUrl: server.url, clientId: "cordon" }, { clientSecret });
  const connection = connect("right-secret");
  closers.push(
    () => connection.close(),
    () => server.close(),
  );
  return { connection, connect, orders, indicators, server };
}

describe("containing a host", () => {
  test("contains by name, reads it back, and lifts it by agent id", async () => {
    const { connection, orders } = await falconWith([host("1", "LAPTOP-7"), host("2", "LAPTOP-77")]);
    expect(await connection.readBack("endpoint.isolate", { device: "laptop-7" })).toMatchObject({ inForce: "no" });
    expect(await connection.run("endpoint.isolate", { device: "laptop-7" })).toEqual({ wasIsolated: false });
    expect(await connection.readBack("endpoint.isolate", { device: "laptop-7" })).toEqual({
      inForce: "yes",
      seen: { host: aid("1"), status: "contained" },
    });
    expect(await connection.readBack("endpoint.release", { device: "laptop-7" })).toMatchObject({ inForce: "no" });
    expect(await connection.run("endpoint.get-device", { device: aid("1") })).toEqual({
      found: true,
      isolated: true,
      os: "Windows 11",
      lastSeen: "2026-11-29T10:00:00Z",
      tags: ["SensorGroupingTags/office"],
    });
    expect(await connection.run("endpoint.isolate", { device: "laptop-7" })).toEqual({ wasIsolated: true });
    await connection.run("endpoint.release", { device: aid("1") });
    await connection.run("endpoint.release", { device: aid("1") });
    expect(await connection.readBack("endpoint.release", { device: "laptop-7" })).toMatchObject({ inForce: "yes" });
    expect(orders).toEqual(["contain LAPTOP-7", "lift_containment LAPTOP-7"]);
  });

  test("while the order is on its way nobody can tell, and it is not given twice", async () => {
    const { connection, orders } = await falconWith([host("1", "away")], { offline: true });
    await connection.run("endpoint.isolate", { device: "away" });
    expect(await connection.readBack("endpoint.isolate", { device: "away" })).toEqual({
      inForce: "cannot-tell",
      seen: { host: aid("1"), status: "containment_pending" },
    });
    expect(await connection.run("endpoint.isolate", { device: "away" })).toEqual({ wasIsolated: true });
    expect(await connection.run("endpoint.get-device", { device: "away" })).toMatchObject({ isolated: false });
    await connection.run("endpoint.release", { device: "away" });
    expect(await connection.readBack("endpoint.release", { device: "away" })).toMatchObject({ inForce: "cannot-tell" });
    await connection.run("endpoint.release", { device: "away" });
    expect(orders).toEqual(["contain away", "lift_containment away"]);
  });

  test("a host that is not there: looked up it is not found, contained it is refused", async () => {
    const { connection, orders } = await falconWith([host("1", "laptop-7")]);
    for (const device of ["laptop", aid("9"), "lap*", "x'+status:'normal"]) {
      expect(await connection.run("endpoint.get-device", { device })).toMatchObject({ found: false });
      await expect(connection.run("endpoint.isolate", { device })).rejects.toMatchObject({
        root: "refused",
        code: "connector.not-found",
      });
    }
    expect(orders).toEqual([]);
  });

  test("a name that two hosts have is refused", async () => {
    const { connection, orders } = await falconWith([host("1", "twin"), host("2", "TWIN")]);
    await expect(connection.run("endpoint.isolate", { device: "twin" })).rejects.toMatchObject({
      code: "connector.rejected",
      message: expect.stringContaining("agent id"),
    });
    expect(orders).toEqual([]);
  });

  test("a client without the right, a wrong secret and a busy Falcon are told apart", async () => {
    const { connection, connect } = await falconWith([host("1", "laptop-7")], { forbidden: /devices-actions/ });
    await expect(connection.run("endpoint.isolate", { device: "laptop-7" })).rejects.toMatchObject({
      code: "connector.forbidden",
    });
    const wrong = connect("wrong-secret");
    closers.push(() => wrong.close());
    const error = await wrong.run("endpoint.isolate", { device: "laptop-7" }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ root: "refused", code: "connector.forbidden" });
    expect(JSON.stringify(error)).not.toContain("wrong-secret");
    const busy = await falconWith([host("1", "laptop-7")], { busy: /devices-actions/ });
    await expect(busy.connection.run("endpoint.isolate", { device: "laptop-7" })).rejects.toMatchObject({
      root: "transient",
      code: "connector.rate-limited",
      retryAfterMs: 3000,
    });
  });

  test("no text can widen the question for a host's name", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(..."ab'*!:+,[]()\\~<>\" \n.-_") })),
        (text) => {
          const filter = filterByName(text);
          return filter === undefined || /^hostname:'[^'*\\\s!~<>+,:()[\]"]+'$/u.test(filter);
        },
      ),
    );
  });
});

describe("keeping a file from running", () => {
  test("blocks by an indicator for every host, reads it back, and deletes it again", async () => {
    const { connection, indicators } = await falconWith([]);
    const hash = SHA256.toUpperCase();
    expect(await connection.readBack("endpoint.block-hash", { hash })).toMatchObject({ inForce: "no" });
    expect(await connection.run("endpoint.block-hash", { hash, reason: "ransomware" })).toEqual({ wasBlocked: false });
    expect(indicators).toMatchObject([
      {
        ...{ type: "sha256", value: SHA256, action: "prevent", applied_globally: true },
        ...{ platforms: ["windows", "mac", "linux"], severity: "high", description: "ransomware", source: "Cordon" },
      },
    ]);
    const blocked = await connection.readBack("endpoint.block-hash", { hash });
    expect(blocked, "by its own indicator").toMatchObject({ inForce: "yes", mark: "ioc-0" });
    expect(await connection.readBack("endpoint.unblock-hash", { hash })).toMatchObject({ inForce: "no" });
    expect(await connection.run("endpoint.block-hash", { hash })).toEqual({ wasBlocked: true });
    await connection.run("endpoint.unblock-hash", { hash });
    await connection.run("endpoint.unblock-hash", { hash });
    expect(await connection.readBack("endpoint.unblock-hash", { hash })).toMatchObject({ inForce: "yes" });
    expect(indicators).toEqual([]);
  });

  test("leaves an indicator that somebody made for something else as it is", async () => {
    const allowed = { id: "ioc-9", type: "sha256", value: SHA256, action: "allow", applied_globally: true };
    const { connection, indicators } = await falconWith([], { indicators: [allowed] });
    await expect(connection.run("endpoint.block-hash", { hash: SHA256 })).rejects.toMatchObject({
      root: "refused",
      code: "connector.rejected",
      message: expect.stringContaining('"allow"'),
    });
    await connection.run("endpoint.unblock-hash", { hash: SHA256 });
    expect(indicators).toEqual([allowed]);
  });

  test("does not take SHA-1, by which Falcon blocks nothing", async () => {
    const { connection } = await falconWith([]);
    await expect(connection.run("endpoint.block-hash", { hash: "a".repeat(40) })).rejects.toMatchObject({
      root: "input",
      code: "connector.bad-input",
    });
  });
});

describe("a connection", () => {
  test("says who it is, and which scope it lacks", async () => {
    const { connection } = await falconWith([]);
    expect(await connection.health()).toMatchObject({
      ok: true,
      message: expect.stringContaining("Signed in as the API client cordon"),
    });
    const poor = await falconWith([], { forbidden: /iocs/ });
    expect(await poor.connection.health()).toMatchObject({
      ok: false,
      message: expect.stringContaining("IOC Management: Read"),
      may: ["look up hosts"],
      mayNot: ["see custom indicators"],
    });
  });

  test("that only listens needs neither client nor secret, and says what to set when it is told to act", async () => {
    const listening = connectTo(connector, {});
    closers.push(() => listening.close());
    await expect(listening.run("endpoint.isolate", { device: "laptop-7" })).rejects.toMatchObject({
      code: "connector.bad-settings",
      message: expect.stringContaining("clientId"),
    });
  });
});
