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

  test("knows the inputs of each capability, and lets their values be expressions", () => {
    const [first] = playbooks;
    const withStep = (step: object) =>
      validate({ ...parse(first?.source ?? ""), steps: [step, { end: "benign", reason: "x" }] });
    const suspend = { action: "identity.suspend-user", for: "4h" };
    expect(withStep({ ...suspend, with: { user: "=incident.users[0]", reason: "x" } })).toBe(true);
    expect(withStep({ ...suspend, with: { usr: "=incident.users[0]" } })).toBe(false);
    expect(withStep(suspend)).toBe(false);
    expect(withStep({ action: "ticket.update", with: { id: "7", status: "=vars.status" } })).toBe(true);
    expect(withStep({ action: "ticket.update", with: { id: "7", status: "slved" } })).toBe(false);
  });

  test("holds to the strict rules of a validator, and says of every key of a step what it is", () => {
    const schema = playbookJsonSchema();
    expect(() =>
      new Ajv2020({ strict: true, strictRequired: false, strictTypes: false }).compile(schema),
    ).not.toThrow();
    const { steps } = schema.$defs as { steps: { items: { oneOf: { properties: Record<string, object> }[] } } };
    const silent = steps.items.oneOf.flatMap(({ properties }) =>
      Object.entries(properties)
        .filter(([, of]) => !("description" in of))
        .map(([key]) => key),
    );
    expect([...new Set(silent)]).toEqual(["then", "cases", "do"]);
  });

  test("refuses an unknown key and an unknown capability", () => {
    const [first] = playbooks;
    expect(validate({ ...parse(first?.source ?? ""), titel: "x" })).toBe(false);
    expect(validate({ ...parse(first?.source ?? ""), steps: [{ action: "identity.get-usr" }] })).toBe(false);
  });
});
