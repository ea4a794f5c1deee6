import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { checkTaxonomy } from "./check.ts";
import { findingText } from "./finding.ts";
import { parseTaxonomy } from "./parse.ts";

it("The type that docs/taxonomy.md shows is one that the check takes", () => {
  const page = readFileSync(new URL("../../docs/taxonomy.md", import.meta.url), "utf8");
  const [, text = ""] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
  const level = "{ acknowledge: 1h, contain: 1h, resolve: 1d }";
  const main = `taxonomy: shown\nbasis: own\nfallback: fraud/phishing\npriority: [{ is: low }]\nservice-levels: { critical: ${level}, high: ${level}, medium: ${level}, low: ${level} }\n`;
  const parsed = parseTaxonomy({ file: "taxonomy.yaml", text: main }, [{ file: "types/fraud.yaml", text }]);
  expect(checkTaxonomy(parsed, { playbooks: new Set(["phishing-report"]) }).map(findingText)).toEqual([]);
});
