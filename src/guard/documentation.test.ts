import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { compilePolicies } from "./compile-policies.ts";
import { policyFindingText } from "./finding.ts";
import { ATTRIBUTES } from "./schema.ts";

const page = readFileSync(new URL("../../docs/policies.md", import.meta.url), "utf8");

it("The policy that docs/policies.md shows is one that is taken", () => {
  const [, text = ""] = /```cedar\n([\s\S]*?)```/.exec(page) ?? [];
  const { findings } = compilePolicies([{ file: "shown.cedar", text }], {
    capabilities: [{ id: "identity.suspend-user", effect: "contain" }],
  });
  expect(text).toContain("permit");
  expect(findings.map(policyFindingText)).toEqual([]);
});

it("Every attribute that policies can read is in docs/policies.md", () => {
  const names = Object.values(ATTRIBUTES).flatMap((attributes) =>
    Object.keys(attributes).map((name) => name.replace("?", "")),
  );
  expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});
