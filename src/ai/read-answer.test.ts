import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { isCordonError } from "../errors.ts";
import { readAnswer } from "./read-answer.ts";
import { INCIDENT_TASKS } from "./tasks.ts";

const schema = z.strictObject({ steps: z.array(z.string()) });

describe("what a model wrote", () => {
  it("is read from between talk and fences", () => {
    expect(readAnswer('Sure!\n```json\n{"steps": ["a"]}\n```\nAnything else?', schema)).toEqual({ steps: ["a"] });
  });

  it("is read or refused by one of our errors, whatever it is, and never runs away", () => {
    const pieces = fc.constantFrom("{", "}", "[", "]", '"', "\\", '{"steps":', "x", "\u0000", '{"declined":"', '"}');
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ maxLength: 5 })), { maxLength: 60 }), (parts) => {
        try {
          readAnswer(parts.join(""), schema);
        } catch (error) {
          expect(isCordonError(error) && /^ai\.(bad-answer|declined)$/.test(error.code)).toBe(true);
        }
      }),
    );
  });

  it("reaches no prototype", () => {
    const text = '{"steps": [], "__proto__": {"polluted": true}}';
    expect(() => readAnswer(text, schema)).toThrow(/not as it was asked for/);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it("declines in one line", () => {
    expect(() => readAnswer('{"declined": "no\\u001b[2K data"}', schema)).toThrow("The model declined: no [2K data");
  });
});

describe("a disposition", () => {
  const read = (value: object) => readAnswer(JSON.stringify(value), INCIDENT_TASKS.disposition.schema);
  const id = "01900000-0000-7000-8000-000000000000";

  it("needs a reason, and each reason something it rests on", () => {
    expect(() => read({ disposition: "benign", reasons: [] })).toThrow(/reasons/);
    expect(() => read({ disposition: "benign", reasons: [{ text: "So.", evidence: [] }] })).toThrow(
      /cites at least one/,
    );
    expect(read({ disposition: "benign", reasons: [{ text: "So.", evidence: [id] }] })).toMatchObject({
      content: { kind: "disposition", disposition: "benign" },
    });
  });

  it("carries nothing that was not asked for", () => {
    const reasons = [{ text: "So.", evidence: [id] }];
    expect(() => read({ disposition: "benign", reasons, accept: true })).toThrow(/accept/);
  });
});
