import { declaredText } from "../../playbook/declared.ts";
import { explainPlaybook } from "../../playbook/explain.ts";
import type { Program } from "../../playbook/program.ts";
import { type Declared, type PlaybookTree, stepsIn } from "../../playbook/tree.ts";
import { playbookHistory } from "../../store/content.ts";
import { inWorkspace } from "../../store/database.ts";
import { checkedDraft } from "../asked-program.ts";
import { notFound } from "../authenticate.ts";
import { playbookFinding } from "../content-findings.ts";
import { OutlineRequest, PlaybookOutline, VersionGraph } from "../contract/playbook-editor.ts";
import { versionParams } from "../contract/version.ts";
import type { ApiDeps } from "../deps.ts";
import { READERS, type Route, route } from "../door.ts";
import { presentGraph } from "../playbook-graph.ts";
import { noSuchVersion } from "../standing-version.ts";
import { surroundingsIn } from "../surroundings.ts";

const tag = "playbooks";

/** What an editor shows beside a playbook's text, and the picture of a version. */
export function playbookEditorRoutes(deps: ApiDeps): Route[] {
  return [outline(deps), graph(deps)];
}

function outline({ database, connectors }: ApiDeps): Route {
  const summary = "Read a playbook's text: its findings, its graph as data, and what it does in sentences";
  const path = "/v1/playbooks/outline";
  return route(
    { method: "post", path, tag, summary, needs: READERS, body: OutlineRequest, answer: PlaybookOutline },
    ({ caller: { workspaceId }, body }) =>
      inWorkspace(database, workspaceId, async (client) => {
        const surroundings = await surroundingsIn(client, workspaceId, connectors);
        const { program, tree, places, findings } = await checkedDraft(client, workspaceId, body, surroundings);
        const found = findings.map(playbookFinding);
        if (program === undefined || tree === undefined) return { ...NOTHING, findings: found };
        return {
          ...{ ok: true, name: program.name, findings: found, text: explainPlaybook(tree) },
          graph: presentGraph(program, places),
          ...namesIn(tree),
        };
      }),
  );
}

const NOTHING = { ok: false, name: null, text: null, graph: null, steps: [], variables: [], inputs: [] };

/** What its expressions may name. */
function namesIn({
  steps,
  variables,
  interface: face,
}: PlaybookTree): Pick<PlaybookOutline, "steps" | "variables" | "inputs"> {
  const typed = (declared: readonly Declared[]) =>
    declared.map(({ name, type }) => ({ name: name.value, type: declaredText(type) }));
  const named = [...stepsIn(steps)].flatMap((step) => {
    if (step.id === null) return [];
    const { line, column } = step.id.place;
    const capability = step.kind === "action" ? step.capability.value : null;
    return [{ id: step.id.value, kind: step.kind, line, column, capability }];
  });
  return { steps: named, variables: typed(variables), inputs: typed(face?.inputs ?? []) };
}

function graph({ database }: ApiDeps): Route {
  const summary = "Read the graph of one version, as the runs that pin it go through it";
  const path = "/v1/playbooks/{name}/versions/{number}/graph";
  return route(
    { method: "get", path, tag, summary, needs: READERS, params: versionParams, answer: VersionGraph },
    async ({ caller: { workspaceId }, params: { name, number } }) => {
      const versions = await inWorkspace(database, workspaceId, (client) => playbookHistory(client, workspaceId, name));
      const found = versions.find((version) => version.number === number);
      if (found === undefined && versions.length > 0) throw noSuchVersion(name, number, versions);
      if (found === undefined) throw notFound("playbook", name);
      return { name, number, graph: presentGraph(found.program as Program) };
    },
  );
}
