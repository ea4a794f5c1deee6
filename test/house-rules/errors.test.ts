/** Every error code is documented, and every documented code exists. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { documentFaults, errorCodes, errorsDocument, sourceTexts } from "../../scripts/error-codes.mjs";
import { ROOT } from "./tree.ts";

describe("error codes", () => {
  const codes = errorCodes(sourceTexts(ROOT));
  const document = readFileSync(`${ROOT}/docs/errors.md`, "utf8");

  test("are documented in docs/errors.md, each with what to do, and nothing there is gone", () => {
    expect(codes.size).toBeGreaterThan(50);
    expect(documentFaults(codes, document)).toEqual([]);
  });

  test("stand there with the roots and rooms they have; else run: node scripts/error-codes.mjs --write", () => {
    expect(errorsDocument(codes, document)).toBe(document);
  });

  test("are found where they are thrown, passed on, or written as JSON", () => {
    const found = errorCodes(
      new Map([
        ["src/a/one.ts", 'throw new InputError(many ? "a.too-many" : "a.too-few", `no`);'],
        ["src/b/two.ts", 'const code = "a.later"; throw new TransientError(code, "later");'],
        ["src/c/three.ts", 'report("a.odd"); report("z.not-an-error"); keep({ root: "defect", code: "a.ours" });'],
      ]),
    );
    expect([...found].map(([code, { roots, rooms }]) => [code, ...roots, ...rooms].join(" "))).toEqual([
      "a.later transient src/b",
      "a.odd input src/c",
      "a.ours defect src/c",
      "a.too-few input src/a",
      "a.too-many input src/a",
    ]);
  });
});
