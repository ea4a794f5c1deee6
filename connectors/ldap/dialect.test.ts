import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { activeDirectory } from "./active-directory.ts";
import { attributeSwitch } from "./attribute-switch.ts";

const written = (changes: ReturnType<typeof activeDirectory.changesTo>) =>
  changes.map(({ operation, modification }) => [operation, modification.type, ...modification.values.map(String)]);
const userWith = (userAccountControl: number) => ({ dn: "CN=x", userAccountControl: String(userAccountControl) });

describe("Active Directory", () => {
  test("removes exactly the value that was read and adds one that differs in the disabling bit alone", () => {
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), fc.boolean(), (before, enabled) => {
        const [removed, added] = written(activeDirectory.changesTo(userWith(before), enabled));
        expect(removed).toEqual(["delete", "userAccountControl", String(before)]);
        const after = Number(added?.[2]);
        expect((after ^ before) & ~2).toBe(0);
        expect(activeDirectory.isEnabled(userWith(after))).toBe(enabled);
      }),
    );
  });
  test("takes nobody for enabled whose userAccountControl may not be read", () => {
    expect(() => activeDirectory.isEnabled({ dn: "CN=x", userAccountControl: [] })).toThrow(
      expect.objectContaining({ root: "refused", code: "connector.bad-answer" }),
    );
  });
});

describe("a new password", () => {
  test.each([
    [0x200, null],
    [0x200 | 0x10000, "never expire"],
    [0x200 | 0x40000, "smart card"],
  ])("is asked for by Windows, or not: userAccountControl %i", (control, why) => {
    const said = activeDirectory.password.ignored(userWith(control));
    if (why === null) expect(said).toBeNull();
    else expect(said).toContain(why);
  });
});

describe("a directory with an attribute for it", () => {
  const lock = attributeSwitch({ attribute: "nsAccountLock", value: "true" });
  test("reads names and values in any case", () => {
    expect(lock.isEnabled({ dn: "uid=x", nsaccountlock: "TRUE" })).toBe(false);
    expect(lock.isEnabled({ dn: "uid=x", nsAccountLock: "false" })).toBe(true);
    expect(lock.isEnabled({ dn: "uid=x", nsAccountLock: [] })).toBe(true);
  });
  test("removes the value as it is written there", () => {
    expect(written(lock.changesTo({ dn: "uid=x", nsAccountLock: "TRUE" }, true))).toEqual([
      ["delete", "nsAccountLock", "TRUE"],
    ]);
  });
});
