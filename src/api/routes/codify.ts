import { codify } from "../../codify/codify.ts";
import { kindByName, readRunbook } from "../../codify/read/read-runbook.ts";
import { countsOf } from "../../codify/report.ts";
import { suggestType } from "../../codify/suggest-type.ts";
import { taxonomyInForce } from "../../store/content.ts";
import { inWorkspace } from "../../store/database.ts";
import { readTaxonomy } from "../../taxonomy/stored.ts";
import { playbookFinding } from "../content-findings.ts";
import { CodifiedRunbook as answer, RunbookToCodify as body } from "../contract/codify.ts";
import type { ApiDeps } from "../deps.ts";
import { ENGINEERS, type Route, route } from "../door.ts";

/** A runbook as the draft of a playbook, for its author to go on with. */
export function codifyRoute({ database }: ApiDeps): Route {
  const path = "/v1/codify";
  const summary = "Draft a playbook of a runbook, say what became of each of its sentences, and store nothing";
  return route(
    { method: "post", path, tag: "playbooks", summary, needs: ENGINEERS, body, answer },
    async ({ caller: { workspaceId }, body: { file, kind, text, base64, queue } }) => {
      const bytes = text === undefined ? Buffer.from(base64 ?? "", "base64") : Buffer.from(text);
      const document = await readRunbook(bytes, file, kind ?? kindByName(file));
      const drafted = codify(document, { file, queue });
      const inForce = await inWorkspace(database, workspaceId, (client) => taxonomyInForce(client, workspaceId));
      const types = readTaxonomy(inForce?.content)?.types ?? [];
      return {
        ...drafted,
        type: suggestType(drafted.title, drafted.techniques, types),
        counts: countsOf(drafted.sentences),
        findings: drafted.findings.map(playbookFinding),
      };
    },
  );
}
