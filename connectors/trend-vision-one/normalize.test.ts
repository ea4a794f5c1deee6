import { expect, it } from "vitest";
import { fixtureReader } from "../../test/support/fixture-drafts.ts";
import { trendVisionOneSource as source } from "./normalize.ts";

const read = fixtureReader(source, import.meta.url);

it("reads a workbench alert: its scope is affected, its indicators are seen", () => {
  const [alert] = read("workbench-api.json");
  expect(alert).toMatchObject({
    severity: "high",
    severityRaw: "high 64",
    techniques: [{ id: "T1003.002" }],
    rule: { id: "m-1" },
  });
  expect(alert?.entities).toMatchObject([{ key: "ws-12", aliases: ["g-1", "10.13.1.1"] }, { type: "user" }]);
  expect(alert?.observables.map(({ type }) => type)).toEqual(["process", "hash", "ip"]);
});

it("names what is missing", () =>
  expect(() => source.normalize({ id: "x", impactScope: {} }, {})).toThrow(/\$\.model/));
