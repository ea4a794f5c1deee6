import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Keyring, parseKeyring } from "./keyring.ts";
import { openSecrets, rewrap, sealContext, sealSecrets } from "./seal.ts";

const newKey = () => randomBytes(32).toString("hex");
const keyringOf = (...keys: string[]): Keyring => parseKeyring(keys.join(","), "test");
const [oldKey, freshKey] = [newKey(), newKey()];
const keyring = keyringOf(oldKey);
const here = sealContext("workspace-1", "connection-1");
const secretsArbitrary = fc.dictionary(
  fc.string({ minLength: 1, maxLength: 20 }).filter((name) => name !== "__proto__"),
  fc.string({ unit: "binary", maxLength: 200 }),
);

describe("sealed secrets", () => {
  test("open to what was sealed, whatever it is", () => {
    fc.assert(
      fc.property(secretsArbitrary, fc.string(), (secrets, context) => {
        expect(openSecrets(keyring, context, sealSecrets(keyring, context, secrets))).toEqual({ ...secrets });
      }),
    );
  });

  test("do not open when any bit is changed", () => {
    const sealed = sealSecrets(keyring, here, { token: "abc" });
    fc.assert(
      fc.property(fc.nat({ max: sealed.length - 1 }), fc.integer({ min: 1, max: 255 }), (index, mask) => {
        const altered = Buffer.from(sealed);
        altered[index]! ^= mask;
        expect(() => openSecrets(keyring, here, altered)).toThrow(expect.objectContaining({ root: "refused" }));
      }),
      { numRuns: 500 },
    );
  });

  test("do not open when cut short or lengthened", () => {
    const sealed = sealSecrets(keyring, here, { token: "abc" });
    for (let length = 0; length < sealed.length; length += 1) {
      expect(() => openSecrets(keyring, here, sealed.subarray(0, length))).toThrow(
        expect.objectContaining({ code: "seal.tampered" }),
      );
    }
    expect(() => openSecrets(keyring, here, Buffer.concat([sealed, Buffer.from([0])]))).toThrow(
      expect.objectContaining({ code: "seal.tampered" }),
    );
  });

  test("do not open in another workspace or connection", () => {
    const sealed = sealSecrets(keyring, here, { token: "abc" });
    for (const elsewhere of [sealContext("workspace-2", "connection-1"), sealContext("workspace-1", "connection-2")]) {
      expect(() => openSecrets(keyring, elsewhere, sealed)).toThrow(expect.objectContaining({ code: "seal.tampered" }));
    }
  });

  test("name the missing key, not its value, under another master key", () => {
    const sealed = sealSecrets(keyring, here, { token: "abc" });
    try {
      openSecrets(keyringOf(freshKey), here, sealed);
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({
        root: "refused",
        code: "seal.unknown-key",
        details: { keyId: keyring.current.id.toString("hex") },
      });
      expect(String(error)).not.toContain(freshKey);
    }
  });

  test("do not show the plain text, and differ each time", () => {
    const [a, b] = [
      sealSecrets(keyring, here, { token: "plain-token" }),
      sealSecrets(keyring, here, { token: "plain-token" }),
    ];
    expect(a.includes("plain-token")).toBe(false);
    expect(a.equals(b)).toBe(false);
  });
});

describe("rotating the master key", () => {
  test("rewrapped secrets open with the new key alone and no longer need the old one", () => {
    const sealed = sealSecrets(keyring, here, { token: "abc" });
    const both = keyringOf(freshKey, oldKey);
    const rewrapped = rewrap(both, sealed);
    expect(openSecrets(both, here, sealed)).toEqual({ token: "abc" });
    expect(openSecrets(keyringOf(freshKey), here, rewrapped)).toEqual({ token: "abc" });
    expect(rewrap(both, rewrapped).equals(rewrapped)).toBe(true);
  });

  test("refuses to rewrap what was altered in its wrapped key", () => {
    const sealed = sealSecrets(keyring, here, { token: "abc" });
    sealed[20]! ^= 1;
    expect(() => rewrap(keyringOf(freshKey, oldKey), sealed)).toThrow(
      expect.objectContaining({ code: "seal.tampered" }),
    );
  });
});
