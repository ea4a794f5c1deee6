import { expect, it } from "vitest";
import { fixtureReader } from "../../test/support/fixture-drafts.ts";
import { trivySource as source } from "./normalize.ts";

const read = fixtureReader(source, import.meta.url);

it("reads each finding of a report as an alert about what was scanned, and no check that passed", () => {
  const [vulnerability, setting, passed, secret] = read("report.json");
  expect(vulnerability).toMatchObject({
    severity: "critical",
    rule: { id: "CVE-2026-0202" },
    time: "2026-03-01T10:00:00.123456+01:00",
    entities: [{ key: "registry.example.com/shop:1.2" }],
  });
  expect(setting).toMatchObject({ severity: "high", categories: ["misconfiguration", "container_image"] });
  expect(passed).toBeNull();
  expect(secret).toMatchObject({
    techniques: [{ id: "T1552.001" }],
    observables: [{ type: "resource" }, { type: "file", value: "/app/.env" }],
  });
});

it("reads the operator's reports about the workload", () =>
  expect(read("operator-report.json")[0]).toMatchObject({ severity: "medium", entities: [{ key: "prod/shop-7d9" }] }));

it("says what it expected", () => expect(() => source.normalize({ a: 1 }, {})).toThrow(/expected a report/));
