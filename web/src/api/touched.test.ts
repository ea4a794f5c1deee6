import { expect, it } from "vitest";
import { keysTouchedBy } from "./touched.ts";

it("names the list, the thing and its incident, each once", () => {
  const change = { kind: "run", id: "r", incident: "i" } as const;
  expect(keysTouchedBy([change, change])).toEqual([["runs"], ["run", "r"], ["incident", "i"]]);
});

it("names runs and incidents where something was frozen or thawed, as it holds them", () => {
  expect(keysTouchedBy([{ kind: "freeze", id: "f", incident: null }])).toEqual(
    expect.arrayContaining([["freezes"], ["runs"], ["run"], ["incident"]]),
  );
});

it("names all of a kind where many changed, and everything where nobody knows", () => {
  expect(keysTouchedBy([{ kind: "approval", id: null, incident: null }])).toEqual([
    ["approvals"],
    ["approval"],
    ["incident"],
  ]);
  expect(keysTouchedBy([{ kind: "all", id: null, incident: null }])).toEqual([[]]);
});
