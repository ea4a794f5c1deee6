import fc from "fast-check";
import { expect, it } from "vitest";
import { factsLine, filled, given, hostOfUrl, techniquesIn, wordTable } from "./draft-parts.ts";

it("reads a vendor's words whatever their case, and words of no table as told", () => {
  const severityOf = wordTable<string>({ High: "high" }, "unknown");
  expect([severityOf("HIGH"), severityOf("constructor"), severityOf("")]).toEqual(["high", "unknown", "unknown"]);
});

it("leaves out what is not there", () => {
  expect(given({ link: "", time: undefined, confidence: 0 })).toEqual({ confidence: 0 });
  expect(filled("a", "", "a", "b")).toEqual(["a", "b"]);
  expect(factsLine({ from: "a", to: "" })).toBe("from: a");
});

it("finds technique ids once each", () => {
  expect(techniquesIn("attack.t1059.001 T1059.001", "T1566")).toEqual([{ id: "T1059.001" }, { id: "T1566" }]);
});

it("takes the host of an address without user, port and path", () => {
  expect(hostOfUrl("https://u:p@Evil.Example:8443/a?b")).toBe("evil.example");
  expect(hostOfUrl("http://[2001:db8::1]/")).toBe("[2001:db8::1]");
  expect(hostOfUrl("ftp://evil.example")).toBe("");
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => typeof hostOfUrl(text) === "string"));
});
