import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connectToRange, type RangeConnection } from "../../test/support/range-connection.ts";
import connector from "./connector.ts";

const mara = { user: "mara.keller@example.com" };
let range: RangeConnection;
beforeEach(async () => {
  range = await connectToRange(connector, "identity");
});
afterEach(() => range.stop());

describe("accounts in the range's identity provider", () => {
  it("are found by login, domain account or id, whatever the case", async () => {
    for (const user of ["Mara.Keller@Example.com", "mkeller", "EXAMPLE\\MKELLER", "00u1mara0keller"]) {
      expect(await range.run("identity.get-user", { user })).toMatchObject({
        found: true,
        enabled: true,
        displayName: "Mara Keller",
      });
    }
  });

  it("that do not exist are not found, and not an error", async () => {
    expect(await range.run("identity.get-user", { user: "nobody@example.com" })).toMatchObject({ found: false });
  });

  it("are privileged by their groups", async () => {
    expect(await range.run("identity.get-user", { user: "priya.shah@example.com" })).toMatchObject({
      privileged: true,
    });
    expect(await range.run("identity.get-user", mara)).toMatchObject({ privileged: false });
  });

  it("are suspended once however often the call with one key is repeated, each time with the same answer", async () => {
    for (let attempt = 0; attempt < 3; attempt++) {
      expect(await range.run("identity.suspend-user", mara, "effect-1")).toEqual({ wasEnabled: true });
    }
    expect(range.effects()).toEqual([
      { verb: "suspend", entity: "mara.keller@example.com", key: "effect-1", count: 3, effective: 1, repeated: 2 },
    ]);
  });

  it("that are suspended already are fine", async () => {
    await range.run("identity.suspend-user", mara);
    expect(await range.run("identity.suspend-user", mara)).toEqual({ wasEnabled: false });
  });

  it("can be suspended, seen suspended, restored and seen restored", async () => {
    expect(await range.readBack("identity.suspend-user", mara)).toMatchObject({ inForce: "no" });
    await range.run("identity.suspend-user", mara);
    expect(await range.readBack("identity.suspend-user", mara)).toMatchObject({
      inForce: "yes",
      seen: { status: "SUSPENDED" },
    });
    expect(await range.run("identity.restore-user", mara)).toEqual({});
    expect(await range.readBack("identity.restore-user", mara)).toMatchObject({
      inForce: "yes",
      seen: { status: "ACTIVE" },
    });
    expect(await range.run("identity.restore-user", mara)).toEqual({});
  });

  it("that do not exist cannot be suspended", async () => {
    await expect(range.run("identity.suspend-user", { user: "nobody" })).rejects.toMatchObject({
      root: "refused",
      code: "connector.not-found",
    });
    await expect(range.run("identity.suspend-user", { user: ".." })).rejects.toMatchObject({ root: "input" });
  });

  it("lose their sessions", async () => {
    expect(await range.readBack("identity.revoke-sessions", mara)).toMatchObject({ inForce: "no" });
    expect(await range.run("identity.revoke-sessions", mara)).toEqual({ revoked: 2 });
    expect(await range.readBack("identity.revoke-sessions", mara)).toMatchObject({ inForce: "yes" });
  });
});

describe("a new password", () => {
  it("is required once, seen to be, and was required the second time", async () => {
    const capability = "identity.require-password-change";
    expect(await range.readBack(capability, mara)).toMatchObject({ inForce: "no" });
    expect(await range.run(capability, mara)).toEqual({ wasRequired: false });
    expect(await range.readBack(capability, mara)).toMatchObject({
      inForce: "yes",
      seen: { status: "ACTIVE", passwordChangeRequired: true },
    });
    expect(await range.run(capability, mara)).toEqual({ wasRequired: true });
  });

  it("cannot be required of whom nobody knows", async () => {
    await expect(range.run("identity.require-password-change", { user: "nobody" })).rejects.toMatchObject({
      root: "refused",
      code: "connector.not-found",
    });
  });
});

describe("cloud access keys in the range", () => {
  const key = { key: "AKIA0RANGE0REPORT002" };

  it("can be looked up, disabled and enabled, each seen afterwards", async () => {
    expect(await range.run("cloud.get-access-key", key)).toMatchObject({
      found: true,
      active: true,
      owner: "jonas.brandt",
    });
    expect(await range.run("cloud.disable-access-key", key)).toEqual({ wasActive: true });
    expect(await range.readBack("cloud.disable-access-key", key)).toMatchObject({ inForce: "yes" });
    expect(await range.run("cloud.disable-access-key", key)).toEqual({ wasActive: false });
    await range.run("cloud.enable-access-key", key);
    expect(await range.readBack("cloud.enable-access-key", key)).toMatchObject({ inForce: "yes" });
  });

  it("that do not exist are not found when asked for, and refused when acted on", async () => {
    expect(await range.run("cloud.get-access-key", { key: "AKIA0NO" })).toMatchObject({ found: false });
    await expect(range.run("cloud.disable-access-key", { key: "AKIA0NO" })).rejects.toMatchObject({
      code: "connector.not-found",
    });
  });
});

describe("the health of the connection", () => {
  it("says what may be done", async () => {
    expect(await range.health()).toMatchObject({
      ok: true,
      mayNot: [],
      may: expect.arrayContaining(["identity.suspend-user"]),
    });
  });

  it("says what a token that may only read may not do, and such a token is refused", async () => {
    const health = await range.health({ readOnly: true });
    expect(health.may).toEqual(["identity.get-user", "cloud.get-access-key"]);
    expect(health.mayNot).toContain("identity.suspend-user");
  });

  it("is not ok where nobody answers", async () => {
    expect(await range.health({ url: "http://127.0.0.1:1" })).toMatchObject({ ok: false });
  });
});
