import { expect, test } from "vitest";
import { placeOfType } from "./type-place.ts";

const FILES = [
  { file: "taxonomy.yaml", text: "fallback: other/undetermined\n" },
  { file: "types/fraud.yaml", text: "code: fraud\ntypes:\n  - code: other\n" },
  {
    file: "types/other.yaml",
    text: "code: other # the class\ntypes:\n  - code: undetermined # by nobody\n  - code: other\n",
  },
];

test("a type is found in the file of its class", () =>
  expect(placeOfType(FILES, "other/other")).toEqual({ file: "types/other.yaml", line: 4 }));

test("a type that was taken out is nowhere", () => expect(placeOfType(FILES, "fraud/phishing")).toBeNull());
