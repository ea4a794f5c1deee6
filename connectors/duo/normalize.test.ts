import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { AlertDraft } from "../../src/model/alert.ts";
import { duoSource as source } from "./normalize.ts";

const read = (name: string) =>
  (source.split?.(JSON.parse(readFileSync(new URL(`./fixtures/${name}`, import.meta.url), "utf8")), {}) ?? []).map(
    (raw) => {
      const draft = source.normalize(raw, {});
      return draft === null ? null : AlertDraft.parse(draft);
    },
  );

it("reads a push that its user reports as fraud, and takes one that was approved for no alert", () => {
  const [fraud, approved] = read("authentication-logs.json");
  expect(fraud).toMatchObject({
    uid: "340a23e3",
    severity: "high",
    techniques: [{ id: "T1621" }],
    controlOutcome: "blocked",
  });
  expect(fraud?.entities).toMatchObject([
    { key: "ann", aliases: ["DU1", "ann@example.com"] },
    { key: "203.0.113.110", role: "actor" },
  ]);
  expect(approved).toBeNull();
});

it("reads what Trust Monitor surfaces, with why", () => {
  expect(read("trust-monitor.json")[0]).toMatchObject({
    severity: "high",
    time: "2026-03-01T10:00:00.000Z",
    uid: "SE1",
  });
});

it("reads what administrators do to second factors", () => {
  expect(read("admin-logs.json")[0]).toMatchObject({
    techniques: [{ id: "T1556.006" }],
    entities: [{ key: "ann" }, { key: "Root Admin" }],
  });
});
