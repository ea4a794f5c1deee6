import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alertsAt, MAX_FOUND, parsePath, readPath } from "./path.ts";
import { scopeOf } from "./scope.ts";

const found = (value: unknown, text: string) => readPath(parsePath(text)!, scopeOf(value, new Date(0)));

describe("paths", () => {
  it.each([
    ["a.b", ["a", "b"]],
    ["$.a[0].b", ["a", 0, "b"]],
    ['["a.b"].c', ["a.b", "c"]],
    ["a-b.@type", ["a-b", "@type"]],
    [".", []],
  ])("%s are read", (text, parts) => {
    expect(parsePath(text)).toMatchObject({ parts, list: false });
  });

  it.each(["", "..", "a.", "a..b", "a[", "a[x]", "a[**]", "a b", "a()", "[0", "x".repeat(501), "a[0]b", "a[*]b"])(
    "%j are refused",
    (text) => {
      expect(parsePath(text)).toBeNull();
    },
  );

  it("find the items of lists and the values of maps", () => {
    const value = { hosts: [{ ips: ["a", "b"] }, { ips: "c" }, {}, 7], by: { x: { n: 1 }, y: { n: 2 } } };
    expect(found(value, "hosts[*].ips")).toEqual(["a", "b", "c"]);
    expect(found(value, "hosts[1].ips")).toEqual(["c"]);
    expect(found(value, "by[*].n")).toEqual([1, 2]);
    expect(found(value, "hosts.name")).toEqual([]);
  });

  it("begin at the alert with $, wherever they are used", () => {
    const scope = { ...scopeOf({ a: 1, list: [{ a: 2 }] }, new Date(0)), item: { a: 2 } };
    expect(readPath(parsePath("a")!, scope)).toEqual([2]);
    expect(readPath(parsePath("$.a")!, scope)).toEqual([1]);
  });

  it("find nothing in what is null, empty or missing", () => {
    expect(found({ a: null, b: "", c: ["", null, 0, false] }, "a")).toEqual([]);
    expect(found({ b: "" }, "b")).toEqual([]);
    expect(found({ c: ["", null, 0, false] }, "c")).toEqual([0, false]);
  });

  it("reach nothing inherited", () => {
    for (const text of ["__proto__", "constructor.prototype", "toString", "a.length.constructor"])
      expect(found({ a: [1] }, text)).toEqual([]);
  });

  it("look at 200 values and no more, and at every alert of a message", () => {
    const many = { list: Array.from({ length: 1_000 }, (_, n) => ({ n })) };
    expect(found(many, "list[*].n")).toHaveLength(MAX_FOUND);
    expect(alertsAt(parsePath("list")!, many)).toHaveLength(1_000);
    expect(alertsAt(parsePath("list[*]")!, many)).toHaveLength(1_000);
    expect(alertsAt(parsePath("list")!, { list: [] })).toEqual([]);
    expect(alertsAt(parsePath("other")!, many)).toBeUndefined();
  });

  it("never throw, on any text and value", () => {
    fc.assert(
      fc.property(fc.string(), fc.anything(), (text, value) => {
        const path = parsePath(text);
        return path === null || Array.isArray(readPath(path, scopeOf(value, new Date(0))));
      }),
    );
  });
});
