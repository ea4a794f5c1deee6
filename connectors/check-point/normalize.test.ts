import { expect, it } from "vitest";
import { fixtureReader } from "../../test/support/fixture-drafts.ts";
import { checkPointSource as source } from "./normalize.ts";

const read = fixtureReader(source, import.meta.url);

it("reads its own form: what was prevented with both ends, and no accepted connection", () => {
  const [prevented, accepted] = read("log-exporter.log");
  expect(prevented).toMatchObject({
    title: "Example Server Code Execution",
    severity: "critical",
    confidence: 60,
    controlOutcome: "blocked",
    time: "2026-03-01T10:00:00.000Z",
  });
  expect(prevented?.entities.slice(0, 2)).toMatchObject([
    { key: "10.3.3.5", role: "affected" },
    { key: "203.0.113.150", role: "actor" },
  ]);
  expect(accepted).toBeNull();
});

it("reads CEF and JSON as the same", () => {
  expect(read("cef.log")[0]).toMatchObject({
    title: "Example.Bot",
    severity: "high",
    product: { name: "Anti-Bot" },
    time: "2026-03-01T10:00:02.000Z",
  });
  expect(read("log-exporter.json")[0]).toMatchObject({
    severity: "high",
    controlOutcome: "detected",
    uid: "{0x5f,0x4}",
  });
});

it("names what is missing", () => {
  expect(() => source.normalize({ loguid: "x", product: "IPS", origin: "o", protection_name: "p" }, {})).toThrow(
    /\$\.time/,
  );
});
