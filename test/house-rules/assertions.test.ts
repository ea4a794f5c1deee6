import { describe, expect, test } from "vitest";
import { patternsThatMatchAll, testsWithoutAssertion } from "./tests-without-assertion.ts";
import { files, isTest } from "./tree.ts";

describe("every test", () => {
  test("asserts something", () => {
    const tests = files("{src,connectors,range,playbooks,bin,test}/**/*.ts").filter(isTest);
    expect(tests.length).toBeGreaterThan(20);
    expect(tests.flatMap((file) => testsWithoutAssertion(file.text).map((title) => `${file.path}: ${title}`))).toEqual(
      [],
    );
  });

  test("is told apart from one that only runs code", () => {
    expect(testsWithoutAssertion('test("a", () => { run(); });')).toEqual(["a"]);
    expect(testsWithoutAssertion('test("a", () => { expect(run()).toBe(1); });')).toEqual([]);
    expect(testsWithoutAssertion('function seen() { expect(1).toBe(1); }\ntest("a", () => seen());')).toEqual([]);
    expect(testsWithoutAssertion('test.each([1])("a %i", (n) => { run(n); });')).toEqual(["a %i"]);
  });
});

describe("every assertion", () => {
  test("could fail: a pattern in toMatchObject stands in expect.stringMatching", () => {
    const tests = files("{src,connectors,range,playbooks,bin,test,web}/**/*.ts").filter(isTest);
    expect(tests.flatMap((file) => patternsThatMatchAll(file.text).map((one) => `${file.path}: /${one}/`))).toEqual([]);
  });

  test("is told apart from one that matches every text", () => {
    expect(patternsThatMatchAll("expect(a).toMatchObject({ b: [{ c: /x/ }] });")).toEqual(["x"]);
    expect(patternsThatMatchAll('expect(a).toMatchObject({ b: expect.stringMatching(/x/), c: "/y/" });')).toEqual([]);
    expect(patternsThatMatchAll("expect(a).toMatch(/x/);")).toEqual([]);
  });
});
