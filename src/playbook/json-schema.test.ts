import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { playbookJsonSchema } from "./json-schema.ts";
import { loadPlaybooks } from "./load.ts";

const validate = new Ajv2020({ strict: false, allErrors: true }).compile(playbookJsonSchema());
const playbooks = await loadPlaybooks(join(import.meta.dirname, "../../playbooks"));

describe("the schema for editors", () => {
  test.each(playbooks)("accepts $name", ({ source }) => {
    validate(parse(source));
    expect(validate.errors).toBeNull();
  });

  test("refuses an unknown key and an unknown capability", () => {
    const [first] = playbooks;
    expect(validate({ ...parse(first?.source ?? ""), titel: "x" })).toBe(false);
    expect(validate({ ...parse(first?.source ?? ""), steps: [{ action: "identity.get-usr" }] })).toBe(false);
  });
});
