import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InputError } from "../errors.ts";
import { readInventory } from "./read-inventory.ts";

const rowOf = ({ type, key }: { type: string; key: string }) => {
  if (key === "refused") throw new InputError("api.bad-body", 'entities.0.key: "refused" is not the key of user.');
  return { type, key: key.toLowerCase() };
};
const read = (text: string) => readInventory(text, rowOf);

describe("a file of inventory", () => {
  it("is read as a table or as JSON", () => {
    const fromTable = read("type,key,criticality,tags\nuser,Ann,high,vip|finance\n").entries;
    const fromJson = read(
      JSON.stringify({
        entities: [{ type: "user", key: "Ann", attributes: { criticality: "high", tags: ["vip", "finance"] } }],
      }),
    ).entries;
    expect(fromTable).toEqual(fromJson);
    expect(fromTable).toMatchObject([{ row: { key: "ann" }, entry: { attributes: { criticality: "high" } } }]);
  });

  it("says everything that is wrong with it, each with its place", () => {
    const text =
      "type,key,criticality,privileged\nuser,ann,,\nuser,ANN,,\nusr,bo,,\nuser,cy,grave,\nuser,di,,perhaps\nuser,refused,,\n";
    expect(read(text).faults).toEqual([
      { line: 3, column: 1, message: "It is the same user as in line 2." },
      { line: 4, column: 1, message: expect.stringContaining("type") },
      { line: 5, column: 1, message: expect.stringContaining("criticality") },
      { line: 6, column: 10, message: '"perhaps" in privileged: expected yes or no' },
      { line: 7, column: 1, message: 'key: "refused" is not the key of user.' },
    ]);
  });

  it.each([
    ["kee,type\nann,user\n", /there is no column "kee"/],
    ["[", /It is not JSON/],
    ["{}", /Expected an array/],
    ["[]", /Expected an array/],
    ['[{"type":"user","kee":"ann"}]', /key/],
  ])("of %j says what was expected", (text, message) => {
    expect(read(text).faults).toMatchObject([{ line: 1, message: expect.stringMatching(message) }]);
  });

  it("is answered for, whatever it holds", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        const { entries, faults } = read(text);
        expect(entries.length + faults.length).toBeGreaterThan(0);
      }),
    );
  });
});
