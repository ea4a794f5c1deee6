import { expect, it } from "vitest";
import { fixtureReader } from "../../test/support/fixture-drafts.ts";
import { wazuhSource as source } from "./normalize.ts";

const read = fixtureReader(source, import.meta.url);

it("reads a line of alerts.json: the agent's host is affected, the address acts", () => {
  const [guessing, changed] = read("alerts.ndjson");
  expect(guessing).toMatchObject({
    severity: "medium",
    severityRaw: "level 10",
    techniques: [{ id: "T1110" }],
    time: "2026-03-01T10:00:00.123+00:00",
  });
  expect(guessing?.entities).toMatchObject([
    { key: "web-1", aliases: ["agent 001", "10.9.9.9"] },
    { type: "user", key: "root" },
    { key: "203.0.113.4", role: "actor" },
  ]);
  expect(changed?.observables).toContainEqual({ type: "file", value: "/etc/passwd" });
});

it("reads what the integrator posts", () =>
  expect(read("integrator.json")[0]).toMatchObject({ uid: "1772359202.3", rule: { id: "5712" } }));

it.each([
  [3, "informational"],
  [5, "low"],
  [7, "medium"],
  [12, "high"],
  [15, "critical"],
])("takes level %i for %s", (level, severity) => {
  expect(
    source.normalize({ timestamp: "2026-03-01T10:00:00Z", rule: { level, id: "1", description: "x", groups: [] } }, {})
      ?.severity,
  ).toBe(severity);
});
