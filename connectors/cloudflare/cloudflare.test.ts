import { afterEach, expect, test } from "vitest";
import { actionsOf } from "../../src/connector/connector.ts";
import { checkConnection } from "../../src/connector/invoke.ts";
import { connectTo } from "../../test/support/connection.ts";
import { answerJson, startTestServer } from "../../test/support/http-server.ts";
import connector from "./connector.ts";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const ZONE = `zones/${"0da42c8d".repeat(4)}`;

interface FakeRule {
  id: string;
  mode: string;
  configuration: { target: string; value: string };
  notes: string;
}

/** A zone with access rules: IPv6 is kept in full, a second rule for an address is refused. */
async function zone(rules: FakeRule[] = [], options: { token?: string; busy?: boolean; readOnly?: boolean } = {}) {
  const changes: string[] = [];
  const server = await startTestServer((request, response) => {
    const say = (status: number, result: unknown, message = "", headers = {}) =>
      answerJson(
        response,
        status,
        { success: status === 200, errors: message === "" ? [] : [{ code: 10000, message }], messages: [], result },
        headers,
      );
    if (request.headers.authorization !== "Bearer right-token") return say(403, null, "Authentication error");
    const url = new URL(request.path, server.url);
    const [, id] = new RegExp(`^/client/v4/${ZONE}/firewall/access_rules/rules(?:/([0-9a-f]+))?$`).exec(
      url.pathname,
    ) ?? ["", "none"];
    if (request.method === "GET" && id === undefined) {
      const { notes, ...wanted } = Object.fromEntries(url.searchParams);
      const found = rules.filter(
        (rule) =>
          (notes === undefined || rule.notes.toLowerCase().includes(notes.toLowerCase())) &&
          rule.configuration.target === (wanted["configuration.target"] ?? rule.configuration.target) &&
          rule.configuration.value === (wanted["configuration.value"] ?? rule.configuration.value),
      );
      return say(200, found);
    }
    if (options.busy) return say(429, null, "Rate limited", { "retry-after": "5" });
    if (options.readOnly) return say(403, null, "Unauthorized to access requested resource");
    const at = rules.findIndex((rule) => rule.id === id);
    if (request.method === "DELETE" && at !== -1) {
      changes.push(`DELETE ${rules.splice(at, 1)[0]?.configuration.value}`);
      return say(200, { id });
    }
    if (request.method !== "POST" || id !== undefined) return say(404, null, "not found");
    const { configuration, mode, notes } = JSON.parse(request.body) as FakeRule;
    const value = configuration.target === "ip6" ? inFull(configuration.value) : configuration.value;
    if (rules.some((rule) => rule.configuration.value === value)) return say(400, null, "duplicate_of_existing");
    rules.push({ id: `a${changes.length}`, mode, notes, configuration: { ...configuration, value } });
    changes.push(`POST ${mode} ${configuration.target} ${value}`);
    say(200, rules.at(-1));
  });
  const settings = { rulesOf: ZONE, apiUrl: `${server.url}/client/v4` };
  const cloudflare = connectTo(connector, settings, { token: options.token ?? "right-token" });
  closers.push(
    () => cloudflare.close(),
    () => server.close(),
  );
  return { cloudflare, changes };
}

function inFull(ip: string): string {
  const [left = "", right = ""] = ip.split("::");
  const [before, after] = [left, right].map((part) => part.split(":").filter(Boolean));
  const missing = 8 - (before?.length ?? 0) - (after?.length ?? 0);
  return [...(before ?? []), ...Array<string>(missing).fill("0"), ...(after ?? [])]
    .map((one) => one.padStart(4, "0"))
    .join(":");
}

const rule = (mode: string, value: string): FakeRule => ({
  id: "b0",
  mode,
  configuration: { target: "ip", value },
  notes: "by hand",
});

test("a rule is told from one that takes its place", async () => {
  const { cloudflare } = await zone();
  const marks: unknown[] = [];
  for (let turn = 0; turn < 2; turn += 1) {
    await cloudflare.run("network.block-ip", { ip: "93.184.216.34" });
    marks.push((await cloudflare.readBack("network.block-ip", { ip: "93.184.216.34" })).mark);
    await cloudflare.run("network.unblock-ip", { ip: "93.184.216.34" });
  }
  expect(marks).toEqual(["a0", "a2"]);
});

test.each([
  ["93.184.216.34", "ip 93.184.216.34", "93.184.216.3"],
  ["2606:2800:220:1::93", "ip6 2606:2800:0220:0001:0000:0000:0000:0093", "2606:2800:220:1::9"],
])("blocks %s once, reads it back, and takes it out again", async (ip, kept, other) => {
  const { cloudflare, changes } = await zone();
  expect(await cloudflare.run("network.block-ip", { ip })).toEqual({ wasBlocked: false });
  expect(await cloudflare.readBack("network.block-ip", { ip })).toMatchObject({ inForce: "yes" });
  expect(await cloudflare.readBack("network.block-ip", { ip: other })).toMatchObject({ inForce: "no" });
  expect(await cloudflare.run("network.block-ip", { ip })).toEqual({ wasBlocked: true });
  await cloudflare.run("network.unblock-ip", { ip });
  await cloudflare.run("network.unblock-ip", { ip });
  expect(await cloudflare.readBack("network.unblock-ip", { ip })).toMatchObject({ inForce: "yes" });
  expect(changes).toEqual([`POST block ${kept}`, `DELETE ${kept.split(" ")[1]}`]);
});

test("leaves a rule that says something else of the address to whoever made it", async () => {
  const { cloudflare, changes } = await zone([rule("whitelist", "93.184.216.34")]);
  const ip = { ip: "93.184.216.34" };
  await expect(cloudflare.run("network.block-ip", ip)).rejects.toMatchObject({
    code: "connector.rejected",
    message: expect.stringContaining("whitelist"),
  });
  await cloudflare.run("network.unblock-ip", ip);
  expect(await cloudflare.readBack("network.block-ip", ip)).toMatchObject({
    inForce: "no",
    seen: { mode: "whitelist" },
  });
  expect(changes).toEqual([]);
});

test.each(["10.0.0.1", "127.0.0.1", "fe80::1", "::ffff:93.184.216.34", "203.0.113.7"])(
  "refuses %s, which no visitor has",
  async (ip) => {
    const { cloudflare, changes } = await zone();
    await expect(cloudflare.run("network.block-ip", { ip })).rejects.toMatchObject({ code: "connector.rejected" });
    expect(changes).toEqual([]);
  },
);

test("says that it is not let in, that it may only read, and that it is to come back later", async () => {
  const ip = { ip: "93.184.216.34" };
  const stranger = await zone([], { token: "wrong-token" });
  const error = await stranger.cloudflare.run("network.block-ip", ip).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ root: "refused", code: "connector.forbidden" });
  expect(JSON.stringify(error)).not.toContain("wrong-token");
  expect(await stranger.cloudflare.health()).toMatchObject({ ok: false });
  const reader = await zone([], { readOnly: true });
  expect(await reader.cloudflare.health()).toMatchObject({ ok: true, may: [] });
  await expect(reader.cloudflare.run("network.block-ip", ip)).rejects.toMatchObject({ code: "connector.forbidden" });
  const busy = await zone([], { busy: true });
  await expect(busy.cloudflare.run("network.block-ip", ip)).rejects.toMatchObject({
    code: "connector.rate-limited",
    retryAfterMs: 5000,
  });
});

test("a connection made for its source alone is taken as it is, and implements nothing", async () => {
  const { settings } = checkConnection(connector, {}, {});
  expect(actionsOf(connector, settings)).toEqual([]);
  expect(() => checkConnection(connector, { rulesOf: ZONE }, {})).toThrow(/"token"/);
  expect(() => checkConnection(connector, { rulesOf: "zones/../accounts" }, {})).toThrow(/32 hexadecimal/);
  const deaf = connectTo(connector, {});
  closers.push(() => deaf.close());
  await expect(deaf.run("network.block-ip", { ip: "93.184.216.34" })).rejects.toMatchObject({
    code: "connector.bad-settings",
  });
});
