import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { grafanaSource as source } from "./normalize.ts";

const fixture = (name: string) => JSON.parse(readFileSync(new URL(`./fixtures/${name}`, import.meta.url), "utf8"));
const read = (raw: unknown) => source.normalize(raw, {});

it("reads each alert of a notification, with the host as affected and the address outside as the one who acts", () => {
  const [firing] = (source.split?.(fixture("webhook.json"), {}) ?? []).map(read);
  expect(firing).toMatchObject({
    severity: "critical",
    entities: [
      { type: "device", key: "login-1.example.com" },
      { type: "ip", key: "203.0.113.8", role: "actor" },
    ],
    link: "https://grafana.example.com/d/abc?viewPanel=1",
  });
});

it("is another alert when it ends, and when it fires again", () => {
  const [firing] = source.split?.(fixture("webhook.json"), {}) ?? [];
  const uids = [{}, { status: "resolved" }, { startsAt: "2026-03-01T11:00:00Z" }].map(
    (change) => read({ ...(firing as object), ...change })?.uid,
  );
  expect(new Set(uids).size).toBe(3);
});

it("takes a rule that cannot be evaluated for low", () => {
  expect(read(source.split?.(fixture("webhook.json"), {})[1])).toMatchObject({ severity: "low", resolved: true });
});

it("reads alerts of the legacy API, and says that a legacy webhook has no time", () => {
  expect(read(fixture("legacy-api.json")[0])).toMatchObject({ severity: "high", time: "2026-03-01T09:00:00.000Z" });
  const webhook = { ruleId: 1, ruleName: "x", state: "alerting", evalMatches: [] };
  expect(source.recognizes?.(webhook)).toBe(true);
  expect(() => read(webhook)).toThrow(/\$\.newStateDate/);
});
