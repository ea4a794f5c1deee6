/** What is ours is told from what is somebody else's, in every spelling. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isInternalAddress, isInternalDomain, isInternalUrl, isNetwork } from "./internal-target.ts";

describe("an address", () => {
  it.each(["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "203.0.113.9", "198.51.100.1", "2001:db8::7"])(
    "%s is somebody else's, or nobody's",
    (address) => {
      expect(isInternalAddress(address)).toBe(false);
    },
  );

  it.each([
    ...[
      "10.0.0.5",
      "172.16.4.4",
      "192.168.1.1",
      "127.0.0.1",
      "169.254.169.254",
      "100.64.0.1",
      "224.0.0.1",
      "0.0.0.0",
      "255.255.255.255",
    ],
    ...["::1", "::", "fe80::1", "fd00::1", "ff02::1"],
    // Forms of IPv6 that carry another address inside: which host that is depends on the network.
    ...["::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"],
  ])("%s is ours, or treated as such", (address) => {
    expect(isInternalAddress(address)).toBe(true);
  });

  it.each(["", "example.com", "8.8.8", "8.8.8.8/32", "0x08080808"])("%j is none, and so is not blocked", (text) => {
    expect(isInternalAddress(text)).toBe(true);
  });

  it("of the organization's own networks is ours, of either kind, and its neighbour is not", () => {
    const own = ["198.18.0.0/15", "5.5.5.0/24", "2a00:1234::/32"];
    expect(["5.5.5.0", "5.5.5.255", "2a00:1234::5"].map((address) => isInternalAddress(address, own))).toEqual([
      true,
      true,
      true,
    ]);
    expect(["5.5.4.255", "5.5.6.0", "2a00:1235::5"].map((address) => isInternalAddress(address, own))).toEqual([
      false,
      false,
      false,
    ]);
  });
});

describe("a name", () => {
  it.each([".local", ".localhost", ".internal", ".intranet", ".lan", ".home.arpa", ".corp"])(
    "that ends in %s is ours",
    (suffix) => {
      expect(isInternalDomain(`files${suffix}`)).toBe(true);
      expect(isInternalDomain(`FILES${suffix.toUpperCase()}.`)).toBe(true);
      expect(isInternalDomain(`files${suffix}.example`)).toBe(false);
    },
  );

  it("without a dot is ours", () => {
    expect(isInternalDomain("dc01")).toBe(true);
    expect(isInternalDomain("dc01.")).toBe(true);
  });

  it("of the organization's domains is ours with all below it, and one that only looks like it is not", () => {
    const own = ["Example.com"];
    for (const name of ["example.com", "EXAMPLE.COM.", "mail.example.com", "a.b.example.com"])
      expect([name, isInternalDomain(name, own)]).toEqual([name, true]);
    for (const name of ["example.org", "notexample.com", "example.com.evil.test"])
      expect([name, isInternalDomain(name, own)]).toEqual([name, false]);
  });
});

describe("a URL", () => {
  const own = { networks: ["5.5.5.0/24"], domains: ["example.com"] };
  it.each([
    "http://10.0.0.1/x",
    "https://[::1]:8443/",
    "http://[fd00::1]/",
    "http://intranet/",
    "https://mail.example.com/",
    "http://5.5.5.9/",
    "no address",
    "//example.org/x",
  ])("%s is ours, or none", (url) => {
    expect(isInternalUrl(url, own)).toBe(true);
  });

  it.each([
    "https://evil.test/login",
    "http://8.8.8.8/",
    "http://[2606:4700:4700::1111]/x",
    "https://example.com.evil.test/",
  ])("%s is not", (url) => {
    expect(isInternalUrl(url, own)).toBe(false);
  });
});

it("a network has a whole base address and a length", () => {
  expect(["10.0.0.0/8", "2001:db8::/32", "10.0.0.1/32"].map(isNetwork)).toEqual([true, true, true]);
  expect(["10.0.0.0", "10/8", "10.0.0.0/33", "example.com/8", ""].map(isNetwork)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
});

it("no address of a private network is ever somebody else's", () => {
  const byte = fc.integer({ min: 0, max: 255 });
  const inside = fc.oneof(
    fc.tuple(fc.constant("10"), byte, byte, byte),
    fc.tuple(fc.constant("192"), fc.constant(168), byte, byte),
    fc.tuple(fc.constant("172"), fc.integer({ min: 16, max: 31 }), byte, byte),
    fc.tuple(fc.constant("127"), byte, byte, byte),
  );
  fc.assert(
    fc.property(inside, (parts) => {
      expect(isInternalAddress(parts.join("."))).toBe(true);
    }),
  );
});
