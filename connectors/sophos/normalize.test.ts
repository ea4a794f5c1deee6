import { expect, it } from "vitest";
import { fixtureReader } from "../../test/support/fixture-drafts.ts";
import { sophosSource as source } from "./normalize.ts";

const read = fixtureReader(source, import.meta.url);

it("reads SIEM events, and takes an update for no alert", () => {
  const [cleaned, update] = read("siem-api.json");
  expect(cleaned).toMatchObject({
    severity: "high",
    controlOutcome: "quarantined",
    entities: [{ key: "ws-13", aliases: ["e-13"] }, { type: "user" }, { key: "10.14.1.1" }],
  });
  expect(update).toBeNull();
});

it("reads alerts of the common API", () => {
  expect(read("common-api.json")[0]).toMatchObject({
    techniques: [{ id: "T1486" }],
    entities: [{ key: "ws-14", aliases: ["e-14"] }, { key: "bob" }],
  });
});

it("names what is missing", () => expect(() => source.normalize({ severity: "high" }, {})).toThrow(/\$\.type/));
