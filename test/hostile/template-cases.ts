/** Templates: texts with expressions in them, and values that only look like such texts. */
import { cases, type HostileCase, madeCases } from "./hostile-case.ts";

const TEXTS = cases([
  ["=incident.constructor", "code: expression.unknown-field"],
  ["={{ incident.id }}", "code: expression.syntax"],
  ["{{ incident.title }}", 'value: "{{ incident.id }}=1+1"'],
  ["{{ incident.title }}{{ steps.lookup.text }}", 'value: "{{ incident.id }}=1+1=incident.id"'],
  ["=steps.lookup.text", 'value: "=incident.id"'],
  ["{{ steps.odd.constructor }}", 'value: "own"'],
  [
    "{{ steps.odd }}",
    'value: "{\\"constructor\\":\\"own\\",\\"__proto__\\":{\\"polluted\\":true},\\"toString\\":\\"own\\",\\"then\\":\\"own\\"}"',
  ],
  ["{{ {{ incident.id }} }}", "code: expression.open-braces"],
  ["{{ '}}' }}", "code: expression.syntax"],
  ["{{", "code: expression.open-braces"],
  ["}}", 'value: "}}"'],
  ["{{}}", "code: expression.empty"],
  ["{{ }}", "code: expression.empty"],
  ["{{{ incident.number }}}", "code: expression.syntax"],
  ["{{ process.env.HOME }}", "code: expression.unknown-name"],
  ["{{ this.constructor.constructor('return 1')() }}", "code: expression.syntax"],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it has to stay the text it is
  ["${incident.title}", 'value: "${incident.title}"'],
  ["<%= incident.title %>", 'value: "<%= incident.title %>"'],
  ["#{incident.title}", 'value: "#{incident.title}"'],
  ["{% for x in y %}", 'value: "{% for x in y %}"'],
  ["==incident.title", 'value: "=incident.title"'],
  ["===incident.title", 'value: "==incident.title"'],
  ["=", "code: expression.empty"],
  ["= ", "code: expression.empty"],
  ["\uff1dincident.title", 'value: "＝incident.title"'],
  ["\uff5b\uff5b incident.title \uff5d\uff5d", 'value: "｛｛ incident.title ｝｝"'],
  ["{\u200b{ incident.title }}", 'value: "{​{ incident.title }}"'],
  ["{{ incident.title\u0000 }}", "code: expression.syntax"],
  ["{{ 'a\\u0000b' }}", 'value: "a\\u0000b"'],
  ["{{ steps.missing.field }}", "code: expression.failed"],
  ["{{ steps.lookup.nothing }}", 'value: ""'],
]);

const MADE: HostileCase[] = madeCases([
  [
    "an object with keys of JavaScript",
    () => JSON.parse('{"__proto__": "=1+1", "constructor": "=2", "toString": "x"}'),
    'value: {"__proto__":2,"constructor":2,"toString":"x"}',
  ],
  ["an object whose prototype is asked for", () => ({ a: "={}.constructor" }), "code: expression.failed"],
  ["a list of lists of lists", () => [[[["{{ incident.number }}"]]]], 'value: [[[["1"]]]]'],
  [
    "200,000 braces",
    () => "{{ 1 }}".repeat(200_000),
    'value: "11111111111111111111111111111111111111111111111111111111111… 200002',
  ],
  ["200,000 open braces", () => "{{".repeat(200_000), "code: expression.open-braces"],
  [
    "ten megabytes without an expression",
    () => "a".repeat(10_000_000),
    'value: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa… 10000002',
  ],
  ["ten megabytes of an expression", () => `={{${" ".repeat(10_000_000)}`, "code: expression.too-long"],
  [
    "a text that doubles, often",
    () => "{{ steps.big.text + steps.big.text }}".repeat(500),
    "code: expression.too-costly",
  ],
  ["a list written into text, often", () => "{{ steps.big.ns }}".repeat(500), "code: expression.too-costly"],
  [
    "a deep value written into text",
    () => "x {{ steps.deep }}",
    'value: "x {\\"a\\":[{\\"a\\":[{\\"a\\":[{\\"a\\":[{\\"a\\":[{\\"a\\":[{\\"a\\":[{… 312',
  ],
  ["nested 150 deep", () => JSON.parse(`${"[".repeat(150)}"=1"${"]".repeat(150)}`), "code: expression.too-complex"],
  [
    "nested 100,000 deep",
    () => JSON.parse(`${"[".repeat(100_000)}"=1"${"]".repeat(100_000)}`),
    "code: expression.too-complex",
  ],
]);

export const TEMPLATE_CASES: readonly HostileCase[] = [...TEXTS, ...MADE];
