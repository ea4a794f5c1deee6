import { expect, test } from "vitest";
import { evidenceText } from "./evidence-words.ts";

const SEEN = {
  ...{ alertCount: 1, source: "Microsoft Defender for Endpoint", ruleName: "Ransomware", title: "Ransomware" },
  ...{ firstEventAt: "2026-11-01T10:00:00.123Z", confidence: 0, controlOutcome: "unknown" },
  ...{ techniques: [], entities: [], observables: [] },
};
const device = (key: string) => ({ type: "device", key }) as never;

test("what was seen is said on one line, and nothing of what the source did not say", () => {
  expect(evidenceText(SEEN)).toBe("one alert from Microsoft Defender for Endpoint, of 2026-11-01T10:00:00Z");
});

test("it names rule, confidence, outcome, techniques, entities and observables", () => {
  const more = { alertCount: 3, ruleName: "Many files renamed", confidence: 90, controlOutcome: "detected" };
  const named = {
    techniques: ["T1486"],
    entities: [device("erp01")],
    observables: [{ type: "ip", value: "192.0.2.1" }],
  };
  expect(evidenceText({ ...SEEN, ...more, ...named } as never)).toBe(
    '3 alerts from Microsoft Defender for Endpoint by the rule "Many files renamed", since 2026-11-01T10:00:00Z; confidence 90 %; the product itself: detected; techniques T1486; names device erp01; saw ip 192.0.2.1',
  );
});

test("of many names the first are said, and the rest is counted", () => {
  const entities = ["a", "b", "c", "d", "e", "f", "g"].map(device);
  expect(evidenceText({ ...SEEN, entities })).toContain("device e and 2 more");
});
