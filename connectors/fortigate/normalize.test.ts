import { expect, it } from "vitest";
import { fixtureReader } from "../../test/support/fixture-drafts.ts";
import { fortigateSource as source } from "./normalize.ts";

const read = fixtureReader(source, import.meta.url);

it("reads a stopped attack with both ends, the page and its time in nanoseconds", () => {
  const [attack, session, login] = read("syslog.log");
  expect(attack).toMatchObject({
    title: "Example.Server.Code.Execution",
    severity: "critical",
    controlOutcome: "blocked",
    time: "2026-03-01T10:00:00.123Z",
  });
  expect(attack?.entities).toMatchObject([
    { key: "10.2.2.5", role: "affected" },
    { key: "203.0.113.140", role: "actor" },
  ]);
  expect(attack?.observables).toContainEqual({ type: "url", value: "https://shop.example.com/login" });
  expect(session).toBeNull();
  expect(login).toMatchObject({
    techniques: [{ id: "T1110" }],
    entities: [{ key: "203.0.113.141" }, { key: "ann" }, { key: "edge-1" }],
  });
});

it("reads the same out of CEF", () => {
  expect(read("cef.log")[0]).toMatchObject({
    title: "EICAR_TEST_FILE",
    severity: "medium",
    controlOutcome: "blocked",
    techniques: [{ id: "T1204.002" }],
  });
});

it("names what is missing", () => {
  expect(() => source.normalize({ logid: "1", devid: "d", type: "utm", subtype: "ips" }, {})).toThrow(/\$\.eventtime/);
});
