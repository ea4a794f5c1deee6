import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { connectTo, type TestConnection } from "../../test/support/connection.ts";
import { hasCrowdsec, type RunningCrowdsec, startCrowdsec } from "../../test/support/real/crowdsec.ts";
import connector from "./connector.ts";

describe.skipIf(!hasCrowdsec())("a real CrowdSec", () => {
  let crowdsec: RunningCrowdsec;
  const open: TestConnection[] = [];
  const connect = (password = crowdsec.machine.password) => {
    const connection = connectTo(connector, { baseUrl: crowdsec.url, machineId: crowdsec.machine.id }, { password });
    open.push(connection);
    return connection;
  };
  beforeAll(async () => {
    crowdsec = await startCrowdsec();
  });
  afterEach(async () => {
    for (const connection of open.splice(0)) await connection.close();
  });
  afterAll(() => crowdsec?.stop());

  const bansOf = (ip: string) => crowdsec.toldBouncers(ip);

  test.each(["203.0.113.9", "2001:db8:bad::9"])("bans an address and takes the ban back: %s", async (ip) => {
    const connection = connect();
    expect(await connection.run("network.block-ip", { ip, reason: "beacons to it" })).toEqual({ wasBlocked: false });
    expect(await bansOf(ip)).toMatchObject([{ value: ip, type: "ban", scenario: "cordon/block-ip" }]);
    expect(await connection.readBack("network.block-ip", { ip })).toMatchObject({ inForce: "yes" });
    expect(await connection.run("network.block-ip", { ip })).toEqual({ wasBlocked: true });
    expect(await bansOf(ip)).toHaveLength(1);

    expect(await connection.run("network.unblock-ip", { ip })).toEqual({});
    expect(await bansOf(ip)).toEqual([]);
    expect(await connection.readBack("network.unblock-ip", { ip })).toMatchObject({ inForce: "yes" });
    expect(await connection.run("network.unblock-ip", { ip })).toEqual({});
  });

  test("lets a ban end by itself, and makes one last longer and never shorter", async () => {
    const connection = connect();
    const ip = "203.0.113.10";
    await connection.run("network.block-ip", { ip, seconds: 2 });
    expect(await connection.readBack("network.block-ip", { ip })).toMatchObject({ seen: { blocked: true } });
    await expect
      .poll(() => connection.readBack("network.block-ip", { ip }), { timeout: 10_000 })
      .toMatchObject({
        inForce: "no",
      });
    await connection.run("network.block-ip", { ip, seconds: 3_600 });
    expect(await connection.run("network.block-ip", { ip, seconds: 60 })).toEqual({ wasBlocked: true });
    expect(await connection.run("network.block-ip", { ip, seconds: 86_400 })).toEqual({ wasBlocked: true });
    const { seen } = await connection.readBack("network.block-ip", { ip });
    expect(seen.expiresInSeconds).toBeGreaterThan(80_000);
    await connection.run("network.unblock-ip", { ip });
    expect(await bansOf(ip)).toEqual([]);
  });

  test("leaves alone what somebody else decided, and says that it is there", async () => {
    const connection = connect();
    const ip = "203.0.113.11";
    await crowdsec.cscli("decisions", "add", "--ip", ip, "--duration", "1h", "--reason", "by hand");
    expect(await connection.run("network.block-ip", { ip })).toEqual({ wasBlocked: false });
    await connection.run("network.unblock-ip", { ip });
    expect(await bansOf(ip)).toMatchObject([{ scenario: "by hand" }]);
    expect(await connection.readBack("network.unblock-ip", { ip })).toMatchObject({
      inForce: "yes",
      seen: { blocked: false, othersBans: 1 },
    });
  });

  test("says who we are, and does nothing with a wrong password", async () => {
    expect(await connect().health()).toMatchObject({ ok: true, message: "Signed in as the machine cordon" });
    const stranger = connect("wrong");
    expect(await stranger.health()).toMatchObject({ ok: false });
    await expect(stranger.run("network.block-ip", { ip: "203.0.113.12" })).rejects.toMatchObject({
      code: "connector.forbidden",
    });
    expect(await bansOf("203.0.113.12")).toEqual([]);
  });
});
