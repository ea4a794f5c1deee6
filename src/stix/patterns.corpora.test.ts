/** The cases of the OASIS validator (oasis-open/cti-pattern-validator, tests for 2.1), each with what it says of them. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { InputError } from "../errors.ts";
import { parsePattern } from "./parse.ts";

const CORPORA = process.env.CORDON_CORPORA ?? fileURLToPath(new URL("../../../shared/corpora", import.meta.url));
const FILE = `${CORPORA}/stix/stix21-pattern-tests.json`;
const present = existsSync(FILE);
if (!present) console.warn(`NO CORPORA at ${CORPORA}: set CORDON_CORPORA. Nothing of this file ran.`);

interface Cases {
  spec_examples_valid: string[];
  PASS_CASES: string[];
  TIMESTAMP_PASS_CASES: string[];
  FAIL_CASES: [string, string][];
  TIMESTAMP_FAIL_CASES: [string, string][];
}

const cases: Partial<Cases> = present ? (JSON.parse(readFileSync(FILE, "utf8")) as Cases) : {};
const valid = [
  ...(cases.spec_examples_valid ?? []),
  ...(cases.PASS_CASES ?? []),
  ...(cases.TIMESTAMP_PASS_CASES ?? []),
];
const invalid = [...(cases.FAIL_CASES ?? []), ...(cases.TIMESTAMP_FAIL_CASES ?? [])];

function faultOf(text: string): InputError | null {
  try {
    parsePattern(text);
    return null;
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
}

describe.skipIf(!present)("the validator's cases", () => {
  it("are taken where it takes them", () => {
    console.log(`stix: ${valid.length} valid and ${invalid.length} invalid patterns`);
    expect(valid.length).toBeGreaterThan(50);
    expect(valid.map((text) => [text, faultOf(text)?.message]).filter(([, fault]) => fault !== undefined)).toEqual([]);
  });

  it("are refused where it refuses them, at the place it names", () => {
    expect(invalid.length).toBeGreaterThan(20);
    for (const [text, said] of invalid) {
      const fault = faultOf(text);
      expect({ text, fault: fault?.code }).toEqual({ text, fault: expect.stringMatching(/^stix\./) });
      // It counts columns from 0, and leaves them out of some of its cases.
      const place = /line (\d+):(\d+)/.exec(said);
      if (place === null) continue;
      expect(fault?.details).toMatchObject({ line: Number(place[1]), column: Number(place[2]) + 1 });
    }
  });
});
