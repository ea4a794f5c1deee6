import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { InputError } from "../errors.ts";
import { compileExpression } from "./compile.ts";
import { environmentOf } from "./environment.ts";
import { prepareScope } from "./scope.ts";

const Person = z.object({
  name: z.string(),
  kind: z.enum(["staff", "guest"]),
  age: z.number().int(),
  nick: z.string().optional(),
});
const environment = environmentOf({
  incident: z.object({
    title: z.string(),
    severity: z.enum(["low", "high"]),
    count: z.number().int(),
    score: z.number(),
    open: z.boolean(),
    person: Person,
    people: z.array(Person),
    ips: z.array(z.string()),
    labels: z.record(z.string(), z.string()),
    extra: z.unknown(),
    at: z.string(),
  }),
  steps: { lookup: z.object({ found: z.boolean(), score: z.number().int() }) },
});
const ada = { name: "Ada", kind: "staff", age: 36 };
const bob = { name: "Bob", kind: "guest", age: 20, nick: "bobby" };
const incident = {
  title: "Many failed logins",
  severity: "high",
  count: 3,
  score: 0.5,
  open: true,
  person: ada,
  people: [ada, bob],
  ips: ["10.1.2.3", "203.0.113.9"],
  labels: { team: "blue" },
  extra: { constructor: "x", list: [1, 2.5], deep: { n: 7 } },
  at: "2026-01-02T03:04:05Z",
};
const scope = prepareScope({ incident, steps: { lookup: { found: true, score: 95 } } }, environment);
const value = (text: string): unknown => compileExpression(text, environment).evaluate(scope);

function faultOf(text: string): { code: string; line: number; column: number; message: string } {
  try {
    compileExpression(text, environment);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { line, column } = error.details as { line: number; column: number };
    return { code: error.code, line, column, message: error.message };
  }
  throw new Error(`"${text}" was accepted`);
}

describe("values", () => {
  test.each([
    ["incident.count + 1", 4],
    ["incident.score * 2.0", 1],
    ["incident.severity", "high"],
    ["steps.lookup.score >= 80 && steps.lookup.found", true],
    ['incident.people.filter(p, p.kind == "guest").map(p, p.name)', ["Bob"]],
    ["incident.people.all(p, p.age > 18)", true],
    ['incident.people.exists_one(p, p.name == "Ada")', true],
    ['cidr(incident.ips[0], "10.0.0.0/8")', true],
    ['cidr(incident.ips[1], "10.0.0.0/8")', false],
    ['cidr("::ffff:10.0.0.1", "10.0.0.0/8")', true],
    ['cidr("not an address", "10.0.0.0/8")', false],
    ['rx(incident.title, "(?i)FAILED l.gins$")', true],
    ["upper(incident.person.name) + lower(incident.person.name)", "ADAada"],
    ['incident.labels.team == "blue" && !has(incident.labels.other)', true],
    ['has(incident.person.nick) ? incident.person.nick : "none"', "none"],
    ["clip(incident.title, 5) + clip('a\\n b', 9)", "Many…a b"],
    ["incident.extra.list[1]", 2.5],
    ["incident.extra.deep.n + 1", 8],
    ["incident.extra.constructor", "x"],
    ["incident.person", ada],
    ['(incident.people).exists ( p , p.name == "Bob" )', true],
    ['timestamp(incident.at) - timestamp("2026-01-02T03:04:00Z")', "5s"],
    ['incident.people.exists(p, incident.people.exists(q, q.age < p.age && p.name == "Ada"))', true],
  ])("%s is %j", (text, expected) => {
    expect(value(text)).toEqual(expected);
  });

  test("an expression knows its type, its possible values and what it reads", () => {
    const chosen = compileExpression('incident.open ? incident.severity : "none"', environment);
    expect(chosen.type).toBe("string");
    expect(chosen.enumValues).toEqual(["low", "high", "none"]);
    expect(chosen.references).toEqual([
      ["incident", "open"],
      ["incident", "severity"],
    ]);
  });

  test("the same text is compiled once for an environment", () => {
    expect(compileExpression("incident.count", environment)).toBe(compileExpression("incident.count", environment));
  });
});

describe("refusals", () => {
  test.each([
    ["", "expression.empty", 1, 1],
    [`${" ".repeat(2000)}1`, "expression.too-long", 1, 1],
    ["incident.count +", "expression.syntax", 1, 17],
    ["incidnt.count", "expression.unknown-name", 1, 1],
    ["incident.\n  severty", "expression.unknown-field", 2, 3],
    ["has(incident.person.nik)", "expression.unknown-field", 1, 21],
    ['incident.severity == "hihg"', "expression.unknown-value", 1, 22],
    ['"gest" == incident.person.kind', "expression.unknown-value", 1, 1],
    ['incident.severity in ["low", "hgh"]', "expression.unknown-value", 1, 30],
    ['incident.people.exists(p, p.kind == "usr")', "expression.unknown-value", 1, 37],
    ["incident.count + incident.title", "expression.wrong-type", 1, 1],
    ["incident.title.startsWith(1)", "expression.wrong-arguments", 1, 1],
    ['incident.title.matches("(a+)+")', "expression.unknown-function", 1, 1],
    ["cel.bind(x, incident.title, x + x)", "expression.unknown-function", 1, 1],
    ["dyn(incident)", "expression.unknown-function", 1, 1],
    ["incident.person.nick", "expression.may-be-absent", 1, 17],
    ["incident[incident.title]", "expression.dynamic-field", 1, 10],
    ["rx(incident.title, incident.title)", "expression.bad-pattern", 1, 20],
    ['rx(incident.title, "(a")', "expression.bad-pattern", 1, 20],
    ['rx(incident.title, "(?:(?:a{100}){100}){100}")', "expression.bad-pattern", 1, 20],
    ['cidr(incident.ips[0], "10.0.0.0/33")', "expression.bad-range", 1, 23],
    ["incident.people.exists(incident, true)", "expression.hidden-name", 1, 24],
    ["incident.people.map(p, p.age > 1, p.name)", "expression.refused", 1, 1],
    ["[1].all(a, [1].all(b, [1].all(c, true)))", "expression.too-complex", 1, 24],
    [`${"!".repeat(500)}incident.open`, "expression.too-complex", 1, 1],
    ["incident.person.constructor", "expression.unknown-field", 1, 17],
    ['incident["__proto__"]', "expression.unknown-field", 1, 10],
    ["constructor", "expression.unknown-name", 1, 1],
    ["this.process", "expression.unknown-name", 1, 1],
  ])("%s", (text, code, line, column) => {
    const fault = faultOf(text);
    expect(fault.code).toBe(code);
    if (code !== "expression.too-complex") expect([fault.line, fault.column]).toEqual([line, column]);
  });

  test("a near miss is named", () => {
    expect(faultOf("incident.severty").message).toContain('did you mean "severity"?');
    expect(faultOf('incident.severity == "hihg"').message).toContain('did you mean "high"?');
    expect(faultOf("sise(incident.ips)").message).toContain('did you mean "size"?');
  });

  test("braces of a template around an expression are named for what they are", () => {
    expect(faultOf("{{ incident.count }}").message).toContain("an expression stands without {{ and }}");
  });

  test("a value that these facts do not have is an input error, never undefined", () => {
    expect(() => value("incident.ips[9]")).toThrow(
      expect.objectContaining({ code: "expression.failed", root: "input" }),
    );
    expect(() => value("incident.extra.nothing")).toThrow(/no value here/);
  });

  test("a fact of the wrong type is refused with its path", () => {
    const bad = { ...incident, people: [{ ...ada, age: "old" }] };
    expect(() => prepareScope({ incident: bad }, environment)).toThrow(
      "incident.people[0].age should be a whole number",
    );
  });
});

describe("no expression hangs or reaches the host", () => {
  const many = Array.from({ length: 5000 }, (_, index) => ({ name: `n${index}`, kind: "staff", age: index }));
  const large = prepareScope({ incident: { ...incident, title: "a".repeat(40_000), people: many } }, environment);

  test.each([
    "incident.people.exists(p, incident.people.exists(q, q.age < 0))",
    "incident.people.all(p, incident.people.all(q, q.age >= 0))",
    "incident.people.filter(p, incident.people.exists(q, q.age < 0)).size() == 1",
    "incident.people.map(p, incident.people.map(q, q.name)).size() == 1",
    'incident.people.exists(p, rx(incident.title, "(a+)+$b"))',
    'incident.people.exists(p, incident.title.split("").size() < 0)',
    'incident.title.split("").exists(a, incident.title.split("").exists(b, a != b))',
  ])("%s stops at its budget", (text) => {
    const started = performance.now();
    expect(() => compileExpression(text, environment).evaluate(large)).toThrow(
      expect.objectContaining({ code: "expression.too-costly" }),
    );
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test("any text compiles or is refused as input, and what compiles gives JSON or an input error", () => {
    const pieces = [
      "incident",
      ".",
      "people",
      "title",
      "exists(p, ",
      "constructor",
      "__proto__",
      "[",
      "]",
      "(",
      ")",
      '"a"',
      "1",
      "+",
      "==",
      " ",
      "p",
      "map(p, ",
      "has(",
      "?",
      ":",
      "{",
      "}",
      "rx(",
      ",",
      "\n",
      "//",
      "'",
      "\\",
    ];
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc.array(fc.constantFrom(...pieces), { maxLength: 25 }).map((list) => list.join("")),
    );
    fc.assert(
      fc.property(text, (candidate) => {
        try {
          JSON.stringify(value(candidate));
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
        }
      }),
      { numRuns: 3000 },
    );
  });
});
