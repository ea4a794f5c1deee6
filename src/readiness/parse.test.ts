import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { DIMENSIONS } from "./model.ts";
import { parseReadiness } from "./parse.ts";

const shipped = () =>
  readdirSync("readiness").map((name) => ({
    file: `readiness/${name}`,
    text: readFileSync(`readiness/${name}`, "utf8"),
  }));
const changed = (from: string | RegExp, to: string) =>
  parseReadiness(
    shipped().map((one) => (one.file.includes("capture") ? { ...one, text: one.text.replace(from, to) } : one)),
  );

describe("the readiness model", () => {
  it("has a file for each dimension, read in the recommended order", () => {
    const { dimensions, findings } = parseReadiness(shipped().reverse());
    expect(findings).toEqual([]);
    expect(dimensions?.map(({ id }) => id)).toEqual([...DIMENSIONS]);
  });

  it.each([
    [
      "measure: alerts-with-discrete-fields",
      "measure: alerts-with-fields",
      "readiness.unknown-value",
      9,
      /alerts-with-discrete-fields/,
    ],
    ["at-least: 0.5", "at-leats: 0.5", "readiness.unknown-key", 10, /at-least/],
    ["at-least: 0.5", "at-least: many", "readiness.wrong-shape", 10, /number/],
    ["required: 4", "required: 9", "readiness.wrong-shape", 4, /from 1 to 5/],
    ["id: discrete-fields\n", "id: discrete-fields-half\n", "readiness.twice", 13, /twice|own/],
    ["dimension: capture", "dimension: captures", "readiness.unknown-value", 1, /capture/],
  ])("is refused with its place: %s as %s", (from, to, code, line, words) => {
    const { dimensions, findings } = changed(from, to);
    expect(dimensions).toBeNull();
    expect(findings[0]).toMatchObject({ code, file: "readiness/1-capture.yaml", line });
    expect(`${findings[0]?.message} ${findings[0]?.fix}`).toMatch(words);
  });

  it("is refused when a dimension is missing or there twice", () => {
    expect(parseReadiness(shipped().slice(1)).findings).toMatchObject([
      { code: "readiness.dimensions", message: expect.stringMatching(/capture/) },
    ]);
    const twice = [...shipped(), ...shipped().slice(0, 1)];
    expect(parseReadiness(twice).findings).toMatchObject([{ code: "readiness.dimensions" }]);
  });

  it("is refused and not thrown at, whatever is in a file", () => {
    for (const text of ["", "[", "a: &a [*a]", "- 1", "levels: 7"])
      expect(parseReadiness([{ file: "x.yaml", text }]).dimensions).toBeNull();
  });
});
