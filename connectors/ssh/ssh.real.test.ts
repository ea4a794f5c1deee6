import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { connectTo, type TestConnection } from "../../test/support/connection.ts";
import { hasNftables, type RunningFirewall, startNftables } from "../../test/support/real/nftables.ts";
import connector from "./connector.ts";

/** Its ssh server is a real one, whatever else it is. */
describe.skipIf(!hasNftables())("listed commands over a real ssh server", () => {
  let host: RunningFirewall;
  const open: TestConnection[] = [];
  const connect = (settings: Record<string, unknown> = {}, secrets: Record<string, string> = {}) => {
    const { hostKeyFingerprint, privateKey, host: address, port, user } = host.ssh;
    const lists = { asks: ["nft list set inet cordon {set}"], contains: ["nft flush set inet cordon {set}"] };
    const common = { host: address, port, user, hostKey: hostKeyFingerprint, names: ["fw-1.example.com"], ...lists };
    const connection = connectTo(connector, { ...common, ...settings }, { privateKey, ...secrets }, [host.cidr]);
    open.push(connection);
    return connection;
  };
  beforeAll(async () => {
    host = await startNftables();
  });
  afterEach(async () => {
    for (const connection of open.splice(0)) await connection.close();
    await host.nft("flush", "set", "inet", "cordon", "plain4");
  });
  afterAll(() => host?.stop());

  test("one that asks is run and its answer given back, also when it fails", async () => {
    const connection = connect();
    const asked = { host: "fw-1.example.com", line: "nft list set inet cordon plain4" };
    expect(await connection.run("host.query", asked)).toMatchObject({
      exitCode: 0,
      output: expect.stringContaining("set plain4"),
      errors: "",
    });
    const failing = await connection.run("host.query", { ...asked, line: "nft list set inet cordon nothing" });
    expect(failing).toMatchObject({ exitCode: 1, output: "", errors: expect.stringContaining("No such file") });
  });

  const add = (address: string) => host.nft("add", "element", "inet", "cordon", "plain4", `{ ${address} }`);
  const flush = (set: string) => ({ host: host.ssh.host, line: `nft flush set inet cordon ${set}` });

  test("one that contains does on the host what it says, and says when it failed", async () => {
    const connection = connect();
    await add("203.0.113.7");
    expect(await connection.run("host.contain", flush("plain4"))).toEqual({ exitCode: 0, output: "", errors: "" });
    expect(await host.elements("plain4")).not.toContain("203.0.113.7");
    await expect(connection.run("host.contain", flush("nothing"))).rejects.toMatchObject({
      code: "connector.rejected",
      message: expect.stringMatching(/exit code 1: .*No such file/),
      details: { sent: true },
    });
  });

  test.each([
    ["not listed", { line: "reboot" }],
    ["listed among those that ask", { line: "nft list set inet cordon plain4" }],
    ["listed, with more behind it", { line: "nft flush set inet cordon plain4; reboot" }],
    ["meant for another host", { ...{ line: "nft flush set inet cordon plain4" }, host: "dc01.example.com" }],
  ])("one that is %s is not sent", async (_, input) => {
    await add("203.0.113.7");
    const run = connect().run("host.contain", { host: host.ssh.host, ...input });
    await expect(run).rejects.toMatchObject({ code: "connector.bad-input", details: { sent: false } });
    expect(await host.elements("plain4")).toContain("203.0.113.7");
  });

  test("health signs in, runs nothing, and says what is listed", async () => {
    expect(await connect({ contains: [] }).health()).toMatchObject({
      ok: true,
      may: ["host.query"],
      mayNot: ["host.contain"],
    });
    expect(await connect({ hostKey: `SHA256:${"A".repeat(43)}` }).health()).toMatchObject({
      ok: false,
      message: expect.stringContaining("not the one in the settings"),
    });
  });
});
