/** The shipped content with hostile text put into it: every checker answers with a place, none throws, and nothing is half accepted. */
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { capabilities } from "../../src/connector/capabilities/catalog.ts";
import { SHIPPED } from "../../src/first-start.ts";
import { compilePolicies } from "../../src/guard/compile-policies.ts";
import { loadPolicies } from "../../src/guard/load.ts";
import { checkPlaybook } from "../../src/playbook/check.ts";
import { loadPlaybooks } from "../../src/playbook/load.ts";
import { checkTaxonomy } from "../../src/taxonomy/check.ts";
import { parseTaxonomy } from "../../src/taxonomy/parse.ts";
import { HOSTILE_TEXTS } from "./hostile-values.ts";
import { shippedTaxonomy } from "./shipped-taxonomy.ts";

const RUNS = Number(process.env.FUZZ_RUNS ?? 150);

interface Spoiling {
  from: number;
  length: number;
  text: string;
}

const spoiling: fc.Arbitrary<Spoiling> = fc.record({
  from: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.oneof(fc.constant(0), fc.nat(30), fc.nat(2_000)),
  text: fc.oneof(
    fc.constantFrom(...HOSTILE_TEXTS),
    fc.string({ unit: "binary", maxLength: 60 }),
    fc.constantFrom(
      "\n",
      ": ",
      "- ",
      "&a ",
      "*a",
      "!!js/function ",
      "<<: ",
      "|",
      "\t",
      "{{",
      "}}",
      '"',
      "=",
      "@id(",
      ");",
      "/*",
      "\r",
    ),
  ),
});

/** The text with a piece of it, anywhere, replaced. */
function spoil(text: string, { from, length, text: by }: Spoiling): string {
  const at = Math.floor(from * text.length);
  return text.slice(0, at) + by + text.slice(at + length);
}

describe("hostile text in what is shipped", () => {
  test("playbooks", { timeout: 600_000 }, async () => {
    const playbooks = await loadPlaybooks(join(SHIPPED, "playbooks"));
    fc.assert(
      fc.property(fc.constantFrom(...playbooks), spoiling, ({ source, file }, change) => {
        const { program, findings } = checkPlaybook(spoil(source, change), { file });
        expect(program !== undefined).toBe(findings.every(({ severity }) => severity === "warning"));
        for (const { place } of findings) expect(place.line >= 1 && place.column >= 1).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });

  test("taxonomy", { timeout: 600_000 }, () => {
    const { main, types } = shippedTaxonomy();
    const all = [main, ...types];
    fc.assert(
      fc.property(fc.constantFrom(...all), spoiling, (chosen, change) => {
        const [first, ...rest] = all.map((one) => (one === chosen ? { ...one, text: spoil(one.text, change) } : one));
        const parsed = parseTaxonomy(first!, rest);
        const findings = checkTaxonomy(parsed, { playbooks: new Set(["triage-handoff"]) });
        for (const { line, column } of findings) expect(line >= 1 && column >= 1).toBe(true);
        if (parsed.taxonomy === null) expect(findings.length).toBeGreaterThan(0);
      }),
      { numRuns: Math.ceil(RUNS / 5) },
    );
  });

  test("policies, which either hold their places or permit nothing at all", { timeout: 600_000 }, async () => {
    const files = await loadPolicies(join(SHIPPED, "policies"));
    fc.assert(
      fc.property(fc.constantFrom(...files), spoiling, (chosen, change) => {
        const spoilt = files.map((one) => (one === chosen ? { ...one, text: spoil(one.text, change) } : one));
        const { policySet, findings } = compilePolicies(spoilt, { capabilities: capabilities.values() });
        expect(policySet === null).toBe(findings.length > 0);
        for (const { line, column } of findings) expect(line >= 1 && column >= 1).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });
});
