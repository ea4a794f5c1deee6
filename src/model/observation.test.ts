import { describe, expect, test } from "vitest";
import { fillFacts } from "../taxonomy/example-facts.ts";
import { wholeFacts } from "./incident.ts";
import type { Observable } from "./observable.ts";
import { Observation, observationsOf } from "./observation.ts";

const TIME = new Date("2026-03-01T10:00:00Z");
const alert = (observables: number) => ({
  time: TIME,
  observables: Array.from(
    { length: observables },
    (_, index): Observable => ({ type: "ip", value: `10.0.0.${index}` }),
  ),
});
const counts = (seen: readonly Observation[]) => seen.map(({ count, complete }) => `${count}${complete ? "" : "?"}`);

describe("the observations of alerts", () => {
  test("are one for each, at its own moment", () => {
    const at = "2026-03-01T10:00:00.000Z";
    const { observables } = alert(1);
    expect(observationsOf([alert(1)])).toEqual([{ firstAt: at, lastAt: at, count: 1, observables, complete: true }]);
    expect(Observation.array().safeParse(observationsOf([alert(3)], 9)).success).toBe(true);
  });

  test("count what there is no room for, and say that it is not known", () => {
    expect(counts(observationsOf(Array.from({ length: 2000 }, () => alert(1))))).toEqual([
      ...Array.from({ length: 100 }, () => "1"),
      "1900?",
    ]);
    expect(counts(observationsOf([alert(199), alert(199), alert(199)]))).toEqual(["1", "1", "1?"]);
    expect(counts(observationsOf([alert(1)], 3))).toEqual(["1", "2?"]);
  });

  test("are not whole where an alert has as many observables as it may have", () => {
    expect(counts(observationsOf([alert(200), alert(199)]))).toEqual(["1?", "1"]);
  });

  test("are unknown of facts that an older Cordon wrote down", () => {
    const { observations: _, ...older } = fillFacts({ alertCount: 3 });
    expect(counts(wholeFacts(older).observations)).toEqual(["3?"]);
    expect(wholeFacts(fillFacts({})).observations).toEqual(fillFacts({}).observations);
  });
});
