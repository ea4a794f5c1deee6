import { expect, it } from "vitest";
import { fixtureReader } from "../../test/support/fixture-drafts.ts";
import { zeekSource as source } from "./normalize.ts";

const read = fixtureReader(source, import.meta.url);

it("reads notices by what they are named, intelligence matches, and nothing of other logs", () => {
  const [guessing, scan, connection, intel] = read("notice.ndjson");
  expect(guessing).toMatchObject({
    severity: "high",
    techniques: [{ id: "T1110.001" }],
    time: "2026-03-01T10:00:00.500Z",
  });
  expect(scan?.entities).toMatchObject([
    { key: "10.7.7.8", role: "affected" },
    { key: "10.7.7.9", role: "actor" },
  ]);
  expect(connection).toBeNull();
  expect(intel?.observables[0]).toEqual({ type: "domain", value: "c2.example.net" });
});

it("names what is missing", () => {
  expect(() => source.normalize({ ts: 1772359200 }, {})).toThrow(/\$\.note/);
  expect(() => source.normalize({ note: "A::B" }, {})).toThrow(/\$\.ts/);
});
