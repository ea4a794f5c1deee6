import { expect, it } from "vitest";
import { type Found, isEmpty, stepsOf } from "./steps.ts";

const NOTHING: Found = {
  ...{ connections: 0, delivered: false, newestIncident: null, contained: false },
  ...{ answered: false, released: false, stopped: false, people: 1 },
};
const done = (found: Partial<Found>) =>
  stepsOf({ ...NOTHING, ...found })
    .filter((step) => step.done)
    .map(({ key }) => key);

it("begins with a connection where there is nothing", () => {
  expect(isEmpty(NOTHING)).toBe(true);
  expect(done({})).toEqual([]);
  expect(stepsOf(NOTHING).find(({ next }) => next)?.key).toBe("connect");
});

it("ticks what is there, and points at the first that is not, whichever came in between", () => {
  const found = { connections: 3, newestIncident: 14, contained: true, stopped: true };
  expect(done(found)).toEqual(["connect", "alert", "incident", "contained", "stopped"]);
  const steps = stepsOf({ ...NOTHING, ...found });
  expect(steps.filter(({ next }) => next).map(({ key }) => key)).toEqual(["answered"]);
  expect(steps.find(({ key }) => key === "incident")?.to).toBe("/incidents/14");
});

it("is no home any more once anything came or is connected", () => {
  expect(isEmpty({ connections: 1, newestIncident: null })).toBe(false);
  expect(isEmpty({ connections: 0, newestIncident: 1 })).toBe(false);
});
