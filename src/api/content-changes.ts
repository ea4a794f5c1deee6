/** What is different between two versions of content, in words; what may do more is marked. */
import { capabilities } from "../connector/capabilities/catalog.ts";
import { compilePolicies } from "../guard/compile-policies.ts";
import { diffPolicies } from "../guard/diff-policies.ts";
import { changeText, diffTaxonomy } from "../taxonomy/diff.ts";
import type { Taxonomy } from "../taxonomy/taxonomy.ts";
import type { ContentChange, SourceFile } from "./contract/content.ts";

const OUTWARD: ContentChange = { danger: false, text: "  ~ only its layout, comments or examples are others" };

/** Between two that are not the same; null before stands for none. */
export function taxonomyChanges(before: Taxonomy | null, after: Taxonomy): ContentChange[] {
  const empty = { ...after, types: [], classes: [], knownBenign: [] };
  const changes = diffTaxonomy(before ?? empty, after);
  return orOutward(changes.map((change) => ({ danger: false, text: `  ${changeText(change)}` })));
}

/** The same of policies, those that may do more first. Policies that do not compile any more count as none. */
export function policyChanges(before: SourceFile[] | null, after: SourceFile[]): ContentChange[] {
  return orOutward(diffPolicies(policySetOf(before), policySetOf(after) ?? { policies: [] }));
}

function policySetOf(files: SourceFile[] | null) {
  return files === null ? null : compilePolicies(files, { capabilities: capabilities.values() }).policySet;
}

function orOutward(changes: ContentChange[]): ContentChange[] {
  return changes.length === 0 ? [OUTWARD] : changes;
}
