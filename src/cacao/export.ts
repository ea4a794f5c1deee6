/** A playbook of ours as a CACAO 2.0 document. Imported again it is the same program. */

import type { WrittenDeclaration } from "../playbook/written-form.ts";
import { writtenOf } from "../playbook/written-form-yaml.ts";
import { cacaoId, EXTENSION } from "./cacao-id.ts";
import type { CacaoDocument, CacaoVariable } from "./document.ts";
import { exportBranch, type Workflow } from "./export-steps.ts";
import { markedBy } from "./markings.ts";

const TYPES: Readonly<Record<string, string>> = { integer: "integer", boolean: "bool", list: "string", text: "string" };

/** The document of a source that the checker takes, as made at the time (ISO 8601, in UTC). */
export function exportCacao(source: string, at: string): CacaoDocument & Record<string, unknown> {
  const playbook = writtenOf(source);
  const { steps, ...own } = playbook;
  const workflow: Workflow = { steps: {}, agents: {} };
  const first = exportBranch(steps, playbook.playbook, () => null, workflow);
  const start = cacaoId("start", playbook.playbook);
  const us = cacaoId("identity", "cordon");
  const variables = Object.entries(playbook.variables ?? {}).map(([name, one]) => [`__${name}__`, variableOf(one)]);
  const { description, definitions } = markedBy(playbook.description, us, at);
  const markings = Object.keys(definitions);
  return {
    type: "playbook",
    spec_version: "cacao-2.0",
    id: cacaoId("playbook", playbook.playbook),
    name: playbook.title,
    ...(description === "" ? {} : { description }),
    created_by: us,
    created: at,
    modified: at,
    ...(markings.length === 0 ? {} : { markings, data_marking_definitions: definitions }),
    ...(variables.length === 0 ? {} : { playbook_variables: Object.fromEntries(variables) }),
    workflow_start: start,
    workflow: { [start]: { type: "start", on_completion: first as string }, ...workflow.steps },
    ...(Object.keys(workflow.agents).length === 0 ? {} : { agent_definitions: workflow.agents }),
    extension_definitions: { [EXTENSION]: definition(us) },
    playbook_extensions: { [EXTENSION]: { playbook: own } },
  };
}

function variableOf({ type = "text", default: value }: WrittenDeclaration): CacaoVariable {
  const text = typeof value === "string" ? value : JSON.stringify(value ?? "");
  return { type: TYPES[type] ?? "string", value: text };
}

function definition(createdBy: string) {
  return {
    type: "extension-definition",
    name: "Cordon playbook",
    description: "What the language of Cordon says beyond CACAO, so that a playbook comes back as it was.",
    created_by: createdBy,
    schema: "playbook.yaml of Cordon, its branches left out",
    version: "1",
  };
}
