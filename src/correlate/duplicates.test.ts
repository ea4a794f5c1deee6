import { describe, expect, test } from "vitest";
import { inboxAlert } from "../../test/support/inbox-alert.ts";
import type { DuplicateRule } from "../taxonomy/taxonomy.ts";
import { compileDuplicates } from "./duplicates.ts";

const rule: DuplicateRule = {
  ...{ id: "one-scan", source: "suri*", connection: null, rule: null, same: ["rule", "ip"], withinSeconds: 600 },
};
const siem = { id: "c", name: "siem" };
const seen = (value: string) => ({ observables: [{ type: "ip" as const, value }] });
const alert = (some: Parameters<typeof inboxAlert>[0] = {}) =>
  inboxAlert({ source: "Suricata", details: seen("192.0.2.1"), ...some });
const fold = compileDuplicates([rule]);

describe("a rule for duplicates", () => {
  test("makes one of alerts with equal values of its traits, whatever their ids", () => {
    expect(fold(alert({ uid: "1" }), siem)).toEqual(fold(alert({ uid: "2", title: "in other words" }), siem));
    expect(fold(alert(), siem)).toMatchObject({ foldRule: "one-scan", dedupSeconds: 600 });
  });
  test.each([
    ["another value", alert({ details: seen("192.0.2.9") }), siem],
    ["another severity", alert({ severity: "critical" }), siem],
    ["another connection", alert(), { id: "d", name: "siem" }],
  ])("leaves two what has %s", (_, other, connection) => {
    expect(fold(other, connection)?.fingerprint).not.toBe(fold(alert(), siem)?.fingerprint);
    expect(fold(other, connection)).not.toBeNull();
  });
  test("does not fit an alert of another source, nor one that lacks a trait", () => {
    expect(fold(alert({ source: "Zeek" }), siem)).toBeNull();
    expect(fold(alert({ details: {} }), siem)).toBeNull();
  });
  test("leaves the decision to the first that fits", () => {
    const rules = compileDuplicates([
      { ...rule, id: "only-there", connection: "dmz-*" },
      rule,
      { ...rule, id: "late" },
    ]);
    expect(rules(alert(), siem)?.foldRule).toBe("one-scan");
    expect(rules(alert(), { id: "d", name: "dmz-2" })?.foldRule).toBe("only-there");
  });
  test("reads values as they are, not as text that could be forged together", () => {
    const by = compileDuplicates([{ ...rule, source: null, same: ["rule", "title"] }]);
    const one = by(inboxAlert({ ruleId: 'a","b', title: "c" }), siem);
    expect(one?.fingerprint).not.toBe(by(inboxAlert({ ruleId: "a", title: 'b","c' }), siem)?.fingerprint);
  });
});
