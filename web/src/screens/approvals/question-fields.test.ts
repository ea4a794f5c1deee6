import { expect, it } from "vitest";
import { answersOf, shownAnswer, specOf } from "./question-fields.ts";

const FIELDS = [
  { name: "who", ask: "Who was it?", type: "text" as const },
  { name: "hosts", ask: "Which hosts?", type: "list" as const },
  { name: "count", ask: "How many?", type: "integer" as const },
  { name: "real", ask: "Was it real?", type: "boolean" as const },
  { name: "kind", ask: "Which kind?", type: { oneOf: ["a", "b"] } },
];

it("shows each question as a field of its type", () => {
  expect(FIELDS.map(specOf).map(({ type }) => type)).toEqual(["text", "list", "integer", ["Yes", "No"], ["a", "b"]]);
});

it("answers what was filled in, without what is only blank", () => {
  const values = { who: " ada ", hosts: ["a", " ", "b"], count: 3, real: "No", kind: "a" };
  expect(answersOf(FIELDS, values)).toEqual({
    answers: { who: "ada", hosts: ["a", "b"], count: 3, real: false, kind: "a" },
    errors: {},
  });
});

it("says at each field what is missing or no number, and takes nothing that was not chosen for a no", () => {
  const { answers, errors } = answersOf(FIELDS, { who: " ", count: 1.5, hosts: [""] });
  expect(Object.keys(errors)).toEqual(["who", "hosts", "count", "real", "kind"]);
  expect(answers).toEqual({});
  expect(answersOf(FIELDS, { real: "Yes" }).answers).toEqual({ real: true });
});

it("reads answers back as people do", () => {
  expect([true, false, ["a", "b"], null, 3].map(shownAnswer)).toEqual(["Yes", "No", "a, b", "–", "3"]);
});
