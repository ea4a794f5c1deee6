import { afterAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { answerJson, startTestServer } from "../../test/support/http-server.ts";
import { RefusedError } from "../errors.ts";
import { silentLog } from "../log.ts";
import { suspendUser } from "./capabilities/identity.ts";
import { type Action, actionsOf, type Connector, defineAction, defineConnector } from "./connector.ts";
import { createEgress } from "./egress.ts";
import { type ContextParts, checkConnection, invokeAction, invokeHealth, invokeReadBack } from "./invoke.ts";

const egress = createEgress({ allowCidrs: [] });
afterAll(() => egress.close());
const parts: ContextParts = {
  settings: { realm: "corp" },
  secrets: { token: "canary-secret" },
  egress,
  log: silentLog,
  idempotencyKey: "effect-1",
  timeoutMs: 200,
};

type Run = Action<{ realm: string }, typeof suspendUser.input, typeof suspendUser.output>["run"];

function directory(run: Run, more: Partial<Connector> = {}): { connector: Connector; action: Action } {
  const connector = defineConnector({
    id: "directory",
    title: "Directory",
    docs: "https://directory.example/docs",
    settings: z.strictObject({
      realm: z.string().describe("The realm"),
      port: z.number().int().default(636).describe("The port"),
    }),
    secrets: [
      { name: "token", title: "API token" },
      { name: "extra", title: "Extra", optional: true },
    ],
    actions: [
      defineAction({
        capability: suspendUser,
        docs: "https://directory.example/docs/suspend",
        permissions: ["users:write"],
        idempotent: true,
        run,
      }),
    ],
    ...more,
  });
  return { connector, action: connector.actions[0]! };
}

describe("invoking an action", () => {
  test("hands over checked input with its defaults, the context, and gives back checked output", async () => {
    let seen: unknown;
    const { connector, action } = directory(async (context, input) => {
      seen = { input, realm: context.settings.realm, key: context.idempotencyKey };
      return { wasEnabled: true };
    });
    expect(await invokeAction(connector, action, parts, { user: "ada" })).toEqual({ wasEnabled: true });
    expect(seen).toEqual({ input: { user: "ada", reason: "" }, realm: "corp", key: "effect-1" });
  });

  test("a bad input names the field and does not reach the product", async () => {
    let calls = 0;
    const { connector, action } = directory(async () => {
      calls += 1;
      return { wasEnabled: true };
    });
    await expect(invokeAction(connector, action, parts, { user: "" })).rejects.toMatchObject({
      root: "input",
      code: "connector.bad-input",
      details: { fields: ["user"] },
    });
    expect(calls).toBe(0);
  });

  test("an answer the capability does not know is refused as a bad answer", async () => {
    const { connector, action } = directory(
      async () => ({ wasEnabled: "maybe" }) as unknown as { wasEnabled: boolean },
    );
    await expect(invokeAction(connector, action, parts, { user: "ada" })).rejects.toMatchObject({
      root: "refused",
      code: "connector.bad-answer",
    });
  });

  test("ends at its deadline even when the connector ignores it, and tells the connector", async () => {
    let told = false;
    const { connector, action } = directory((context) => {
      context.signal.addEventListener("abort", () => {
        told = true;
      });
      return new Promise(() => {});
    });
    await expect(invokeAction(connector, action, parts, { user: "ada" })).rejects.toMatchObject({
      root: "transient",
      code: "connector.timeout",
    });
    expect(told).toBe(true);
  });

  test("ends when its run is cancelled, before or during", async () => {
    const cancelled = new AbortController();
    const { connector, action } = directory(() => new Promise(() => setTimeout(() => cancelled.abort(), 10)));
    const call = () =>
      invokeAction(connector, action, { ...parts, timeoutMs: 60_000, signal: cancelled.signal }, { user: "ada" });
    await expect(call()).rejects.toMatchObject({ code: "connector.timeout", details: { reason: "cancelled" } });
    await expect(call()).rejects.toMatchObject({ code: "connector.timeout" });
  });

  test("passes our errors on and turns a slip of the connector into a defect without secrets", async () => {
    const no = new RefusedError("connector.not-found", "no such user");
    const refusing = directory(async () => Promise.reject(no));
    await expect(invokeAction(refusing.connector, refusing.action, parts, { user: "ada" })).rejects.toBe(no);
    const slipping = directory(async (context) =>
      Promise.reject(new TypeError(`cannot read ${context.secrets.token}`)),
    );
    const error = await invokeAction(slipping.connector, slipping.action, parts, { user: "ada" }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ root: "defect", code: "connector.unexpected" });
    expect(JSON.stringify(error)).not.toContain("canary-secret");
  });

  test("says when an earlier request of the same call may have changed something, though the last one never left", async () => {
    const server = await startTestServer((_request, response) => answerJson(response, 200, {}));
    const near = createEgress({ allowCidrs: ["127.0.0.0/8"] });
    const { connector, action } = directory(async (context) => {
      await context.http.request({ method: context.settings.realm === "ask" ? "GET" : "POST", url: server.url });
      await context.http.request({ method: "POST", url: "http://10.0.0.1/" });
      return { wasEnabled: true };
    });
    const failure = (realm: string) =>
      invokeAction(
        connector,
        action,
        { ...parts, egress: near, settings: { realm }, timeoutMs: 30_000 },
        { user: "ada" },
      );
    await expect(failure("tell")).rejects.toMatchObject({
      code: "connector.egress-refused",
      details: { sent: false, changed: true },
    });
    await expect(failure("ask")).rejects.toMatchObject({ details: expect.not.objectContaining({ changed: true }) });
    await near.close();
    await server.close();
  });

  test("at the deadline the connector's own error wins, which knows whether anything was sent", async () => {
    const server = await startTestServer(() => {});
    const near = createEgress({ allowCidrs: ["127.0.0.0/8"] });
    const { connector, action } = directory(async (context) => {
      await context.http.request({ method: "POST", url: server.url, timeoutMs: 60_000 });
      return { wasEnabled: true };
    });
    await expect(invokeAction(connector, action, { ...parts, egress: near }, { user: "ada" })).rejects.toMatchObject({
      code: "connector.timeout",
      details: { phase: "headers", sent: true },
    });
    await near.close();
    await server.close();
  });

  test("an action without read-back cannot tell", async () => {
    const { connector, action } = directory(async () => ({ wasEnabled: true }));
    expect(await invokeReadBack(connector, action, parts, { user: "ada" })).toEqual({
      inForce: "cannot-tell",
      seen: {},
    });
  });
});

describe("health", () => {
  test("of an unreachable product is not ok, in words", async () => {
    const { connector } = directory(async () => ({ wasEnabled: true }), {
      health: (context) => context.http.request({ method: "GET", url: "http://127.0.0.1:1/" }) as never,
    });
    expect(await invokeHealth(connector, parts)).toMatchObject({
      ok: false,
      message: expect.stringContaining("not allowed"),
      may: [],
    });
  });
});

describe("checking a connection", () => {
  const { connector } = directory(async () => ({ wasEnabled: true }));
  test("fills in defaults", () => {
    expect(checkConnection(connector, { realm: "corp" }, { token: "t" })).toEqual({
      settings: { realm: "corp", port: 636 },
      secrets: { token: "t" },
    });
  });
  test.each([
    [{}, { token: "t" }, "realm"],
    [{ realm: "corp", colour: "red" }, { token: "t" }, "colour"],
    [{ realm: "corp" }, {}, '"token"'],
    [{ realm: "corp" }, { token: "t", tokn: "canary" }, '"tokn"'],
  ])("%j with %j names what is wrong", (settings, secrets, named) => {
    expect(() => checkConnection(connector, settings, secrets as Record<string, string>)).toThrow(
      expect.objectContaining({ code: "connector.bad-settings", message: expect.stringContaining(named) }),
    );
  });
});

describe("a connection that is there to be heard, of a product that can act", () => {
  const { connector: both } = directory(async () => ({ wasEnabled: true }), {
    settings: z.strictObject({ url: z.string().optional().describe("Where it answers") }),
    secrets: [{ name: "token", title: "API token", optional: "unless-it-acts" }],
    actsWith: "url",
    health: async () => ({ ok: false, message: "asked", may: [], mayNot: [] }),
  });

  test("implements nothing, needs no secret, and is asked nothing", async () => {
    expect(actionsOf(both, {})).toEqual([]);
    expect(actionsOf(both, { url: "" })).toEqual([]);
    expect(checkConnection(both, {}, {})).toEqual({ settings: {}, secrets: {} });
    expect(await invokeHealth(both, { ...parts, settings: {} })).toMatchObject({ ok: true });
  });

  test("acts once it has the setting for it, and then needs its secret", async () => {
    const settings = { url: "https://directory.example" };
    expect(actionsOf(both, settings).map(({ capability }) => capability.id)).toEqual(["identity.suspend-user"]);
    expect(() => checkConnection(both, settings, {})).toThrow(/needs the secret "token"/);
    expect(await invokeHealth(both, { ...parts, settings })).toMatchObject({ message: "asked" });
  });
});
