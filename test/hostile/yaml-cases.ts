/** YAML: files of playbooks, of their cases, of the taxonomy. Every reader gets every text. */
import { type HostileCase, madeCases } from "./hostile-case.ts";

const PLAYBOOK = `playbook: hostile
title: A title
description: What it is for
maturity: sandbox
trigger: "true"
default-queue: soc
steps:
  - handoff: soc
    reason: A reason
`;
const replaced = (line: RegExp, by: string) => () => PLAYBOOK.replace(line, by);

const laughs = () => {
  const levels = Array.from(
    { length: 12 },
    (_, n) =>
      `l${n}: &l${n} [${Array(10)
        .fill(n === 0 ? "lol" : `*l${n - 1}`)
        .join(", ")}]`,
  );
  return `${PLAYBOOK}${levels.join("\n")}\n`;
};

export const YAML_CASES: readonly HostileCase[] = madeCases([
  ["as it should be", () => PLAYBOOK, "codes:"],
  ["nothing", () => "", "codes: playbook.empty"],
  ["only a comment", () => "# x\n", "codes: playbook.empty"],
  ["a NUL", () => "\0", "codes: playbook.yaml"],
  ["a NUL in a text", replaced(/A title/, "A\0title"), "codes: playbook.yaml"],
  ["an escaped NUL", replaced(/A title/, '"A\\0title"'), "codes: playbook.wrong-value"],
  ["control characters", replaced(/A title/, "A\u0007\u001b[2Jtitle"), "codes: playbook.yaml"],
  ["a mark of the byte order", () => `\ufeff${PLAYBOOK}`, "codes:"],
  ["half a surrogate", replaced(/A title/, "A\ud800title"), "codes: playbook.yaml"],
  ["a separator of lines that YAML 1.1 had", replaced(/A title/, "A\u2028title"), "codes:"],
  ["carriage returns", () => PLAYBOOK.replaceAll("\n", "\r"), "codes: playbook.yaml"],
  ["tabs for indent", () => PLAYBOOK.replaceAll("  ", "\t"), "codes: playbook.yaml"],
  ["several documents", () => `${PLAYBOOK}---\n${PLAYBOOK}`, "codes: playbook.yaml"],
  ["a directive", () => `%YAML 1.1\n---\n${PLAYBOOK}`, "codes:"],
  ["a directive nobody knows", () => `%FOO bar\n---\n${PLAYBOOK}`, "codes: playbook.yaml"],
  ["a tag directive", () => `%TAG ! tag:evil.example,2026:\n---\n${PLAYBOOK}`, "codes:"],
  ["a tag of JavaScript's function", replaced(/A title/, '!!js/function "function(){}"'), "codes: playbook.yaml"],
  ["a tag of Python's object", replaced(/A title/, "!!python/object/apply:os.system [id]"), "codes: playbook.yaml"],
  ["a tag of binary", replaced(/A title/, "!!binary aGVsbG8="), "codes: playbook.wrong-value"],
  ["a tag of a set", replaced(/soc\nsteps/, "!!set { a, b }\nsteps"), "codes: playbook.wrong-value"],
  [
    "a tag of an ordered map",
    () => `!!omap [${PLAYBOOK.split("\n").filter(Boolean).slice(0, 1).join(", ")}]`,
    "codes: playbook.wrong-value",
  ],
  ["a tag of a timestamp", replaced(/A title/, "!!timestamp 2026-01-01"), "codes: playbook.wrong-value"],
  ["a tag of one's own", replaced(/A title/, "!evil x"), "codes: playbook.yaml"],
  ["a tag that says text", replaced(/A title/, "!!str 12"), "codes:"],
  ["a tag that says number", replaced(/A title/, "!!int 12"), "codes: playbook.wrong-value"],
  ["an alias", replaced(/A reason/, "*missing"), "codes: playbook.alias"],
  [
    "an alias of a text",
    () => PLAYBOOK.replace("A title", "&t A title").replace("A reason", "*t"),
    "codes: playbook.alias",
  ],
  ["an alias of itself", () => `&a [*a]\n`, "codes: playbook.wrong-value"],
  [
    "an alias of itself among the steps",
    () => PLAYBOOK.replace("steps:\n", "steps: &s\n  - *s\n"),
    "codes: playbook.alias",
  ],
  ["an alias bomb", laughs, "codes: playbook.unknown-key"],
  [
    "an alias bomb in a map",
    () => `${PLAYBOOK}a: &a {x: 1}\nb: &b {x: *a, y: *a}\nc: &c {x: *b, y: *b}\nd: {x: *c, y: *c}\n`,
    "codes: playbook.unknown-key",
  ],
  [
    "10,000 anchors",
    () => `${PLAYBOOK}x: [${Array.from({ length: 10_000 }, (_, n) => `&a${n} 1`).join(", ")}]\n`,
    "codes: playbook.too-large",
  ],
  ["an anchor on everything", () => PLAYBOOK.replaceAll(": ", ": &a "), "codes:"],
  ["a merge key", () => `${PLAYBOOK}<<: { title: other }\n`, "codes: playbook.unknown-key"],
  ["a merge key of an alias", () => `base: &b { title: other }\n<<: *b\n${PLAYBOOK}`, "codes: playbook.unknown-key"],
  [
    "a merge key in a step",
    replaced(/ {4}reason: A reason/, "    <<: { reason: A reason }"),
    "codes: playbook.missing-key playbook.unknown-key",
  ],
  ["a duplicate key", () => `${PLAYBOOK}title: another\n`, "codes: playbook.duplicate-key"],
  ["a duplicate key in quotes", () => `${PLAYBOOK}"title": another\n`, "codes: playbook.duplicate-key"],
  ["a duplicate key by an escape", () => `${PLAYBOOK}"t\\u0069tle": another\n`, "codes: playbook.duplicate-key"],
  ["a key that is a map", () => `${PLAYBOOK}? { a: 1 }\n: b\n`, "codes: playbook.wrong-value"],
  ["a key that is a list", () => `${PLAYBOOK}? [a]\n: b\n`, "codes: playbook.wrong-value"],
  ["a key that is nothing", () => `${PLAYBOOK}? \n: b\n`, "codes: playbook.wrong-value"],
  ["a key that is a number", () => `${PLAYBOOK}1: b\n`, "codes: playbook.unknown-key"],
  ["a key __proto__", () => `${PLAYBOOK}__proto__: { polluted: true }\n`, "codes: playbook.unknown-key"],
  [
    "a key constructor",
    () => `${PLAYBOOK}constructor: { prototype: { polluted: true } }\n`,
    "codes: playbook.unknown-key",
  ],
  [
    "an input __proto__",
    replaced(
      /- handoff/,
      "- action: http.send\n    with: { path: /x, body: { __proto__: { polluted: true } } }\n  - handoff",
    ),
    "codes:",
  ],
  [
    "an input with a dangerous query",
    replaced(
      /- handoff/,
      "- action: http.send\n    with: { path: /x, query: { constructor: a, toString: b } }\n  - handoff",
    ),
    "codes:",
  ],
  [
    "a step with the id constructor",
    replaced(/- handoff/, "- id: constructor\n    action: http.query\n    with: { path: /x }\n  - handoff"),
    "codes: playbook.bad-id",
  ],
  [
    "a step with the id __proto__",
    replaced(/- handoff/, "- id: __proto__\n    action: http.query\n    with: { path: /x }\n  - handoff"),
    "codes: playbook.bad-id",
  ],
  ["a step kind toString", replaced(/- handoff: soc/, "- toString: soc"), "codes: playbook.no-kind"],
  [
    "an action toString",
    replaced(/- handoff/, "- action: toString\n  - handoff"),
    "codes: playbook.unknown-capability",
  ],
  [
    "an action __proto__",
    replaced(/- handoff/, "- action: __proto__\n  - handoff"),
    "codes: playbook.unknown-capability",
  ],
  ["a name __proto__", replaced(/playbook: hostile/, "playbook: __proto__"), "codes: playbook.bad-name"],
  ["a name that is a path", replaced(/playbook: hostile/, "playbook: ../../etc"), "codes: playbook.bad-name"],
  ["a maturity constructor", replaced(/maturity: sandbox/, "maturity: constructor"), "codes: playbook.unknown-value"],
  ["a number for a text", replaced(/A title/, "12345678901234567890123"), "codes: playbook.wrong-value"],
  ["a number with an exponent", replaced(/A title/, "1e999"), "codes: playbook.wrong-value"],
  ["not a number", replaced(/A title/, ".nan"), "codes: playbook.wrong-value"],
  ["an octal number", replaced(/A title/, "0o777"), "codes: playbook.wrong-value"],
  ["a Norwegian boolean", replaced(/A title/, "no"), "codes:"],
  ["nothing for a text", replaced(/A title/, "~"), "codes: playbook.wrong-value"],
  ["a list for a text", replaced(/A title/, "[a, b]"), "codes: playbook.wrong-value"],
  [
    "a map for the steps",
    replaced(/steps:\n/, "steps:\n  x: y\nmore:\n"),
    "codes: playbook.unknown-key playbook.wrong-value",
  ],
  ["a text for the steps", () => PLAYBOOK.replace(/steps:[\s\S]*/, "steps: none\n"), "codes: playbook.wrong-value"],
  ["lists 10,000 deep", () => "[".repeat(10_000), "codes: playbook.yaml"],
  ["lists 10,000 deep, closed", () => "[".repeat(10_000) + "]".repeat(10_000), "codes: playbook.yaml"],
  ["lists 90,000 deep, closed", () => "[".repeat(90_000) + "]".repeat(90_000), "codes: playbook.yaml"],
  ["maps 10,000 deep", () => `${"{a: ".repeat(10_000)}1${"}".repeat(10_000)}`, "codes: playbook.yaml"],
  [
    "lines 600 deep",
    () => Array.from({ length: 600 }, (_, n) => `${" ".repeat(n)}a:`).join("\n"),
    "codes: playbook.missing-key playbook.unknown-key",
  ],
  ["dashes without end", () => "- ".repeat(50_000), "codes: playbook.yaml"],
  ["question marks without end", () => "? ".repeat(50_000), "codes: playbook.yaml"],
  [
    "steps in steps",
    () => {
      const deep = (level: number): string =>
        level === 0 ? "[]" : `[{ if: "true", then: ${deep(level - 1)}, else: [] }]`;
      return PLAYBOOK.replace(/steps:[\s\S]*/, `steps: ${deep(60)}\n`);
    },
    "codes: playbook.yaml",
  ],
  ["10,000 steps", () => PLAYBOOK + "  - wait: 5m\n".repeat(10_000), "codes: playbook.too-large"],
  [
    "10,000 keys",
    () => PLAYBOOK + Array.from({ length: 10_000 }, (_, n) => `k${n}: 1\n`).join(""),
    "codes: playbook.too-large",
  ],
  [
    "10,000 keys of one map that is read",
    () =>
      PLAYBOOK.replace(
        "- handoff",
        `- action: http.send\n    with: { path: /x, body: { ${Array.from({ length: 10_000 }, (_, n) => `k${n}: 1`).join(", ")} } }\n  - handoff`,
      ),
    "codes: playbook.too-large",
  ],
  ["ten megabytes of one text", () => PLAYBOOK.replace("A title", "x".repeat(10_000_000)), "codes: playbook.too-large"],
  ["ten megabytes of spaces", () => " ".repeat(10_000_000), "codes: playbook.too-large"],
  ["ten megabytes of line ends", () => "\n".repeat(10_000_000), "codes: playbook.too-large"],
  ["ten megabytes of nothing in quotes", () => `"${"\\n".repeat(5_000_000)}"`, "codes: playbook.too-large"],
  ["190,000 letters of one text", () => PLAYBOOK.replace("A title", "x".repeat(190_000)), "codes:"],
  ["190,000 quotes", () => "'".repeat(190_000), "codes: playbook.wrong-value"],
  ["190,000 colons", () => ":".repeat(190_000), "codes: playbook.yaml"],
  ["colons and spaces", () => ": ".repeat(90_000), "codes: playbook.yaml"],
  ["190,000 exclamation marks", () => "!".repeat(190_000), "codes: playbook.yaml"],
  ["190,000 ampersands", () => "&".repeat(190_000), "codes: playbook.wrong-value"],
  ["190,000 stars", () => "*".repeat(190_000), "codes: playbook.alias"],
  ["190,000 hashes", () => " #".repeat(95_000), "codes: playbook.empty"],
  ["190,000 commas in a list", () => `[${",".repeat(190_000)}]`, "codes: playbook.too-large"],
  ["an open quote before a long text", () => `a: "${"x\n\n".repeat(60_000)}`, "codes: playbook.yaml"],
  [
    "an open block before a long text",
    () => `a: |${"\n  x".repeat(45_000)}`,
    "codes: playbook.missing-key playbook.unknown-key",
  ],
  ["escapes without end", () => `a: "${"\\u0041".repeat(30_000)}"`, "codes: playbook.missing-key playbook.unknown-key"],
  [
    "a block with a large indent",
    () => `a: |9\n${" ".repeat(50_000)}x`,
    "codes: playbook.missing-key playbook.unknown-key",
  ],
  [
    "a trigger that reaches out",
    replaced(/"true"/, '"incident.constructor.constructor"'),
    "codes: expression.unknown-field",
  ],
  [
    "a trigger that is a bomb",
    () => PLAYBOOK.replace('"true"', `"${"(".repeat(900)}true${")".repeat(900)}"`),
    "codes: expression.too-complex",
  ],
  ["a trigger of another language", replaced(/"true"/, "!!js/regexp /(a+)+$/"), "codes: playbook.yaml"],
  [
    "a duration without end",
    replaced(/- handoff/, "- wait: 99999999999999999999d\n  - handoff"),
    "codes: playbook.bad-duration",
  ],
  ["a duration below nothing", replaced(/- handoff/, "- wait: -5m\n  - handoff"), "codes: playbook.bad-duration"],
  [
    "retries without end",
    replaced(/- handoff/, "- action: http.query\n    with: { path: /x }\n    retry: { times: 1e9 }\n  - handoff"),
    "codes: playbook.wrong-value",
  ],
  ["a queue that is an expression", replaced(/handoff: soc/, 'handoff: "{{ incident.title }}"'), "codes:"],
  ["a queue that escapes the terminal", replaced(/handoff: soc/, 'handoff: "\\e[2J"'), "codes: playbook.wrong-value"],
  [
    "letters that look like others in a key",
    () => PLAYBOOK.replace("reason", "re\u0430son"),
    "codes: playbook.missing-key playbook.unknown-key",
  ],
  [
    "a key with a space that has no width",
    () => PLAYBOOK.replace("reason", "reason\u200b"),
    "codes: playbook.missing-key playbook.unknown-key",
  ],
]);
