/** Whether proposed content would do: the same checkers as for a person's. */
import { compileFilter } from "../expression/filter.ts";
import type { ProposalContent } from "../model/proposal.ts";
import { checkPlaybook } from "../playbook/check.ts";
import type { Finding } from "../playbook/finding.ts";
import { inWorkspace } from "../store/database.ts";
import { notValid, playbookFinding } from "./content-findings.ts";
import type { ApiDeps } from "./deps.ts";
import { libraryInForce } from "./library-in-force.ts";
import { surroundingsOf } from "./surroundings.ts";

/** @throws InputError `api.not-valid` or `expression.…`; what is neither playbook nor filter needs no check */
export async function checkProposed(deps: ApiDeps, workspaceId: string, content: ProposalContent): Promise<void> {
  if (content.kind === "filter") compileFilter(content.filter, content.of, deps.clock.now());
  if (content.kind !== "playbook") return;
  const findings = await findingsOf(deps, workspaceId, content);
  if (findings.some(({ severity }) => severity === "error")) throw notValid("playbook", findings.map(playbookFinding));
}

/** What the checker says of a proposed playbook where it would run. */
export async function findingsOf(
  deps: ApiDeps,
  workspaceId: string,
  { name, source }: { name: string; source: string },
): Promise<Finding[]> {
  const surroundings = await surroundingsOf(deps, workspaceId);
  const library = await inWorkspace(deps.database, workspaceId, (client) => libraryInForce(client, workspaceId));
  return checkPlaybook(source, { file: `${name}.yaml`, library, surroundings }).findings;
}
