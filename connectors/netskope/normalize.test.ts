import { expect, it } from "vitest";
import { fixtureReader } from "../../test/support/fixture-drafts.ts";
import { netskopeSource as source } from "./normalize.ts";

const read = fixtureReader(source, import.meta.url);

it("reads an alert with the user, the device and what was fetched", () => {
  const [malware, behavior] = read("alerts-api.json");
  expect(malware).toMatchObject({ severity: "high", controlOutcome: "blocked", techniques: [{ id: "T1204.002" }] });
  expect(malware?.entities).toMatchObject([
    { key: "ann@example.com" },
    { key: "ws-8" },
    { key: "203.0.113.190", role: "actor" },
  ]);
  expect(behavior).toMatchObject({ severity: "medium", severityRaw: "", controlOutcome: "detected" });
});

it("names what is missing", () => expect(() => source.normalize({ alert_type: "dlp" }, {})).toThrow(/\$\.alert_name/));
