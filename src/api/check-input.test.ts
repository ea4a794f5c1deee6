import { describe, expect, it } from "vitest";
import { z } from "zod";
import { checkInput } from "./check-input.ts";
import { anyOf } from "./contract/page.ts";

const schema = z.strictObject({
  severity: anyOf(z.enum(["low", "high"])).optional(),
  entities: z.array(z.strictObject({ key: z.string(), protected: z.boolean().optional() })).optional(),
});
const check =
  (value: unknown, part: "query" | "body" = "body") =>
  () =>
    checkInput(part, schema, value);

describe("what a caller sent", () => {
  it("is answered with the near miss and with all there is when a name is unknown", () => {
    expect(check({ severty: "high" }, "query")).toThrow(
      'The query is not as expected: unknown field "severty", did you mean "severity"? (known: severity, entities).',
    );
    expect(check({ color: "red" })).toThrow('unknown field "color" (known: severity, entities)');
  });

  it("is answered with what there is to choose from", () => {
    expect(check({ severity: "low,hgih" }, "query")).toThrow(
      'severity.1: "hgih" is not known, did you mean "high"? (expected one of low, high)',
    );
  });

  it("is named by its place when the unknown name is deep inside", () => {
    expect(check({ entities: [{ key: "a" }, { key: "b", protcted: true }] })).toThrow(
      'entities.1: unknown field "protcted", did you mean "protected"?',
    );
  });

  it("is told what is missing, and what is of another kind, in people's words", () => {
    expect(check({ entities: [{}] })).toThrow("The body is not as expected: entities.0.key: missing, expected a text.");
    expect(check({ entities: "a" })).toThrow("entities: expected a list, found a text.");
    expect(check({ entities: [{ key: 7, protected: null }] })).toThrow(
      "entities.0.key: expected a text, found a number; entities.0.protected: expected true or false, found null.",
    );
    expect(check(undefined)).toThrow("The body is not as expected: missing, expected an object.");
    const whole = () => checkInput("body", z.strictObject({ days: z.number().int() }), { days: 1.5 });
    expect(whole).toThrow("days: expected a whole number, found 1.5.");
  });
});
