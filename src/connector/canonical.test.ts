import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  canonicalDomain,
  canonicalHash,
  canonicalHost,
  canonicalIp,
  canonicalMail,
  canonicalUrl,
  refang,
} from "./canonical.ts";

describe("addresses", () => {
  it.each([
    ["192.0.2.7", "192.0.2.7"],
    [" 192.0.2[.]7 ", "192.0.2.7"],
    ["2001:DB8:0:0:0:0:0:1", "2001:db8::1"],
    ["::ffff:192.0.2.7", "192.0.2.7"],
    ["::FFFF:c000:0207", "192.0.2.7"],
    ["fe80::1%eth0", "fe80::1"],
    ["[2001:db8::1]", "2001:db8::1"],
  ])("writes %s as %s", (written, canonical) => {
    expect(canonicalIp(written)).toBe(canonical);
  });

  it.each([
    "",
    "10.1",
    "010.0.0.1",
    "1.2.3.4.5",
    "256.0.0.1",
    "0x7f.0.0.1",
    "2130706433",
    "host",
    "1.2.3.4/24",
    "1.2.3.4.",
  ])("takes %j for no address", (written) => {
    expect(canonicalIp(written)).toBeNull();
  });

  it("leaves a canonical address as it is", () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (ip) => {
        const once = canonicalIp(ip);
        return once !== null && canonicalIp(once) === once;
      }),
    );
  });
});

describe("names", () => {
  it.each([
    ["Login.Example.COM.", "login.example.com"],
    ["evil[.]example(dot)com", "evil.example.com"],
    ["bücher.example", "xn--bcher-kva.example"],
    ["_dmarc.example.com", "_dmarc.example.com"],
  ])("writes the domain %s as %s", (written, canonical) => {
    expect(canonicalDomain(written)).toBe(canonical);
  });

  it.each([
    "",
    "localhost",
    "192.0.2.7",
    "a b.example",
    "user@example.com",
    "https://example.com",
    "-.example",
    "a..example",
  ])("takes %j for no domain", (written) => {
    expect(canonicalDomain(written)).toBeNull();
  });

  it("lower-cases hosts of one part too", () => {
    expect(canonicalHost("LAPTOP-7")).toBe("laptop-7");
    expect(canonicalHost("Web01.Corp.Example.")).toBe("web01.corp.example");
  });

  it("reads mail addresses, also with a display name or defanged", () => {
    expect(canonicalMail("Ann Lee <Ann.Lee@Example.COM>")).toBe("ann.lee@example.com");
    expect(canonicalMail("ann[at]example[.]com")).toBe("ann@example.com");
    expect(canonicalMail("ann")).toBeNull();
    expect(canonicalMail("@example.com")).toBeNull();
  });
});

describe("hashes and URLs", () => {
  it("lower-cases hex of a known length only", () => {
    expect(canonicalHash("D41D8CD98F00B204E9800998ECF8427E")).toBe("d41d8cd98f00b204e9800998ecf8427e");
    expect(canonicalHash("abc")).toBeNull();
    expect(canonicalHash("z".repeat(64))).toBeNull();
  });

  it("refangs and normalises URLs", () => {
    expect(canonicalUrl("hxxps://Evil[.]example/A b")).toBe("https://evil.example/A%20b");
    expect(canonicalUrl("evil.example/a")).toBeNull();
    expect(canonicalUrl("http://")).toBeNull();
    expect(canonicalUrl("javascript:alert(1)")).toBeNull();
  });

  it("leaves text without defanging alone", () => {
    fc.assert(fc.property(fc.stringMatching(/^[a-gi-z0-9 .:/@]*$/), (text) => refang(text) === text));
  });
});

it("never throws and is stable, whatever the text", () => {
  const all = [canonicalIp, canonicalDomain, canonicalMail, canonicalHash, canonicalUrl, canonicalHost];
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) =>
      all.every((canonical) => {
        const once = canonical(text);
        return once === null || canonical(once) === once;
      }),
    ),
    { numRuns: 500 },
  );
});
