import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newTotpSecret, stepOf, totpUri } from "./totp.ts";

/** RFC 6238, appendix B: the secret of its SHA-1 vectors, whose codes are the last six digits. */
const RFC = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

describe("a code of an authenticator app", () => {
  it.each([
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_234_567_890, "005924"],
    [20_000_000_000, "353130"],
  ])("at %i seconds is %s", (seconds, code) => {
    expect(stepOf(RFC, code, seconds * 1000)).toBe(Math.floor(seconds / 30));
  });

  it("is taken one step early and late, and no further", () => {
    const at = (seconds: number) => stepOf(RFC, "005924", (1_234_567_890 + seconds) * 1000);
    expect([at(30), at(-30)]).toEqual([41_152_263, 41_152_263]);
    expect([at(60), at(-60)]).toEqual([null, null]);
  });

  it("is nothing but six digits", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        fc.pre(!/^\d{6}$/.test(text));
        expect(stepOf(RFC, text, 0)).toBeNull();
      }),
    );
  });

  it("comes from a secret of 160 bits, offered as apps read it", () => {
    const secret = newTotpSecret();
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(newTotpSecret()).not.toBe(secret);
    const uri = new URL(totpUri(secret, { person: "anna@example.com", issuer: "Cordon" }));
    expect(uri.protocol).toBe("otpauth:");
    expect(Object.fromEntries(uri.searchParams)).toMatchObject({ secret, issuer: "Cordon", digits: "6", period: "30" });
  });
});
