import { expect, test } from "vitest";
import { fillFacts } from "../taxonomy/example-facts.ts";
import { evaluateCondition, evaluateValue, type RunScope, renderValue } from "./scope.ts";

const scope: RunScope = {
  incident: fillFacts({
    number: 12,
    title: "{{ incident.id }}",
    severity: "high",
    entity: { type: "user", key: "ada" },
  }),
  steps: { account: { found: true, groups: ["a", "b"], score: 80 } },
};

test("conditions and values are evaluated against the incident and the outputs", () => {
  expect(
    evaluateCondition('incident.severityId >= 4 && steps.account.found && "a" in steps.account.groups', scope),
  ).toBe(true);
  expect(evaluateValue("steps.account.score + 1", scope)).toBe(81);
  expect(evaluateCondition("has(steps.other) && steps.other.found", scope)).toBe(false);
});

test("templates keep types, write text and never read a value as a template", () => {
  const template = {
    user: "=incident.entity.key",
    n: "=incident.number",
    text: "No. {{ incident.number }}: {{ incident.title }}",
    plain: "==x",
  };
  expect(renderValue(template, scope)).toEqual({ user: "ada", n: 12, text: "No. 12: {{ incident.id }}", plain: "=x" });
});

test("what these facts give no value is an input error", () => {
  expect(() => evaluateValue("steps.missing.found", scope)).toThrow(
    expect.objectContaining({ root: "input", code: "expression.failed" }),
  );
  expect(() => evaluateCondition("incident.number", scope)).toThrow(
    expect.objectContaining({ code: "playbook.no-condition" }),
  );
});

test("an output that a system chose cannot break the scope: keys such as constructor are keys", () => {
  const hostile: RunScope = {
    incident: scope.incident,
    steps: { q: JSON.parse('{"body":{"constructor":{"name":"x"},"__proto__":{"a":1},"toString":1}}') },
  };
  expect(evaluateValue("steps.q.body.constructor.name", hostile)).toBe("x");
  expect(evaluateValue("steps.q.body.toString", hostile)).toBe(1);
  expect(() => evaluateValue("steps.q.body.hasOwnProperty", hostile)).toThrow();
  expect(({} as { a?: unknown }).a).toBeUndefined();
});
