/** Policy sets that Cedar holds ready. Cedar keeps what it has parsed for ever under its name, so there are few names, used again. */
import { type PolicySet as CedarPolicySet, preparsePolicySet } from "@cedar-policy/cedar-wasm/nodejs";
import { DefectError } from "../errors.ts";
import type { PolicySet } from "./policy-record.ts";

/** A process decides by the policy sets of its workspaces; more than this at a time are parsed again in turn. */
const NAMES = 16;

/** Insertion order is order of use. */
const nameByHash = new Map<string, string>();

/** The name under which Cedar holds this policy set, parsed. Throws `guard.unusable-policies` when it does not parse. */
export function preparedName(policySet: PolicySet): string {
  const known = nameByHash.get(policySet.hash);
  if (known !== undefined) return known;
  const name = nameByHash.size < NAMES ? `cordon-${nameByHash.size}` : freeName();
  const staticPolicies = Object.fromEntries(policySet.policies.map(({ id, text }) => [id, text]));
  const answer = preparsePolicySet(name, { staticPolicies } satisfies CedarPolicySet);
  if (answer.type === "failure") {
    throw new DefectError(
      "guard.unusable-policies",
      `The policy set ${policySet.hash.slice(0, 12)} does not parse: ${answer.errors[0]?.message}.`,
    );
  }
  nameByHash.set(policySet.hash, name);
  return name;
}

/** The name that was given out first. */
function freeName(): string {
  const [oldest] = nameByHash;
  if (oldest === undefined) throw new DefectError("guard.unusable-policies", "There is no name for a policy set.");
  nameByHash.delete(oldest[0]);
  return oldest[1];
}
