import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { TERM_ANNOTATIONS } from "./approval-terms.ts";
import { compilePolicies } from "./compile-policies.ts";
import { policyFindingText } from "./finding.ts";
import { ATTRIBUTES } from "./schema.ts";

const read = (name: string) => readFileSync(new URL(`../../docs/${name}`, import.meta.url), "utf8");
const page = read("policies.md");

it.each(["policies.md", "approvals.md"])("The policies that docs/%s shows are taken", (name) => {
  const text = [...read(name).matchAll(/```cedar\n([\s\S]*?)```/g)].map(([, shown]) => shown).join("\n");
  const { findings } = compilePolicies([{ file: "shown.cedar", text }], {
    capabilities: [
      { id: "identity.suspend-user", effect: "contain" },
      { id: "endpoint.isolate", effect: "contain" },
    ],
  });
  expect(text).toContain("permit");
  expect(findings.map(policyFindingText)).toEqual([]);
});

it("Every annotation that asks is in docs/approvals.md", () => {
  expect(TERM_ANNOTATIONS.filter((name) => !read("approvals.md").includes(`\`@${name}`))).toEqual([]);
});

it("Every attribute that policies can read is in docs/policies.md", () => {
  const names = Object.values(ATTRIBUTES).flatMap((attributes) =>
    Object.keys(attributes).map((name) => name.replace("?", "")),
  );
  expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});
