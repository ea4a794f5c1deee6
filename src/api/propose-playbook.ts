/** A playbook from a runbook, by a language model: it learns the language from a draft that is sound, and gets one chance to mend what the checker finds. */
import { type ProposeDeps, propose } from "../ai/propose.ts";
import { playbookTask } from "../ai/tasks.ts";
import { capabilities } from "../connector/capabilities/catalog.ts";
import { isCordonError } from "../errors.ts";
import { draftPlaybook } from "../playbook/draft.ts";
import { findingText } from "../playbook/finding.ts";
import { checkProposed, findingsOf } from "./check-proposed.ts";
import type { ApiDeps } from "./deps.ts";

export interface RunbookRequest {
  workspaceId: string;
  by: string;
  name: string;
  runbook: string;
}

const MAX_FINDINGS = 20;
const PARAGRAPH = 1_800;

/** Answers the proposal's id. @throws RefusedError `ai.not-valid` when the second draft is not sound either, and what `propose` throws */
export async function proposePlaybook(
  deps: ApiDeps,
  model: ProposeDeps,
  { workspaceId, by, name, runbook }: RunbookRequest,
): Promise<string> {
  const example = draftPlaybook(name, null).files["playbook.yaml"]!;
  let findings: string[] = [];
  const ask = () =>
    propose(model, {
      ...{ workspaceId, kind: "playbook", incidentId: null, by, data: { runbook: paragraphsOf(runbook) } },
      task: playbookTask(name, { capabilities: [...capabilities.keys()], example, findings }),
      async check({ content }) {
        if (content.kind !== "playbook") return;
        const found = await findingsOf(deps, workspaceId, content);
        findings = found.filter(({ severity }) => severity === "error").map(findingText);
        findings = findings.slice(0, MAX_FINDINGS);
        await checkProposed(deps, workspaceId, content);
      },
    });
  try {
    return await ask();
  } catch (error) {
    if (!isCordonError(error) || error.code !== "ai.not-valid" || findings.length === 0) throw error;
    return ask();
  }
}

/** Long texts are cut where they are shown to a model, so a runbook is shown in pieces. */
function paragraphsOf(runbook: string): string[] {
  const pieces = runbook
    .split(/\n\s*\n/)
    .flatMap((one) => one.match(new RegExp(`[\\s\\S]{1,${PARAGRAPH}}`, "g")) ?? []);
  return pieces.map((piece) => piece.trim()).filter((piece) => piece !== "");
}
