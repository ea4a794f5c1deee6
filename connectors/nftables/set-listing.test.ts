import { describe, expect, test } from "vitest";
import { elementFor, isExactly, readSetListing } from "./set-listing.ts";

const listing = (set: Record<string, unknown>) =>
  JSON.stringify({
    nftables: [
      { metainfo: { json_schema_version: 1 } },
      { set: { family: "inet", name: "b", type: "ipv4_addr", ...set } },
    ],
  });

describe("a listed set", () => {
  test("may be empty", () => {
    expect(readSetListing(listing({}))).toEqual({ type: "ipv4_addr", hasTimeouts: false, elements: [] });
  });

  test("says how long an element stays", () => {
    const elem = ["203.0.113.1", { elem: { val: "203.0.113.2", timeout: 60, expires: 41 } }];
    const read = readSetListing(listing({ flags: ["timeout", "dynamic"], elem }));
    expect(read.hasTimeouts).toBe(true);
    expect(elementFor(read, "203.0.113.1")?.expiresInSeconds).toBeUndefined();
    expect(elementFor(read, "203.0.113.2")?.expiresInSeconds).toBe(41);
    expect(elementFor(read, "203.0.113.3")).toBeUndefined();
  });

  test("holds an address inside a network or a range, and prefers the address itself", () => {
    const network = { prefix: { addr: "198.51.100.0", len: 25 } };
    const elem = [network, { elem: { val: { range: ["203.0.113.4", "203.0.113.8"] }, expires: 5 } }, "198.51.100.9"];
    const read = readSetListing(listing({ flags: "interval", elem }));
    const found = (address: string) => {
      const element = elementFor(read, address);
      return element && (isExactly(element, address) ? "itself" : "within");
    };
    expect(["198.51.100.9", "198.51.100.127", "198.51.100.128"].map(found)).toEqual(["itself", "within", undefined]);
    expect(["203.0.113.3", "203.0.113.4", "203.0.113.8", "203.0.113.9"].map(found)).toEqual([
      undefined,
      "within",
      "within",
      undefined,
    ]);
  });

  test("knows IPv6 addresses however they are written", () => {
    const read = readSetListing(
      listing({ type: "ipv6_addr", elem: ["2001:db8:0:0::9", { prefix: { addr: "2001:db8:1::", len: 48 } }] }),
    );
    expect(
      ["2001:db8::9", "2001:db8:1::5", "2001:db8:2::5", "203.0.113.1"].map((ip) => elementFor(read, ip) !== undefined),
    ).toEqual([true, true, false, false]);
  });

  test.each([
    "",
    "{",
    "[]",
    "null",
    '{"nftables":[]}',
    '{"nftables":[{"set":{"elem":[7]}}]}',
    '{"nftables":[{"table":{}}]}',
  ])("is not read into %j", (text) => {
    expect(() => readSetListing(text)).toThrow(
      expect.objectContaining({ root: "refused", code: "connector.bad-answer" }),
    );
  });
});
