import { expect, it } from "vitest";
import { chosenOf, filterOf, isNarrowed, queryOf, withChosen, withToggled, withTyped } from "./queue-search.ts";

it("shows what is open from the start, and everything when that is wished", () => {
  expect(queryOf({}).status).toBe("new,in-progress,on-hold");
  expect(queryOf({ show: "all" }).status).toBeUndefined();
  expect(chosenOf({}, "status")).toEqual(["new", "in-progress", "on-hold"]);
  expect(queryOf(withChosen({}, "status", [])).status).toBeUndefined();
});

it("asks for lists of values as lists, and for names in CEL, quoted", () => {
  const query = queryOf({ severity: "high,critical", owner: 'o"brien,', filter: "open" });
  expect(query.severity).toBe("high,critical");
  expect(query.filter).toBe('(open) && owner in ["o\\"brien", ""]');
});

it("asks for types by the name that filters have for them", () => {
  expect(queryOf({ type: "fraud/phishing" }).filter).toBe('incident.type in ["fraud/phishing"]');
  expect(filterOf({ type: "fraud/phishing", show: "all" })).toBe('incident.type in ["fraud/phishing"]');
});

it("takes what is typed for a filter when it is one, and for words otherwise", () => {
  expect(withTyped({ q: "old" }, 'severity >= "high"')).toEqual({ filter: 'severity >= "high"' });
  expect(withTyped({ filter: "x == 1" }, "impossible travel")).toEqual({ q: "impossible travel" });
  expect(withTyped({ q: "old", owner: "ada" }, "  ")).toEqual({ owner: "ada" });
});

it("forgets a facet of which nothing is chosen", () => {
  expect(withChosen({ severity: "high", q: "x" }, "severity", [])).toEqual({ q: "x" });
});

it("keeps all that narrows down as one filter", () => {
  expect(filterOf({ severity: "high,low", owner: "ada", q: "x", show: "all" })).toBe(
    'owner in ["ada"] && severity in ["high", "low"]',
  );
});

it("knows nothing to take away where only an order is chosen, or all are shown", () => {
  expect(isNarrowed({ show: "all", sort: "oldest" })).toBe(false);
  expect(isNarrowed({ q: "x" })).toBe(true);
});

it("chooses a value of a facet beside those that are chosen, and gives up the same", () => {
  const one = withToggled({ q: "x" }, "severity", "high");
  expect(one).toEqual({ q: "x", severity: "high" });
  expect(withToggled(one, "severity", "low")).toEqual({ q: "x", severity: "high,low" });
  expect(withToggled(one, "severity", "high")).toEqual({ q: "x" });
  expect(withToggled({}, "status", "new"), "those that are shown from the start are chosen").toEqual({
    status: "in-progress,on-hold",
  });
});
