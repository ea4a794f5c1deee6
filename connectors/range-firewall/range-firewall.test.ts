import { afterEach, beforeEach, expect, it } from "vitest";
import { connectToRange, type RangeConnection } from "../../test/support/range-connection.ts";
import connector from "./connector.ts";

let range: RangeConnection;
beforeEach(async () => {
  range = await connectToRange(connector, "firewall");
});
afterEach(() => range.stop());

it.each([{ ip: "203.0.113.45" }, { ip: "2001:db8:bad::17" }])(
  "blocks $ip once per key, sees it and unblocks",
  async ({ ip }) => {
    expect(await range.run("network.block-ip", { ip, seconds: 3600 }, "e-1")).toEqual({ wasBlocked: false });
    expect(await range.run("network.block-ip", { ip, seconds: 3600 }, "e-1")).toEqual({ wasBlocked: false });
    expect(range.effects()).toEqual([
      { verb: "block-ip", entity: ip, key: "e-1", count: 2, effective: 1, repeated: 1 },
    ]);
    expect(await range.readBack("network.block-ip", { ip })).toMatchObject({ inForce: "yes", seen: { blocked: true } });
    expect(await range.run("network.block-ip", { ip })).toEqual({ wasBlocked: true });
    expect(await range.run("network.unblock-ip", { ip })).toEqual({});
    expect(await range.readBack("network.unblock-ip", { ip })).toMatchObject({ inForce: "yes" });
  },
);

it("knows an IPv6 address in any spelling as one", async () => {
  await range.run("network.block-ip", { ip: "2001:0db8:0bad:0000::0017" });
  expect(await range.readBack("network.block-ip", { ip: "2001:db8:bad::17" })).toMatchObject({ inForce: "yes" });
});

it("blocks and unblocks a domain", async () => {
  const domain = { domain: "login-portal.phish.example.com" };
  expect(await range.run("network.block-domain", domain)).toEqual({ wasBlocked: false });
  expect(await range.readBack("network.block-domain", domain)).toMatchObject({ inForce: "yes" });
  await range.run("network.unblock-domain", domain);
  expect(await range.readBack("network.block-domain", domain)).toMatchObject({ inForce: "no" });
});

it("blocks one page under every spelling of its address, and unblocks it", async () => {
  const page = { url: "https://login-portal.phish.example.com/renew?u=nadia" };
  expect(await range.run("network.block-url", page)).toEqual({ wasBlocked: false });
  const spelt = { url: "HTTPS://Login-Portal.phish.example.com:443/a/../renew?u=nadia" };
  expect(await range.run("network.block-url", spelt)).toEqual({ wasBlocked: true });
  expect(await range.readBack("network.block-url", page)).toMatchObject({ inForce: "yes" });
  await range.run("network.unblock-url", page);
  expect(await range.readBack("network.unblock-url", page)).toMatchObject({ inForce: "yes" });
});

it.each([
  "javascript:alert(1)",
  "ftp://files.example.com/a",
  "https://bank.example.com@evil.example.net/",
  "https://evil.example.net/#ada@example.com",
  "evil.example.net",
  `https://evil.example.net/${"a".repeat(2048)}`,
])("blocks nothing for %s", async (url) => {
  await expect(range.run("network.block-url", { url })).rejects.toMatchObject({ root: "input" });
  expect(range.effects()).toEqual([]);
});

it("unblocks what was not blocked without a word", async () => {
  expect(await range.run("network.unblock-ip", { ip: "203.0.113.1" })).toEqual({});
});

it("does nothing twice when the firewall is unwell for a moment", async () => {
  await range.call("POST", "/_range/faults", { failNext: 1, status: 503 });
  await expect(range.run("network.block-ip", { ip: "203.0.113.45" }, "e-1")).rejects.toMatchObject({
    root: "transient",
  });
  await range.run("network.block-ip", { ip: "203.0.113.45" }, "e-1");
  expect(range.effects()).toMatchObject([{ key: "e-1", count: 1, effective: 1 }]);
});

it("says what it may do", async () => {
  expect(await range.health({ readOnly: true })).toMatchObject({ ok: true, may: [] });
  expect((await range.health()).may).toHaveLength(6);
});
