import { describe, expect, test } from "vitest";
import { z } from "zod";
import { compileExpression } from "./compile.ts";
import { DESCRIBED_FUNCTIONS } from "./described.ts";
import { environmentOf } from "./environment.ts";
import { FUNCTIONS } from "./refuse.ts";
import { prepareScope } from "./scope.ts";

const environment = environmentOf({ steps: z.record(z.string(), z.unknown()) });
const scope = prepareScope({ steps: { look: {} } }, environment);

describe("a function", () => {
  test("is described, each of them and no other", () => {
    expect(DESCRIBED_FUNCTIONS.map(({ name }) => name)).toEqual(FUNCTIONS);
  });

  test.each(DESCRIBED_FUNCTIONS)("$name does what its example says", ({ name, signature, example, gives }) => {
    expect(signature).toContain(`${name}(`);
    expect(example).toContain(`${name}(`);
    expect(compileExpression(example, environment).evaluate(scope)).toEqual(gives);
  });
});
