/** Policy sets that Cedar holds ready. Cedar keeps what it has parsed for ever under its name, so there are few names, used again. */
import { type PolicySet as CedarPolicySet, preparsePolicySet } from "@cedar-policy/cedar-wasm/nodejs";
import { DefectError } from "../errors.ts";
import type { PolicySet } from "./policy-record.ts";

/**
 * A process decides by the policy sets of its workspaces, of each by the policies that can speak of the capability asked for: Cedar looks at
 * every policy it is given, and most speak of something else. More than this at a time are parsed again in turn.
 */
const NAMES = 256;

/** Insertion order is order of use. */
const nameBySlice = new Map<string, string>();

/** The name under which Cedar holds the policies of this set that can speak of a capability, parsed. Throws `guard.unusable-policies` when they do not parse. */
export function preparedName(policySet: PolicySet, capability: string): string {
  const slice = `${policySet.hash} ${capability}`;
  const known = nameBySlice.get(slice);
  if (known !== undefined) return known;
  const name = nameBySlice.size < NAMES ? `cordon-${nameBySlice.size}` : freeName();
  const speaking = policySet.policies.filter(({ reaches }) => reaches.includes(capability));
  const staticPolicies = Object.fromEntries(speaking.map(({ id, text }) => [id, text]));
  const answer = preparsePolicySet(name, { staticPolicies } satisfies CedarPolicySet);
  if (answer.type === "failure") {
    throw new DefectError(
      "guard.unusable-policies",
      `The policy set ${policySet.hash.slice(0, 12)} does not parse: ${answer.errors[0]?.message}.`,
    );
  }
  nameBySlice.set(slice, name);
  return name;
}

/** The name that was given out first. */
function freeName(): string {
  const [oldest] = nameBySlice;
  if (oldest === undefined) throw new DefectError("guard.unusable-policies", "There is no name for a policy set.");
  nameBySlice.delete(oldest[0]);
  return oldest[1];
}
