/** What a folder of content would change: checked as a whole, against what would be in force then. */
import { capabilities } from "../connector/capabilities/catalog.ts";
import { compilePolicies } from "../guard/compile-policies.ts";
import { hashPolicies } from "../guard/hash-policies.ts";
import { hashOf } from "../ids.ts";
import type { Program } from "../playbook/program.ts";
import type { Client } from "../store/database.ts";
import { sameFiles, taxonomyFiles } from "../store/taxonomy-files.ts";
import { readTaxonomy } from "../taxonomy/stored.ts";
import type { Taxonomy } from "../taxonomy/taxonomy.ts";
import { checkedTaxonomy } from "./checked-taxonomy.ts";
import { policyChanges, taxonomyChanges } from "./content-changes.ts";
import { driftOf } from "./content-drift.ts";
import { notValid, plainFinding } from "./content-findings.ts";
import type { ContentState } from "./content-state.ts";
import type { Finding, SourceFile } from "./contract/content.ts";
import type { Drift, OfferedContent, PlannedItem, PlannedTest } from "./contract/plan.ts";
import type { ApiDeps } from "./deps.ts";
import { type PlannedPlaybook, planPlaybooks } from "./plan-playbooks.ts";
import { plannedTest } from "./plan-tests.ts";
import { surroundingsIn } from "./surroundings.ts";

export interface PlanningDeps extends Pick<ApiDeps, "connectors"> {
  /** Within one transaction. */
  client: Client;
  workspaceId: string;
  /** Whether the cases of changed playbooks are run. */
  tests: boolean;
}

export interface Planned {
  playbooks: PlannedPlaybook[];
  /** Playbooks that are the same as in force. */
  unchanged: string[];
  /** Playbooks in force as Cordon ships them that are not offered; they stay. */
  shipped: string[];
  taxonomy: { item: PlannedItem; content: Taxonomy; files: SourceFile[] | null; hash: string } | null;
  policies: { item: PlannedItem; files: SourceFile[]; hash: string } | null;
  drift: Drift[];
  /** Warnings. */
  findings: Finding[];
  tests: PlannedTest[] | null;
}

/** @throws InputError `api.not-valid` with every finding when anything of it has an error: then nothing of it can be applied. */
export async function planContent(
  { client, workspaceId, connectors, tests }: PlanningDeps,
  state: ContentState,
  offered: OfferedContent,
): Promise<Planned> {
  const surroundings = await surroundingsIn(client, workspaceId, connectors, offered.policies);
  const playbooks = await planPlaybooks(client, workspaceId, state, offered.playbooks, surroundings);
  const taxonomy = await planTaxonomy(client, workspaceId, state, offered.taxonomy, playbooks.standing);
  const types = taxonomy.content?.types ?? [];
  const policies = planPolicies(state, offered.policies, new Set(types.map(({ id }) => id)));
  const findings = [...playbooks.findings, ...taxonomy.findings, ...policies.findings];
  if (findings.some(({ severity }) => severity === "error")) throw notValid("content", findings);
  return {
    playbooks: playbooks.planned,
    unchanged: playbooks.unchanged,
    shipped: playbooks.shipped,
    taxonomy: taxonomy.planned,
    policies: policies.planned,
    drift: driftOf(state, offered, playbooks, {
      taxonomy: taxonomy.planned !== null,
      policies: policies.planned !== null,
    }),
    findings,
    tests: tests ? await testsOf(playbooks.planned) : null,
  };
}

async function testsOf(planned: readonly PlannedPlaybook[]): Promise<PlannedTest[]> {
  const results: PlannedTest[] = [];
  for (const { version, test } of planned)
    if (version !== null) results.push(await plannedTest(version.name, version.program as Program, test));
  return results;
}

/** A taxonomy that is not offered stays, and is held against the playbooks that would be left. */
async function planTaxonomy(
  client: Client,
  workspaceId: string,
  { taxonomy: version }: ContentState,
  offered: SourceFile[] | null,
  standing: ReadonlySet<string>,
): Promise<{ planned: Planned["taxonomy"]; content: Taxonomy | null; findings: Finding[] }> {
  const before = readTaxonomy(version?.content);
  if (offered === null)
    return { planned: null, content: before, findings: before === null ? [] : unmapped(before, standing) };
  const { taxonomy, files, findings } = await checkedTaxonomy(client, workspaceId, offered, standing);
  if (taxonomy === null || findings.length > 0) return { planned: null, content: taxonomy, findings };
  const hash = hashOf(taxonomy);
  if (version?.hash === hash && sameFiles(await taxonomyFiles(client, workspaceId, version.number), files))
    return { planned: null, content: taxonomy, findings };
  const item = itemOf("taxonomy", version?.number ?? null, taxonomyChanges(before, taxonomy));
  return { planned: { item, content: taxonomy, files, hash }, content: taxonomy, findings };
}

function unmapped(taxonomy: Taxonomy, standing: ReadonlySet<string>): Finding[] {
  return taxonomy.types.flatMap(({ id, playbook }) =>
    playbook.flatMap(({ run }) => {
      if (run === null || standing.has(run)) return [];
      const message = `The taxonomy in force maps ${id} to the playbook "${run}", which would not be in force.`;
      const at = { file: "taxonomy/taxonomy.yaml", line: 1, column: 1 };
      return [
        {
          severity: "error" as const,
          code: "taxonomy.unknown-playbook",
          ...at,
          message,
          fix: "keep the playbook, or offer a taxonomy that maps the type to another",
        },
      ];
    }),
  );
}

function planPolicies(
  { policies: version }: ContentState,
  files: SourceFile[] | null,
  incidentTypes: ReadonlySet<string>,
): { planned: Planned["policies"]; findings: Finding[] } {
  if (files === null) return { planned: null, findings: [] };
  const world = { capabilities: [...capabilities.values()], ...(incidentTypes.size === 0 ? {} : { incidentTypes }) };
  const { policySet, findings } = compilePolicies(files, world);
  if (policySet === null) return { planned: null, findings: findings.map(plainFinding) };
  const hash = hashPolicies(files);
  if (version?.hash === hash) return { planned: null, findings: [] };
  const item = itemOf("policies", version?.number ?? null, policyChanges(version?.files ?? null, files));
  return { planned: { item, files, hash }, findings: [] };
}

function itemOf(what: "taxonomy" | "policies", from: number | null, changes: PlannedItem["changes"]): PlannedItem {
  return { what, name: "", action: from === null ? "create" : "change", from, changes };
}
