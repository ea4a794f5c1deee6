import { afterEach, expect, test } from "vitest";
import { connectTo } from "../../test/support/connection.ts";
import { answerJson, startTestServer } from "../../test/support/http-server.ts";
import connector from "./connector.ts";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

interface FakeAgent {
  id: string;
  name: string;
  status: string;
  group: string[];
}

/** A manager with agents, as far as the connector talks to one. */
async function managerWith(
  agents: FakeAgent[],
  options: { settings?: Record<string, unknown>; policies?: unknown; failed?: { code: number; message: string } } = {},
) {
  const commands: string[] = [];
  const server = await startTestServer((request, response) => {
    const url = new URL(request.path, "http://manager");
    if (url.pathname === "/security/user/authenticate") {
      const isRight =
        request.headers.authorization === `Basic ${Buffer.from("cordon:right-password").toString("base64")}`;
      return isRight
        ? answerJson(response, 200, { data: { token: "jwt-of-cordon" } })
        : answerJson(response, 401, { title: "Unauthorized", detail: "Invalid credentials" });
    }
    if (request.headers.authorization !== "Bearer jwt-of-cordon") return answerJson(response, 401, {});
    if (url.pathname === "/security/users/me/policies")
      return answerJson(response, 200, { data: options.policies, error: 0 });
    if (url.pathname === "/agents") {
      const found = agents.filter(
        ({ id, name }) => id === url.searchParams.get("agents_list") || name === url.searchParams.get("name"),
      );
      return answerJson(response, 200, {
        data: {
          affected_items: found.map((agent) => ({
            ...agent,
            os: { name: "Ubuntu", version: "22.04" },
            lastKeepAlive: "2026-01-02T03:04:05Z",
          })),
        },
        error: 0,
      });
    }
    if (url.pathname === "/active-response") {
      if (!options.failed) commands.push(`${url.searchParams.get("agents_list")} ${request.body}`);
      const failed = options.failed ? [{ error: options.failed, id: ["001"] }] : [];
      return answerJson(response, 200, {
        data: {
          total_affected_items: 1 - failed.length,
          total_failed_items: failed.length,
          failed_items: failed,
          affected_items: [],
        },
        error: failed.length,
      });
    }
    const [, id, group] = /^\/agents\/(\d+)\/group\/([^/]+)$/.exec(url.pathname) ?? [];
    const agent = agents.find((candidate) => candidate.id === id);
    if (!agent || !group) return answerJson(response, 404, {});
    agent.group = request.method === "PUT" ? [...agent.group, group] : agent.group.filter((name) => name !== group);
    answerJson(response, 200, { message: "done", error: 0 });
  });
  const connect = (password: string) =>
    connectTo(
      connector,
      {
        baseUrl: server.url,
        user: "cordon",
        isolateCommand: "!isolate",
        releaseCommand: "!release",
        isolatedGroup: "isolated",
        ...options.settings,
      },
      { password },
    );
  const connection = connect("right-password");
  closers.push(
    () => connection.close(),
    () => server.close(),
  );
  return { server, connection, connect, commands };
}

const laptop = (): FakeAgent => ({ id: "001", name: "laptop-7", status: "active", group: ["default"] });

test("isolates by name, keeps the mark, reads it back and releases again", async () => {
  const { connection, commands } = await managerWith([laptop()]);
  expect(await connection.readBack("endpoint.isolate", { device: "laptop-7" })).toMatchObject({ inForce: "no" });
  expect(await connection.run("endpoint.isolate", { device: "laptop-7", reason: "malware; rm -rf /" })).toEqual({
    wasIsolated: false,
  });
  expect(await connection.readBack("endpoint.isolate", { device: "laptop-7" })).toMatchObject({
    inForce: "yes",
    seen: { agent: "001" },
  });
  expect(await connection.run("endpoint.get-device", { device: "001" })).toEqual({
    found: true,
    isolated: true,
    os: "Ubuntu 22.04",
    lastSeen: "2026-01-02T03:04:05Z",
    tags: ["default", "isolated"],
  });
  expect(await connection.run("endpoint.isolate", { device: "laptop-7" })).toEqual({ wasIsolated: true });
  await connection.run("endpoint.release", { device: "001" });
  expect(await connection.readBack("endpoint.release", { device: "001" })).toMatchObject({ inForce: "yes" });
  expect(commands).toEqual([
    '001 {"command":"!isolate","arguments":[]}',
    '001 {"command":"!isolate","arguments":[]}',
    '001 {"command":"!release","arguments":[]}',
  ]);
});

test("without a group to mark with it cannot tell", async () => {
  const { connection } = await managerWith([laptop()], { settings: { isolatedGroup: "" } });
  await connection.run("endpoint.isolate", { device: "laptop-7" });
  expect(await connection.readBack("endpoint.isolate", { device: "laptop-7" })).toEqual({
    inForce: "cannot-tell",
    seen: {},
  });
});

test("an agent that is not there: looked up it is not found, isolated it is refused", async () => {
  const { connection, commands } = await managerWith([laptop(), { ...laptop(), id: "000", name: "manager" }]);
  for (const device of ["laptop-8", "002", "manager", "000"]) {
    expect(await connection.run("endpoint.get-device", { device })).toMatchObject({ found: false });
    await expect(connection.run("endpoint.isolate", { device })).rejects.toMatchObject({
      root: "refused",
      code: "connector.not-found",
    });
  }
  expect(commands).toEqual([]);
});

test("an agent that is away, and a name that two agents have, are refused", async () => {
  const { connection, commands } = await managerWith([
    { ...laptop(), status: "disconnected" },
    { ...laptop(), id: "002", name: "twin" },
    { ...laptop(), id: "003", name: "twin" },
  ]);
  await expect(connection.run("endpoint.isolate", { device: "laptop-7" })).rejects.toMatchObject({
    code: "connector.rejected",
    details: { status: "disconnected" },
  });
  await expect(connection.run("endpoint.isolate", { device: "twin" })).rejects.toMatchObject({
    code: "connector.rejected",
  });
  expect(commands).toEqual([]);
});

test("a failure that Wazuh reports with HTTP 200 is a refusal, and leaves no mark", async () => {
  const agent = laptop();
  const { connection } = await managerWith([agent], {
    failed: { code: 1652, message: "The command used is not defined" },
  });
  await expect(connection.run("endpoint.isolate", { device: "laptop-7" })).rejects.toMatchObject({
    root: "refused",
    code: "connector.rejected",
    details: { wazuhCode: 1652 },
  });
  expect(agent.group).toEqual(["default"]);
});

test("a wrong password is refused and not repeated", async () => {
  const { connect } = await managerWith([laptop()]);
  const wrong = connect("wrong-password");
  const error = await wrong.run("endpoint.get-device", { device: "001" }).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ root: "refused", code: "connector.forbidden" });
  expect(JSON.stringify(error)).not.toMatch(/wrong-password|d3JvbmctcGFzc3dvcmQ/);
  await wrong.close();
});

test.each([
  [
    {
      rbac_mode: "white",
      "agent:read": { "agent:id:*": "allow" },
      "active-response:command": { "agent:id:*": "allow" },
    },
    { ok: true, mayNot: [] },
  ],
  [
    { rbac_mode: "white", "agent:read": { "agent:id:*": "allow" } },
    { ok: false, may: ["look up endpoints"], mayNot: ["isolate and release endpoints"] },
  ],
  [{ rbac_mode: "black" }, { ok: true }],
  [
    { rbac_mode: "black", "active-response:command": { "*:*:*": "deny" } },
    { ok: false, mayNot: ["isolate and release endpoints"] },
  ],
])("health with the policies %j", async (policies, expected) => {
  const { connection } = await managerWith([], { policies });
  expect(await connection.health()).toMatchObject(expected);
});
