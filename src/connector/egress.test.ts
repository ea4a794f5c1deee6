import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../../test/support/http-server.ts";
import { silentLog } from "../log.ts";
import { isPublicAddress, networksOf } from "./address.ts";
import { createEgress, type EgressOptions } from "./egress.ts";
import { createHttpClient } from "./http.ts";

const PUBLIC = "93.184.216.34";

describe("an address is public", () => {
  test.each([PUBLIC, "8.8.8.8", "2606:4700::1111"])("%s is", (address) => expect(isPublicAddress(address)).toBe(true));
  test.each([
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:8.8.8.8",
    "::ffff:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::7f00:1",
    "2002:7f00:1::",
    "2001:0:4136:e378::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fec0::1",
    "ff02::1",
    "2001:db8::1",
    "not an address",
    "",
  ])("%s is not", (address) => expect(isPublicAddress(address)).toBe(false));
});

test("a network allows what is inside it, in its own address family", () => {
  const inside = networksOf(["127.0.0.0/8", "fd00::/8"]);
  expect(inside("127.9.9.9")).toBe(true);
  expect(inside("fd00::1")).toBe(true);
  expect(inside("128.0.0.1")).toBe(false);
  expect(inside("::ffff:127.0.0.1")).toBe(false);
});

test.each(["127.0.0.1", "10/8", "x", "10.0.0.0/33"])("%s is not a network", (cidr) =>
  expect(() => networksOf([cidr])).toThrow(/CIDR/),
);

describe("connecting", () => {
  let listener: TestServer;
  beforeAll(async () => {
    listener = await startTestServer((_request, response) => void response.end("reached"));
  });
  afterAll(() => listener.close());

  /** Calls `http://<host>:<listener's port>/` under the policy; answers what came of it. */
  async function reach(host: string, options: Partial<EgressOptions>): Promise<string> {
    const egress = createEgress({ allowCidrs: [], ...options });
    const client = createHttpClient({ egress, log: silentLog, defaultTimeoutMs: 3000, maxResponseBytes: 100 });
    try {
      return String((await client.request({ method: "GET", url: `http://${host}:${listener.port}/` })).body);
    } catch (error) {
      return (error as { code: string }).code;
    } finally {
      await egress.close();
    }
  }

  const answers = (...addresses: string[]): Partial<EgressOptions> => ({
    resolve: async () => addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
  });

  test.each([
    "127.0.0.1",
    "localhost",
    "2130706433",
    "0x7f.1",
    "0x7f000001",
    "0177.0.0.1",
    "127.1",
    "0",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]",
    "１２７.0.0.1",
  ])("to %s is refused, and the listener sees no connection", async (host) => {
    const before = listener.connections();
    expect(await reach(host, {})).toBe("connector.egress-refused");
    expect(listener.connections()).toBe(before);
  });

  test.each([
    ["a private address", ["127.0.0.1"]],
    ["a public and a private address", [PUBLIC, "127.0.0.1"]],
    ["an IPv4-mapped address", ["::ffff:127.0.0.1"]],
    ["the cloud's metadata address", ["169.254.169.254"]],
  ])("to a name with %s is refused", async (_what, addresses) => {
    const before = listener.connections();
    expect(await reach("vendor.example", answers(...addresses))).toBe("connector.egress-refused");
    expect(listener.connections()).toBe(before);
  });

  test("asks the resolver again for a new connection, so a name that moved to a private address is refused", async () => {
    let turn = 0;
    const egress = createEgress({
      allowCidrs: ["127.0.0.1/32"],
      resolve: async () => [{ address: turn++ === 0 ? "127.0.0.1" : "127.0.0.2", family: 4 }],
    });
    const client = createHttpClient({ egress, log: silentLog, defaultTimeoutMs: 3000, maxResponseBytes: 100 });
    const url = `http://vendor.example:${listener.port}/`;
    expect((await client.request({ method: "GET", url, headers: { connection: "close" } })).body).toBe("reached");
    await expect(client.request({ method: "GET", url })).rejects.toMatchObject({
      code: "connector.egress-refused",
      details: { sent: false },
    });
    await egress.close();
  });

  test("to an allowed network works, by literal and by name", async () => {
    expect(await reach("127.0.0.1", { allowCidrs: ["127.0.0.0/8"] })).toBe("reached");
    expect(await reach("2130706433", { allowCidrs: ["127.0.0.0/8"] })).toBe("reached");
    expect(await reach("siem.internal", { allowCidrs: ["127.0.0.0/8"], ...answers("127.0.0.1") })).toBe("reached");
  });

  test("a name that does not resolve is transient", async () => {
    expect(
      await reach("nowhere.example", {
        resolve: async () => Promise.reject(Object.assign(new Error("x"), { code: "ENOTFOUND" })),
      }),
    ).toBe("connector.unreachable");
    expect(await reach("nowhere.example", answers())).toBe("connector.unreachable");
  });
});

describe("dialing", () => {
  const egress = createEgress({
    allowCidrs: ["10.0.0.0/8"],
    resolve: async () => [{ address: "10.1.2.3", family: 4 }],
  });
  afterAll(() => egress.close());

  test("answers the one checked address", async () => {
    expect(await egress.dial("dc1.corp.test", 636)).toEqual({ host: "10.1.2.3", port: 636 });
  });
  test.each(["127.0.0.1", "0x7f.1", "::1", "::ffff:10.1.2.3"])("refuses %s", async (host) => {
    await expect(egress.dial(host, 22)).rejects.toMatchObject({ code: "connector.egress-refused" });
  });
  test.each(["a/b", "a:80", "user@a", "", "a b", "fe80::1%eth0"])("refuses %j as a host", async (host) => {
    await expect(egress.dial(host, 22)).rejects.toMatchObject({ code: "connector.bad-host" });
  });
});
