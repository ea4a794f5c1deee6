import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { wayText, wholeOf } from "./fault.ts";
import { readValue } from "./read-value.ts";
import { scopeOf } from "./scope.ts";

const alert = {
  level: 7,
  state: "Open",
  line: "user=ann src=192.0.2.1\r\n\nuser=bob",
  tags: ["a", "b"],
  hosts: [{ name: "WS-1" }, { name: "WS-2" }],
  body: '{"inner":{"id":9}}',
  encoded: "aGVsbG8=",
  url: "hxxps%3A%2F%2Fevil%5B.%5Dexample",
  share: "0.8",
};

function run(written: unknown): unknown[] {
  const part = wholeOf(written);
  const value = readValue(part);
  expect(part.faults).toEqual([]);
  return value!.run(scopeOf(alert, new Date("2026-03-02T00:00:00Z")));
}

/** The faults, each as `way: message; fix`. */
function faultsOf(written: unknown): string[] {
  const part = wholeOf(written);
  readValue(part);
  return part.faults.map(({ way, message, fix }) => `${wayText(way)}: ${message}; ${fix}`);
}

describe("a value", () => {
  it.each([
    ["state", ["Open"]],
    [{ path: "nothing", default: "none" }, ["none"]],
    [{ value: 3 }, [3]],
    [{ value: true }, ["true"]],
    [{ first: ["nothing", "state", "level"] }, ["Open"]],
    [{ all: ["state", "tags"] }, ["Open", "a", "b"]],
    [{ template: "{state} on {hosts[*].name} {{x}}" }, ["Open on WS-1, WS-2 {x}"]],
    [{ template: "{nothing} at {nowhere}" }, []],
    [{ path: "state", cases: { OPEN: "new" } }, ["new"]],
    [{ path: "state", cases: { closed: "done" } }, []],
    [{ path: "state", cases: { closed: "done" }, default: "other" }, ["other"]],
  ])("%j is %j", (written, found) => {
    expect(run(written)).toEqual(found);
  });

  it.each([
    [{ path: "state", do: ["lower"] }, ["open"]],
    [{ path: "hosts[*].name", do: ["lower", { join: "+" }] }, ["ws-1+ws-2"]],
    [{ path: "hosts[*].name", do: [{ item: -1 }] }, ["WS-2"]],
    [{ path: "line", do: ["lines"] }, ["user=ann src=192.0.2.1", "user=bob"]],
    [{ path: "line", do: [{ split: " " }, { item: 0 }] }, ["user=ann"]],
    [{ path: "line", do: ["lines", { regex: "user=(\\S+)" }] }, ["ann", "bob"]],
    [{ path: "line", do: [{ regex: "(\\d+\\.){3}\\d+" }] }, ["2."]],
    [{ path: "line", do: [{ regex: "[0-9.]{7,}" }] }, ["192.0.2.1"]],
    [{ path: "line", do: [{ regex: "no such" }] }, []],
    [{ path: "body", do: ["json", { at: "inner.id" }] }, [9]],
    [{ path: "encoded", do: ["base64", "upper"] }, ["HELLO"]],
    [{ path: "url", do: ["url-decode", "refang"] }, ["https://evil.example"]],
    [{ path: "share", do: ["number", { times: 100 }] }, [80]],
    [{ path: "level", do: [{ bands: { "0": "low", "4": "medium", "7": "high", "9.5": "critical" } }] }, ["high"]],
    [{ path: "level", do: [{ severity: "cvss" }] }, ["high"]],
    [{ value: "3 - High", do: [{ severity: "words" }] }, ["high"]],
    [{ value: 0, do: [{ severity: "syslog" }] }, ["critical"]],
  ])("%j gives %j", (written, found) => {
    expect(run(written)).toEqual(found);
  });

  it.each([
    ["url-decode", "%zz"],
    ["json", "{"],
    ["json", "null"],
    ["number", "seven"],
    ["time", "soon"],
  ])("%s makes nothing of %j", (step, text) => {
    expect(run({ value: text, do: [step] })).toEqual([]);
  });
});

describe("a choice", () => {
  it.each([
    ["{ when: { path: level, equals: 7 }, then: state, else: { value: low } }", ["Open"]],
    ["{ when: { path: level, equals: 8 }, then: state, else: { value: low } }", ["low"]],
    ["{ when: { path: level, equals: 8 }, then: state }", []],
    ["{ first: [{ when: { path: state, matches: '^Clo' }, then: { value: a } }, { value: b }] }", ["b"]],
  ])("%s is %j", (written, found) => {
    expect(run(parse(written))).toEqual(found);
  });
});

describe("a value that cannot work", () => {
  it.each([
    [7, /a path, or a map/],
    ["a..b", /"a..b" is no path; write a path such as/],
    [{ path: "a", map: { x: "y" } }, /map: "map" is not a key of the mapping; the table is called "cases"/],
    [{ pth: "a" }, /pth: .*did you mean "path"\?/],
    [{ path: "a", value: 1 }, /says twice where it is/],
    [{ do: ["lower"] }, /says not where it is/],
    [{ first: [] }, /first: .*a list with at least one value/],
    [{ template: "{a..b}" }, /template: \{a..b\} is no place/],
    [{ template: "{a" }, /template: \{ is no place/],
    [{ when: { path: "a", exists: true } }, /when: "when" has no "then"/],
    [{ path: "a", do: ["lowr"] }, /do\[0\]: "lowr" is no transform; did you mean "lower"\?/],
    [{ path: "a", do: [{ lower: 3 }] }, /do\[0\]\.lower: "lower" stands alone; write lower/],
    [{ path: "a", do: ["split"] }, /do\[0\]: "split" says not how; write \{ split: ","/],
    [{ path: "a", do: [{ regex: "(" }] }, /do\[0\]\.regex: this is no pattern/],
    [{ path: "a", do: [{ regex: "a{1000}" }] }, /counted repetition/],
    [{ path: "a", do: [{ bands: { low: "x" } }] }, /bands\.low: a band begins at a number/],
    [{ path: "a", do: [{ severity: "cvs" }] }, /severity: "cvs" is not a value.*"cvss"/],
    [{ path: "a", do: [{ time: { zone: "Europe/Berln" } }] }, /zone: "Europe\/Berln" is no time zone/],
    [{ path: "a", do: [{ time: { formats: ["YYYY-MM"] } }] }, /formats\[0\]: .*it has no day/],
    [{ path: "a", do: [{ time: { formats: ["qqq"] } }] }, /"q" stands for nothing/],
  ])("%j says what, where and the fix", (written, reason) => {
    expect(faultsOf(written).join("\n")).toMatch(reason);
  });

  it.each([
    [
      { path: "a", do: ["number", "lower"] },
      /do\[1\]: "lower" takes a text, and is given a number; this can be taken by/,
    ],
    [{ path: "a", do: ["lower", { times: 2 }] }, /do\[1\]: "times" takes a number, and is given a text/],
    [{ path: "a", do: ["time", "upper"] }, /"upper" takes a text, and is given a time/],
    [{ path: "a", do: ["time", "time"] }, /"time" takes a text or a number, and is given a time/],
    [{ value: 3, do: ["trim"] }, /"trim" takes a text, and is given a number/],
    [{ path: "a", do: ["time"], cases: { x: "y" } }, /"cases" takes a text or a number, and is given a time/],
    [{ path: "a", do: ["number"], default: "none" }, /default: what stands here takes a number, and is given a text/],
  ])("%j is refused by its types", (written, reason) => {
    expect(faultsOf(written).join("\n")).toMatch(reason);
  });

  it("is refused when it is nested without end", () => {
    let nested: unknown = "a";
    for (let depth = 0; depth < 2_000; depth += 1) nested = { first: [nested] };
    expect(faultsOf(nested).join("\n")).toMatch(/nested too deep/);
  });
});
