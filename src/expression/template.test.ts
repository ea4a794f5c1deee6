import { expect, test } from "vitest";
import { z } from "zod";
import { environmentOf } from "./environment.ts";
import { prepareScope } from "./scope.ts";
import { compileTemplate, expressionsIn, renderTemplate, type TemplateJson } from "./template.ts";

const environment = environmentOf({
  incident: z.object({ number: z.number().int(), users: z.array(z.string()), title: z.string() }),
});
const scope = prepareScope(
  { incident: { number: 42, users: ["ada", "bob"], title: "{{ incident.number }}" } },
  environment,
);
const render = (template: TemplateJson): unknown => renderTemplate(compileTemplate(template, environment), scope);

test("a text that begins with = keeps the type of its value", () => {
  expect(render({ a: "=incident.number", b: ["=incident.users"], c: true })).toEqual({
    a: 42,
    b: [["ada", "bob"]],
    c: true,
  });
});

test("expressions in braces are written into the text, lists with commas", () => {
  expect(render("Incident {{ incident.number }}: {{incident.users}}.")).toBe("Incident 42: ada, bob.");
});

test("== is a plain =", () => {
  expect(render("==incident.number")).toBe("=incident.number");
  expect(expressionsIn("==incident.number")).toEqual([]);
  expect(expressionsIn('a {{ incident.title.contains("{{") }}')).toHaveLength(1);
  expect(() => expressionsIn("a {{ incident.number and {{ incident.title }}")).toThrow(
    expect.objectContaining({
      code: "expression.open-braces",
      details: expect.objectContaining({ line: 1, column: 3 }),
    }),
  );
});

test("what an expression gives is never read as a template again", () => {
  expect(render("{{ incident.title }}")).toBe("{{ incident.number }}");
});

test("faults are placed in the whole text", () => {
  const place = (line: number, column: number) =>
    expect.objectContaining({ details: expect.objectContaining({ line, column }) });
  expect(() => render("=incident.numbr")).toThrow(place(1, 11));
  expect(() => render("Incident\nno. {{ incident.numbr }}")).toThrow(place(2, 17));
  expect(() => render("Incident {{ incident.number")).toThrow(place(1, 10));
});
