import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { odataText } from "../../src/connector/odata.ts";
import { connectTo } from "../../test/support/connection.ts";
import { answerJson, startTestServer } from "../../test/support/http-server.ts";
import connector from "./connector.ts";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const id = (digit: string) => digit.repeat(40);
const HASH = "ab".repeat(32);
const ALL = ["Machine.Read.All", "Machine.Isolate", "Ti.ReadWrite.All"];

interface FakeAction {
  id: string;
  type: string;
  status: string;
  machineId: string;
  creationDateTimeUtc: string;
}
interface FakeIndicator {
  id: string;
  indicatorValue: string;
  indicatorType: string;
  action: string;
}

/** Defender with machines by id and name; an order it takes ends in the status given. */
async function defenderWith(
  machines: Record<string, string>,
  options: { roles?: string[]; ends?: string; indicators?: FakeIndicator[]; busy?: RegExp } = {},
) {
  const actions: FakeAction[] = [];
  const indicators = options.indicators ?? [];
  const state = { ends: options.ends ?? "Succeeded" };
  const token = `x.${Buffer.from(JSON.stringify({ roles: options.roles ?? ALL })).toString("base64url")}.x`;
  const error = (code: string) => ({ error: { code, message: code, target: "t" } });
  const server = await startTestServer((request, response) => {
    const { pathname, searchParams } = new URL(request.path, "http://defender");
    const call = `${request.method} ${pathname}`;
    const filter = searchParams.get("$filter") ?? "";
    if (call === "POST /corp.example/oauth2/v2.0/token") {
      const form = new URLSearchParams(request.body);
      const isRight = form.get("client_secret") === "right-secret" && form.get("scope")?.endsWith("/.default") === true;
      return isRight
        ? answerJson(response, 200, { access_token: token, token_type: "Bearer" })
        : answerJson(response, 401, { error: "invalid_client", error_description: "AADSTS7000215" });
    }
    if (request.headers.authorization !== `Bearer ${token}`) return answerJson(response, 401, error("Unauthorized"));
    if (options.busy?.test(call)) return answerJson(response, 429, error("TooManyRequests"), { "retry-after": "9" });
    const [, machineId = "", order] =
      /^\/api\/machines\/([0-9a-f]{40})(?:\/(isolate|unisolate))?$/.exec(pathname) ?? [];
    if (machineId !== "" && machines[machineId] === undefined)
      return answerJson(response, 404, error("ResourceNotFound"));
    if (order !== undefined && request.method === "POST") {
      const body = JSON.parse(request.body) as Record<string, unknown>;
      const wanted = order === "isolate" ? ["Comment", "IsolationType"] : ["Comment"];
      if (Object.keys(body).join() !== wanted.join() || body.Comment === "")
        return answerJson(response, 400, error("InvalidRequestBody"));
      const type = order === "isolate" ? "Isolate" : "Unisolate";
      const creationDateTimeUtc = new Date(Date.UTC(2026, 0, 1) + actions.length * 1000).toISOString();
      const made = { id: `action-${actions.length}`, type, status: state.ends, machineId, creationDateTimeUtc };
      actions.push(made);
      return answerJson(response, 201, { ...made, status: "Pending" });
    }
    const shown = ([key, name]: [string, string]) => ({ id: key, computerDnsName: name, osPlatform: "Windows11" });
    if (machineId !== "") return answerJson(response, 200, shown([machineId, machines[machineId] ?? ""]));
    if (call === "GET /api/machines") {
      const name = /^computerDnsName eq '(.+)' or startswith\(computerDnsName,'\1\.'\)$/.exec(filter)?.[1];
      if (name === undefined) return answerJson(response, 400, error("ODataError"));
      const found = Object.entries(machines).filter(([, full]) => full === name || full.startsWith(`${name}.`));
      return answerJson(response, 200, { value: found.map(shown) });
    }
    if (call === "GET /api/machineactions") {
      const asked = /^machineId eq '([0-9a-f]{40})' and \(type eq 'Isolate' or type eq 'Unisolate'\)$/.exec(
        filter,
      )?.[1];
      return answerJson(response, 200, { value: actions.filter((one) => one.machineId === asked) });
    }
    if (call === "GET /api/indicators") {
      const value = /^indicatorValue eq '([0-9a-f]+)'$/.exec(filter)?.[1];
      return answerJson(response, 200, { value: indicators.filter((one) => one.indicatorValue === value) });
    }
    if (call === "POST /api/indicators") {
      const made = { ...(JSON.parse(request.body) as FakeIndicator), id: "7" };
      indicators.push(made);
      return answerJson(response, 200, made);
    }
    if (call === "DELETE /api/indicators/7") {
      indicators.splice(0);
      response.writeHead(204);
      return response.end();
    }
    answerJson(response, 404, error("NotFound"));
  });
  const settings = { tenantId: "corp.example", clientId: "cordon", authority: server.url, apiBase: server.url };
  const connect = (clientSecret: string) => connectTo(connector, settings, { clientSecret });
  const connection = connect("right-secret");
  closers.push(
    () => connection.close(),
    () => server.close(),
  );
  return { connection, connect, actions, indicators, state };
}

describe("isolating a device", () => {
  test("isolates by name, reads it back by the machine's actions, and releases by machine id", async () => {
    const { connection, actions } = await defenderWith({ [id("1")]: "pc-7.corp.example" });
    expect(await connection.readBack("endpoint.isolate", { device: "pc-7" })).toMatchObject({ inForce: "no" });
    expect(await connection.run("endpoint.isolate", { device: "pc-7" })).toEqual({ wasIsolated: false });
    const isolated = await connection.readBack("endpoint.isolate", { device: id("1") });
    expect(isolated).toMatchObject({ inForce: "yes", mark: "action-0" });
    expect(await connection.run("endpoint.get-device", { device: "pc-7.corp.example" })).toMatchObject({
      found: true,
      isolated: true,
      os: "Windows11",
    });
    expect(await connection.run("endpoint.isolate", { device: "pc-7" })).toEqual({ wasIsolated: true });
    await connection.run("endpoint.release", { device: id("1") });
    await connection.run("endpoint.release", { device: id("1") });
    expect(await connection.readBack("endpoint.release", { device: "pc-7" })).toMatchObject({ inForce: "yes" });
    expect(actions.map(({ type }) => type)).toEqual(["Isolate", "Unisolate"]);
  });

  test("nobody can tell while the order is on its way, and one that failed isolates nothing", async () => {
    const { connection, actions } = await defenderWith({ [id("1")]: "pc-7" }, { ends: "Pending" });
    await connection.run("endpoint.isolate", { device: "pc-7" });
    expect(await connection.readBack("endpoint.isolate", { device: "pc-7" })).toMatchObject({ inForce: "cannot-tell" });
    expect(await connection.run("endpoint.isolate", { device: "pc-7" })).toEqual({ wasIsolated: true });
    for (const action of actions) action.status = "Failed";
    expect(await connection.readBack("endpoint.isolate", { device: "pc-7" })).toMatchObject({ inForce: "no" });
  });

  test("a machine that is not there or of which there are two is refused", async () => {
    const { connection, actions } = await defenderWith({ [id("1")]: "twin.a.example", [id("2")]: "twin.b.example" });
    expect(await connection.run("endpoint.get-device", { device: id("9") })).toMatchObject({ found: false });
    await expect(connection.run("endpoint.isolate", { device: "pc-8" })).rejects.toMatchObject({
      code: "connector.not-found",
    });
    await expect(connection.run("endpoint.isolate", { device: "twin" })).rejects.toMatchObject({
      code: "connector.rejected",
    });
    expect(actions).toEqual([]);
  });

  test("a wrong secret and a busy Defender are told apart", async () => {
    const { connect } = await defenderWith({});
    const wrong = connect("wrong-secret");
    closers.push(() => wrong.close());
    await expect(wrong.run("endpoint.isolate", { device: "pc-7" })).rejects.toMatchObject({
      code: "connector.forbidden",
      message: expect.stringContaining("AADSTS7000215"),
    });
    const busy = await defenderWith({ [id("1")]: "pc-7" }, { busy: /isolate/ });
    await expect(busy.connection.run("endpoint.isolate", { device: "pc-7" })).rejects.toMatchObject({
      code: "connector.rate-limited",
      retryAfterMs: 9000,
    });
  });

  test("no text ends the text of a filter", () => {
    fc.assert(fc.property(fc.string(), (text) => /^'(?:[^']|'')*'$/s.test(odataText(text))));
  });
});

test("a file is blocked by an indicator, read back and let go; one that is allowed is left alone", async () => {
  const { connection, indicators } = await defenderWith({});
  expect(await connection.run("endpoint.block-hash", { hash: HASH })).toEqual({ wasBlocked: false });
  expect(indicators).toMatchObject([{ indicatorType: "FileSha256", action: "Block", indicatorValue: HASH }]);
  const blocked = await connection.readBack("endpoint.block-hash", { hash: HASH });
  expect(blocked, "by its own indicator").toMatchObject({ inForce: "yes", mark: "7" });
  expect(await connection.run("endpoint.block-hash", { hash: HASH })).toEqual({ wasBlocked: true });
  await connection.run("endpoint.unblock-hash", { hash: HASH });
  expect(await connection.readBack("endpoint.unblock-hash", { hash: HASH })).toMatchObject({ inForce: "yes" });
  indicators.push({ id: "8", indicatorValue: HASH, indicatorType: "FileSha256", action: "Allowed" });
  await expect(connection.run("endpoint.block-hash", { hash: HASH })).rejects.toMatchObject({
    code: "connector.rejected",
  });
});

test("a connection says which permission it lacks, and one that only listens what to set", async () => {
  const poor = await defenderWith({}, { roles: ["Machine.Read.All"] });
  expect(await poor.connection.health()).toMatchObject({
    ok: false,
    message: expect.stringContaining("Machine.Isolate"),
    may: ["look up devices"],
  });
  const { connection } = await defenderWith({});
  expect(await connection.health()).toMatchObject({ ok: true, mayNot: [] });
  const listening = connectTo(connector, {});
  closers.push(() => listening.close());
  await expect(listening.run("endpoint.isolate", { device: "x" })).rejects.toMatchObject({
    code: "connector.bad-settings",
  });
});
