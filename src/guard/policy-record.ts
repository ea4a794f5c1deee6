/** A policy set in force: plain JSON, immutable, addressed by its hash. `compile-policies.ts` makes it, `decide.ts` decides by it. */
import type { WrittenTerms } from "./approval-terms.ts";
import type { BudgetRule } from "./budget.ts";
import type { AttributesRead, Variable } from "./policy-expressions.ts";
import type { GuardedCapability } from "./schema.ts";

export interface PolicyRecord {
  id: string;
  effect: "permit" | "forbid";
  /** In words, for journal, approval and handoff; empty when the author of a permit gave none. */
  reason: string;
  /** Cedar, as written. */
  text: string;
  budgets: BudgetRule[];
  /** A permit on condition that people say yes, each time. */
  asks: boolean;
  /** On which terms they are asked: each time, or beyond the budgets. */
  terms: WrittenTerms;
  /** The capabilities that its action can be: with any other it has nothing to say. */
  reaches: string[];
  file: string;
  line: number;
}

/** What the organization says of itself. */
export interface OwnPlace {
  /** IANA name; hours and weekdays of policies are of this zone. */
  timeZone: string;
  /** CIDR; added to the private networks everybody has. */
  networks: string[];
  domains: string[];
}

export interface PolicySet {
  format: 1;
  /** SHA-256 of all the rest. */
  hash: string;
  capabilities: GuardedCapability[];
  policies: PolicyRecord[];
  own: OwnPlace;
  reads: { attributes: Record<Variable, string[]>; identities: boolean };
}

/** The sets of {@link AttributesRead} as JSON. */
export function readsJson(read: AttributesRead): PolicySet["reads"] {
  const { principal, resource, context } = read.attributes;
  return {
    attributes: { principal: [...principal].sort(), resource: [...resource].sort(), context: [...context].sort() },
    identities: read.identities,
  };
}
