import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { fixtureReader } from "../../test/support/fixture-drafts.ts";
import { sigmaSource as source } from "./normalize.ts";

const read = fixtureReader(source, import.meta.url);

it("reads what chainsaw writes: the rule's level and technique, the computer and who is named in the event", () => {
  const [match] = read("chainsaw.json");
  expect(match).toMatchObject({ severity: "medium", techniques: [{ id: "T1078" }], rule: { id: "sg-1" } });
  expect(match?.entities[0]).toMatchObject({ type: "device", key: "dc-1.example.com" });
  expect(match?.entities.map(({ key }) => key)).toEqual(expect.arrayContaining(["ann", "203.0.113.250"]));
});

it("reads hayabusa, and each match of zircolite as an alert", () => {
  expect(read("hayabusa.ndjson")[0]).toMatchObject({
    severity: "high",
    techniques: [{ id: "T1059.001" }],
    time: "2026-03-01T10:00:01.000+00:00",
  });
  expect(read("zircolite.json")).toMatchObject([
    { severity: "critical", techniques: [{ id: "T1490" }], time: "2026-03-01T10:00:02.000Z" },
  ]);
});

it("tells two matches of one rule apart, and knows one that comes again", () => {
  const [one] = JSON.parse(
    readFileSync(new URL("./fixtures/hayabusa.ndjson", import.meta.url), "utf8")
      .split("\n")
      .map((line) => line || "null")
      .slice(0, 1)
      .map((line) => `[${line}]`)[0] ?? "[]",
  );
  const uid = (raw: unknown) => source.normalize(raw, {})?.uid;
  expect(uid(one)).toBe(uid(structuredClone(one)));
  expect(uid({ ...one, Details: { Cmdline: "other" } })).not.toBe(uid(one));
});
