import fc from "fast-check";
import ipaddr from "ipaddr.js";
import { describe, expect, test } from "vitest";
import { canonicalAddress, targetAddress } from "./target-address.ts";

const isRefusal = expect.objectContaining({ root: "refused", code: "connector.rejected" });

describe("an address to block", () => {
  test.each([
    ["203.0.113.9", "203.0.113.9", 4],
    ["::ffff:203.0.113.9", "203.0.113.9", 4],
    ["::FFFF:CB00:7109", "203.0.113.9", 4],
    ["2001:DB8:0:0:0:0:0:9", "2001:db8::9", 6],
    ["10.0.0.7", "10.0.0.7", 4],
    ["fd00::7", "fd00::7", 6],
  ])("%s is %s", (ip, text, family) => expect(targetAddress(ip)).toEqual({ text, family }));

  test.each([
    ...["0.0.0.0", "0.1.2.3", "127.0.0.1", "127.9.9.9", "224.0.0.1", "239.1.1.1", "255.255.255.255", "169.254.1.1"],
    ...["::", "::1", "ff02::1", "fe80::1", "fe80::1%eth0", "::ffff:127.0.0.1", "::ffff:0.0.0.0"],
    ...[
      "",
      "10.1",
      "0x7f.1",
      "010.0.0.1",
      "167772161",
      "203.0.113.9/24",
      "203.0.113.9 }",
      "host",
      "1.2.3.4'; reboot; '",
    ],
    ...["2001:db8::9%'; reboot; '", "203.0.113.9\n", " 203.0.113.9"],
  ])("%j is refused", (ip) => expect(() => targetAddress(ip)).toThrow(isRefusal));

  test("holds nothing that a shell or nft could read as anything but an address, whatever came in", () => {
    const anything = fc.oneof(
      fc.string(),
      fc.ipV4(),
      fc.ipV6(),
      fc.tuple(fc.ipV6(), fc.string()).map((two) => two.join("%")),
    );
    fc.assert(
      fc.property(anything, (ip) => {
        let text: string;
        try {
          text = targetAddress(ip).text;
        } catch (error) {
          expect(error).toEqual(isRefusal);
          return;
        }
        expect(text).toMatch(/^[0-9a-f.:]+$/);
        expect(ipaddr.isValid(text)).toBe(true);
        expect(canonicalAddress(text)).toBe(text);
      }),
    );
  });
});
