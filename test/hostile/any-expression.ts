/** Expressions by their grammar, with names and values that somebody would try: all of it may be written, little of it may be had. */
import fc from "fast-check";

const NAMES = [
  ...["incident", "steps", "incident.title", "incident.users", "steps.odd", "steps.lookup", "steps.big.text"],
  ...["constructor", "__proto__", "prototype", "toString", "length", "this", "process", "globalThis", "x", "y"],
];
const FIELDS = [
  "title",
  "users",
  "lookup",
  "odd",
  "big",
  "ns",
  "constructor",
  "__proto__",
  "toString",
  "length",
  "then",
];
const FUNCTIONS = [
  "size",
  "string",
  "int",
  "double",
  "lower",
  "clip",
  "rx",
  "cidr",
  "has",
  "type",
  "dyn",
  "step_",
  "eval",
];
const METHODS = [
  "split",
  "join",
  "contains",
  "substring",
  "matches",
  "map",
  "filter",
  "all",
  "exists",
  "call",
  "weigh_",
];
const OPERATORS = ["+", "-", "*", "/", "%", "==", "!=", "<", ">=", "&&", "||", "in"];
const LITERALS = [
  "1",
  "-1",
  "9223372036854775807",
  "1.5",
  "1u",
  "true",
  "null",
  "'a'",
  "''",
  "b'a'",
  "'__proto__'",
  "[]",
  "{}",
];

const pick = (...names: string[]) => fc.constantFrom(...names);

/** Texts of expressions; most are refused, and the ones that are not give a value. */
export const anyExpression: fc.Arbitrary<string> = fc.letrec<{ any: string }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 4 },
    pick(...NAMES),
    pick(...LITERALS),
    fc.tuple(tie("any"), pick(...FIELDS)).map(([left, field]) => `${left}.${field}`),
    fc.tuple(tie("any"), tie("any")).map(([left, index]) => `${left}[${index}]`),
    fc.tuple(tie("any"), pick(...OPERATORS), tie("any")).map(([a, operator, b]) => `(${a} ${operator} ${b})`),
    fc.tuple(tie("any"), tie("any"), tie("any")).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
    fc.tuple(pick("!", "-"), tie("any")).map(([sign, a]) => `${sign}${a}`),
    fc
      .tuple(pick(...FUNCTIONS), fc.array(tie("any"), { maxLength: 2 }))
      .map(([name, args]) => `${name}(${args.join(", ")})`),
    fc.tuple(tie("any"), pick(...METHODS), tie("any")).map(([a, name, b]) => `${a}.${name}(${b})`),
    fc
      .tuple(tie("any"), pick("map", "filter", "all", "exists", "exists_one"), pick("x", "y", "incident"), tie("any"))
      .map(([a, name, variable, b]) => `${a}.${name}(${variable}, ${b})`),
    fc.array(tie("any"), { maxLength: 3 }).map((items) => `[${items.join(", ")}]`),
    fc.tuple(pick("'a'", "'__proto__'", "1"), tie("any")).map(([key, value]) => `{${key}: ${value}}`),
  ),
})).any;
