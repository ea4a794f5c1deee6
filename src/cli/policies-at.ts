import { InputError } from "../errors.ts";
import { policyFindingText } from "../guard/finding.ts";
import type { PolicySet } from "../guard/policy-record.ts";
import { policyFiles } from "./read-content.ts";

/** The policies of a folder, compiled. @throws InputError `cli.bad-policies` when they have errors of their own. */
export async function policySetAt(folder: string): Promise<PolicySet> {
  const { compilePolicies } = await import("../guard/compile-policies.ts");
  const { capabilities } = await import("../connector/capabilities/catalog.ts");
  const { policySet, findings } = compilePolicies(await policyFiles(folder), { capabilities: capabilities.values() });
  if (policySet !== null) return policySet;
  const [first] = findings;
  throw new InputError(
    "cli.bad-policies",
    `The policies in ${folder} have errors: ${first === undefined ? "" : policyFindingText(first)}`,
  );
}
