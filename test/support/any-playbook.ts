/** Playbooks that nobody wrote, of all kinds of steps; most of them the checker takes. */
import fc from "fast-check";
import type { WrittenPlaybook, WrittenStep } from "../../src/playbook/written-form.ts";

/** Words with what has a meaning to YAML, JSON and expressions, but is no expression. */
const word = fc.oneof(
  fc.constantFrom(
    "a: b",
    "- x",
    "#",
    "'",
    '"',
    "}}",
    "null",
    "1",
    "true",
    "\u00fc \u{1f98a}",
    "a\\b",
    "line\nbreak",
    "==x",
  ),
  fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 12 }),
);
const text = word.map(
  (one) =>
    one
      .trim()
      .replaceAll("{{", "")
      .replace(/^=(?!=)/, "")
      .trim() || "words",
);
const title = fc.option(text, { nil: undefined });
const delay = fc.option(fc.constantFrom("1s", "5m"), { nil: undefined });

function step(fields: { [key: string]: fc.Arbitrary<unknown> }): fc.Arbitrary<WrittenStep> {
  return fc
    .record({ title, delay, ...fields })
    .map((made) => Object.fromEntries(Object.entries(made).filter(([, value]) => value !== undefined)) as WrittenStep);
}

const condition = fc.constantFrom("true", "incident.alertCount > 1", 'vars.note == "x"', "vars.count < 3");
const handoff = step({
  handoff: text,
  reason: text,
  questions: fc.option(fc.array(text, { maxLength: 2 }), { nil: undefined }),
});
const end = step({
  end: fc.constantFrom("benign", "true-positive"),
  reason: text,
  status: fc.constantFrom(undefined, "closed"),
});

/** `one` step; `open` steps, which something may follow; `closed` ones, which end in every way. */
const parts = fc.letrec((tie) => {
  const open = tie("open") as fc.Arbitrary<WrittenStep[]>;
  const closed = tie("closed") as fc.Arbitrary<WrittenStep[]>;
  const one = tie("one") as fc.Arbitrary<WrittenStep>;
  const either = fc.oneof(open, closed);
  const some = fc.tuple(one, open).map(([first, rest]) => [first, ...rest]);
  const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
  return {
    one: fc.oneof(
      { maxDepth: 2, depthSize: "small" },
      step({ wait: fc.constantFrom("1m", "2h") }),
      step({ set: fc.record({ note: text, count: fc.integer({ min: -5, max: 5 }) }) }),
      step({
        action: fc.constant("chat.post-message"),
        with: fc.record({ text }),
        timeout: maybe(fc.constant("5s")),
        retry: maybe(fc.record({ times: fc.nat(3) })),
        "on-failure": maybe(open),
      }),
      step({
        action: fc.constantFrom("http.send", "http.query"),
        connection: fc.constant("web"),
        with: fc.record({ path: fc.constantFrom("/a", "/{{ incident.number }}") }),
      }),
      step({
        handoff: text,
        reason: text,
        resume: fc.constant({ ok: { ask: "Is it?", type: "boolean" } }),
        "at-most": fc.constant("8h"),
        "on-timeout": maybe(open),
      }),
      step({ "wait-for": fc.constant("alert-joined"), "at-most": fc.constant("30m"), "on-timeout": maybe(open) }),
      // biome-ignore lint/suspicious/noThenProperty: the language has a word "then"; nobody awaits a step.
      step({ if: condition, then: open, else: either }),
      step({
        switch: fc.constant("incident.severity"),
        cases: fc
          .constant([])
          .chain(() => fc.record({ steps: either }).map(({ steps }) => [{ equals: "high", steps }])),
        default: open,
      }),
      step({
        switch: fc.constant("vars.flag"),
        cases: fc.tuple(open, either).map(([a, b]) => [
          { equals: true, steps: a },
          { equals: false, steps: b },
        ]),
      }),
      step({ while: condition, "at-most": fc.integer({ min: 1, max: 5 }), do: some, "on-limit": maybe(open) }),
      step({ "for-each": fc.constant("incident.users"), as: fc.constant("user"), "at-most": fc.constant(9), do: some }),
      step({
        parallel: fc.tuple(some, some).map(([a, b]) => [
          { name: "left", steps: a },
          { name: "right one", steps: b },
        ]),
      }),
    ),
    open: fc.array(one, { maxLength: 3, depthIdentifier: "steps" }),
    closed: fc
      .tuple(
        open,
        fc.oneof(
          { maxDepth: 2, depthSize: "small" },
          handoff,
          end,
          // biome-ignore lint/suspicious/noThenProperty: the language has a word "then"; nobody awaits a step.
          step({ if: condition, then: closed, else: closed }),
        ),
      )
      .map(([before, last]) => [...before, last]),
  };
});

/** One playbook in its written form. */
export const anyPlaybook: fc.Arbitrary<WrittenPlaybook> = fc.record({
  playbook: fc.constantFrom("sample", "a-b-c"),
  title: text,
  description: text,
  maturity: fc.constantFrom("sandbox", "stable"),
  trigger: fc.constantFrom("true", "size(incident.users) > 0"),
  "default-queue": fc.constantFrom("soc", "night shift"),
  variables: fc.constant({
    note: { type: "text", default: "x" },
    count: { type: "integer", default: 0 },
    flag: { type: "boolean", default: false },
  }),
  steps: parts.closed as fc.Arbitrary<WrittenStep[]>,
});
