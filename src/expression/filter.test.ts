import { describe, expect, test } from "vitest";
import type { InputError } from "../errors.ts";
import type { RecordKind } from "../model/record-fields.ts";
import { compileFilter } from "./filter.ts";

const NOW = new Date("2026-03-10T12:00:00Z");
const read = (text: string, kind: RecordKind = "alerts") => compileFilter(text, kind, NOW);

function fault(text: string, kind: RecordKind = "alerts") {
  try {
    read(text, kind);
  } catch (error) {
    const { code, message, details } = error as InputError;
    return { code, message, ...(details as { line: number; column: number; expected?: string }) };
  }
  throw new Error(`${text} was understood`);
}

describe("a filter", () => {
  test("knows the order of severities", () => {
    expect(read('severity >= "high"')).toEqual({
      is: "one-of",
      term: { kind: "field", path: "severity" },
      values: ["high", "critical", "fatal"],
    });
    expect(read('"low" >= severity')).toMatchObject({ values: ["unknown", "informational", "low"] });
    expect(read('priority > "high"', "incidents")).toMatchObject({ values: ["critical"] });
  });

  test("calls a field of its own with or without the record's name", () => {
    expect(read('incident.queue == "a"', "incidents")).toEqual(read('queue == "a"', "incidents"));
    expect(read('alert.entity.key == "a"')).toEqual(read('entity.key == "a"'));
  });

  test("reads spans back from now, and leaves texts alone", () => {
    expect(read('receivedAt > now - 7d && title != "7d"')).toMatchObject({
      of: [{ right: { value: new Date("2026-03-03T12:00:00Z") } }, { right: { value: "7d" } }],
    });
    expect(read("time <= now - 90m")).toEqual(read('time <= timestamp("2026-03-10T10:30:00Z")'));
  });

  test("asks for what may be absent before it compares it", () => {
    expect(read("has(incident.closedAt)", "incidents")).toEqual({ is: "present", field: "closedAt" });
    expect(fault("incident.closedAt > now - 1d", "incidents")).toMatchObject({
      code: "expression.may-be-absent",
      message: expect.stringContaining("has(incident.closedAt)"),
    });
  });
});

describe("what a filter cannot say is refused, with its place and the nearest fix", () => {
  test.each([
    ["seveity == 'high'", "expression.unknown-name", 1, 'did you mean "severity"?'],
    ["entity.kee == 'x'", "expression.unknown-field", 8, 'did you mean "key"?'],
    ["severity == 'hihg'", "expression.unknown-value", 13, 'did you mean "high"?'],
    ["severity >= 'hihg'", "expression.unknown-value", 13, 'did you mean "high"?'],
    ["receivedAt > now - 7d && severity >= 'hihg'", "expression.unknown-value", 38, 'did you mean "high"?'],
    ["title", "expression.wrong-type", 1, "string"],
    ["resolved ? true : false", "query.not-a-filter", 1, "(a && b) || (!a && c)"],
    ["initialDisposition < 'test'", "query.not-a-filter", 1, "no order"],
    ["title.matches('a')", "expression.unknown-function", 1, "rx(text, pattern)"],
    ["rx(title, 'a\\\\b')", "query.not-a-filter", 11, "contains"],
    ["rx(title, '(')", "expression.bad-pattern", 11, "cannot be used"],
    ["title + 'x' == 'y'", "query.not-a-filter", 1, "cannot compute"],
    ["time > timestamp('yesterday')", "query.not-a-filter", 18, "no moment"],
    ["title in [source, 'x']", "query.not-a-filter", 10, "written down"],
    ["title.contains(source)", "query.not-a-filter", 16, "written down"],
    ["entities.exists(e, observables.exists(o, o.value == e.key))", "query.not-a-filter", 20, "one list"],
    ["entities.filter(e, true).exists(e, true)", "query.not-a-filter", 1, "list of the record"],
    ["title == 'a' &&", "expression.syntax", 16, ""],
    ["", "expression.empty", 1, "empty"],
  ])("%s", (text, code, column, said) => {
    const found = fault(text);
    expect(found).toMatchObject({ code, line: 1, column });
    expect(found.message).toContain(said);
    expect(found.message).toContain(`line 1, column ${column}`);
  });

  test("also on another line, after a span that was spelled out", () => {
    expect(fault("time > now - 36h &&\n  time < now - 1h && titel == 'x'")).toMatchObject({ line: 2, column: 22 });
  });
});
