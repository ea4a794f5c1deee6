import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { connectTo, type TestConnection } from "../../test/support/connection.ts";
import { hasNftables, type RunningFirewall, startNftables } from "../../test/support/real/nftables.ts";
import { freePort } from "../../test/support/real/process.ts";
import connector from "./connector.ts";

describe.skipIf(!hasNftables())("a real nftables firewall over ssh", () => {
  let firewall: RunningFirewall;
  const open: TestConnection[] = [];
  const connect = (settings: Record<string, unknown> = {}, secrets: Record<string, string> = {}) => {
    const { host, port, user, hostKeyFingerprint, privateKey } = firewall.ssh;
    const common = { host, port, user, hostKey: hostKeyFingerprint, ...firewall.sets };
    const allowed = [firewall.cidr, "127.0.0.0/8"];
    const connection = connectTo(connector, { ...common, ...settings }, { privateKey, ...secrets }, allowed);
    open.push(connection);
    return connection;
  };
  beforeAll(async () => {
    firewall = await startNftables();
  });
  afterEach(async () => {
    for (const connection of open.splice(0)) await connection.close();
    for (const set of ["blocked4", "blocked6", "plain4"]) await firewall.nft("flush", "set", "inet", "cordon", set);
  });
  afterAll(() => firewall?.stop());

  test.each(["203.0.113.9", "2001:db8:bad::9"])(
    "lets no packet from a blocked address through, and lets them in again: %s",
    async (ip) => {
      const connection = connect();
      expect(await firewall.canReach(ip)).toBe(true);
      expect(await connection.run("network.block-ip", { ip })).toEqual({ wasBlocked: false });
      expect(await firewall.canReach(ip)).toBe(false);
      expect(await firewall.canReach(ip.replace(/9$/, "8"))).toBe(true);
      expect(await connection.readBack("network.block-ip", { ip })).toEqual({
        inForce: "yes",
        seen: { blocked: true },
        mark: expect.stringMatching(/^cordon [0-9a-f]{16}$/),
      });
      expect(await connection.run("network.block-ip", { ip })).toEqual({ wasBlocked: true });

      expect(await connection.run("network.unblock-ip", { ip })).toEqual({});
      expect(await firewall.canReach(ip)).toBe(true);
      expect(await connection.readBack("network.unblock-ip", { ip })).toMatchObject({ inForce: "yes" });
      expect(await connection.run("network.unblock-ip", { ip })).toEqual({});
    },
  );

  test("lets a block end by itself", async () => {
    const connection = connect();
    const ip = "203.0.113.10";
    await connection.run("network.block-ip", { ip, seconds: 3 });
    expect(await firewall.canReach(ip)).toBe(false);
    await new Promise((resolve) => setTimeout(resolve, 3500));
    expect(await firewall.canReach(ip)).toBe(true);
    expect(await connection.readBack("network.block-ip", { ip })).toMatchObject({ inForce: "no" });
  });

  test("makes a block last longer and never shorter", async () => {
    const connection = connect();
    const ip = "203.0.113.11";
    const expiry = async () =>
      Number((await connection.readBack("network.block-ip", { ip })).seen.expiresInSeconds ?? Number.POSITIVE_INFINITY);
    await connection.run("network.block-ip", { ip, seconds: 100 });
    expect(await connection.run("network.block-ip", { ip, seconds: 1000 })).toEqual({ wasBlocked: true });
    expect(await expiry()).toBeGreaterThan(900);
    await connection.run("network.block-ip", { ip, seconds: 10 });
    expect(await expiry()).toBeGreaterThan(900);
  });

  test("tells its own block, also one that was made to last longer, from one that somebody puts in by hand", async () => {
    const connection = connect();
    const ip = "203.0.113.18";
    const mark = async () => (await connection.readBack("network.block-ip", { ip })).mark;
    await connection.run("network.block-ip", { ip, seconds: 100 }, "first");
    const first = await mark();
    await connection.run("network.block-ip", { ip, seconds: 1000 }, "second");
    expect(await mark()).toBe(first);
    for (const note of ["", ' comment "it\'s bad"']) {
      await firewall.nft("delete", "element", "inet", "cordon", "blocked4", `{ ${ip} }`);
      await firewall.nft("add", "element", "inet", "cordon", "blocked4", `{ ${ip} timeout 10m${note} }`);
      expect(await mark()).not.toBe(first);
    }
    await connection.run("network.block-ip", { ip, seconds: 2000 }, "third");
    expect(await mark(), "a note with a quote is dropped, not passed on").toBe("without a comment");
  });

  test("bounds how long a block lasts when told to", async () => {
    const connection = connect({ maxSeconds: 600 });
    await connection.run("network.block-ip", { ip: "203.0.113.12" });
    expect(await firewall.elements("blocked4")).toMatch(/203\.0\.113\.12 timeout 10m/);
    await expect(connection.run("network.block-ip", { ip: "203.0.113.13", seconds: 601 })).rejects.toMatchObject({
      code: "connector.rejected",
    });
  });

  test("puts an IPv4 address in IPv6 clothes into the set for IPv4", async () => {
    await connect().run("network.block-ip", { ip: "::ffff:203.0.113.14" });
    expect(await firewall.elements("blocked4")).toContain("203.0.113.14");
    expect(await firewall.canReach("203.0.113.14")).toBe(false);
  });

  test("works with a set without timeouts, and leaves a network there to whoever put it in", async () => {
    const connection = connect({ set4: "plain4" });
    expect(await connection.run("network.block-ip", { ip: "203.0.113.15", seconds: 60 })).toEqual({
      wasBlocked: false,
    });
    expect(await firewall.canReach("203.0.113.15")).toBe(false);
    await connection.run("network.unblock-ip", { ip: "203.0.113.15" });
    expect(await firewall.canReach("203.0.113.15")).toBe(true);
    await firewall.nft("add", "element", "inet", "cordon", "plain4", "{ 198.51.100.0/24 }");
    expect(await connection.run("network.block-ip", { ip: "198.51.100.7" })).toEqual({ wasBlocked: true });
    await expect(connection.run("network.unblock-ip", { ip: "198.51.100.7" })).rejects.toMatchObject({
      code: "connector.rejected",
    });
    expect((await connection.health()).message).toMatch(/no timeouts/);
  });

  test("never blocks the way in", async () => {
    const connection = connect();
    for (const ip of [firewall.callerAddress, firewall.ssh.host, `::ffff:${firewall.callerAddress}`])
      await expect(connection.run("network.block-ip", { ip })).rejects.toMatchObject({ code: "connector.rejected" });
    expect(await firewall.elements("blocked4")).not.toContain("elements");
  });

  test("gives nothing to a server with another host key", async () => {
    const connection = connect({ hostKey: `SHA256:${"A".repeat(43)}` });
    const error = await connection.run("network.block-ip", { ip: "203.0.113.16" }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ root: "refused", code: "connector.untrusted-host-key", details: { sent: false } });
    expect(await firewall.elements("blocked4")).not.toContain("elements");
    expect(await connection.health()).toMatchObject({ ok: false, may: [] });
  });

  test("tells a key that is not let in, a key without the right, and no key at all", async () => {
    const stranger = connect({ user: "nobody" });
    await expect(stranger.run("network.block-ip", { ip: "203.0.113.17" })).rejects.toMatchObject({
      root: "refused",
      code: "connector.forbidden",
    });
    const powerless = connect({}, { privateKey: firewall.ssh.powerlessKey });
    await expect(powerless.run("network.block-ip", { ip: "203.0.113.17" })).rejects.toMatchObject({
      root: "refused",
      code: "connector.forbidden",
    });
    for (const secrets of [{ privateKey: "not a key" }, { privateKey: "" }])
      for (const settings of [{}, { host: "127.0.0.1", port: await freePort() }])
        await expect(connect(settings, secrets).run("network.block-ip", { ip: "203.0.113.17" })).rejects.toMatchObject({
          code: "connector.bad-settings",
        });
  });

  test("calls a server that is down a passing trouble, and a set that is not there a wrong setting", async () => {
    const down = connect({ host: "127.0.0.1", port: await freePort() });
    await expect(down.run("network.block-ip", { ip: "203.0.113.18" })).rejects.toMatchObject({
      root: "transient",
      code: "connector.unreachable",
      details: { sent: false },
    });
    for (const settings of [{ set4: "nowhere" }, { table: "nowhere" }, { set4: "blocked6" }, { set4: undefined }])
      await expect(connect(settings).run("network.block-ip", { ip: "203.0.113.18" })).rejects.toMatchObject({
        code: "connector.bad-settings",
      });
  });

  test("says what it may there, changing nothing", async () => {
    const writes = ["network.block-ip", "network.unblock-ip"];
    const health = await connect().health();
    expect(health).toMatchObject({ ok: true, may: writes, mayNot: [] });
    expect(health.message).toMatch(/IPv4: 0 in the set; blocks end by themselves.*IPv6/);
    expect(await firewall.elements("blocked4")).not.toContain("elements");
    const powerless = await connect({}, { privateKey: firewall.ssh.powerlessKey }).health();
    expect(powerless).toMatchObject({ ok: false, may: [], mayNot: writes });
    expect(await connect({ set6: "nowhere" }).health()).toMatchObject({ ok: false, mayNot: writes });
  });
});
