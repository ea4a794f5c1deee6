import { describe, expect, it } from "vitest";
import { newRecoveryCodes, recoveryHash } from "./recovery-code.ts";

describe("recovery codes", () => {
  it("are ten, all different, in groups of four that can be read aloud", () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^([2-9A-HJ-NP-Z]{4}-){3}[2-9A-HJ-NP-Z]{4}$/);
  });

  it("are the same however they are typed, and another person's are others", () => {
    const [code = ""] = newRecoveryCodes();
    expect(recoveryHash("anna", code.toLowerCase().replaceAll("-", " "))).toBe(recoveryHash("anna", code));
    expect(recoveryHash("bob", code)).not.toBe(recoveryHash("anna", code));
  });

  it.each(["", "123456", "AAAA-AAAA-AAAA-AAA0", "A".repeat(17)])("are not %j", (text) => {
    expect(recoveryHash("anna", text)).toBeNull();
  });
});
