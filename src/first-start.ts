/** What the first start leaves behind: a workspace, the shipped content in force, and a one-time secret for the first admin. */
import { randomBytes } from "node:crypto";
import { join, relative } from "node:path";
import { capabilities } from "./connector/capabilities/catalog.ts";
import { InputError } from "./errors.ts";
import { compilePolicies } from "./guard/compile-policies.ts";
import { hashPolicies } from "./guard/hash-policies.ts";
import { loadPolicies } from "./guard/load.ts";
import { hashOf } from "./ids.ts";
import { checkPlaybook } from "./playbook/check.ts";
import { contractsOf } from "./playbook/contracts.ts";
import { libraryOf } from "./playbook/library.ts";
import { loadPlaybooks } from "./playbook/load.ts";
import { applyPlaybook, applyPolicies, applyTaxonomy, taxonomyInForce } from "./store/content.ts";
import { type Client, type Database, transaction } from "./store/database.ts";
import { ensureWorkspace, listWorkspaces, offerAdminSecret } from "./store/workspace.ts";
import { checkTaxonomy } from "./taxonomy/check.ts";
import { loadTaxonomy } from "./taxonomy/load.ts";

/** The folder that holds taxonomy/, playbooks/ and policies/: the project itself. */
export const SHIPPED = join(import.meta.dirname, "..");

export interface FirstStart {
  workspaceId: string;
  /** In the clear this once; null when the installation has had one. */
  adminSecret: string | null;
}

/** Prepares the first workspace, `default` unless it was renamed; safe to repeat. Content that people have put in force is never replaced by shipped content. */
export async function prepareInstallation(
  database: Database,
  options: { folder?: string; newAdminSecret?: boolean } = {},
): Promise<FirstStart> {
  return transaction(database.system, async (client) => {
    // It may be called otherwise by now.
    const id = (await listWorkspaces(client))[0]?.id ?? (await ensureWorkspace(client, "default")).id;
    if ((await taxonomyInForce(client, id)) === null) await applyShippedContent(client, id, options.folder);
    const secret = `crd_admin_${randomBytes(18).toString("base64url")}`;
    return {
      workspaceId: id,
      adminSecret: (await offerAdminSecret(client, secret, id, options.newAdminSecret)) ? secret : null,
    };
  });
}

/** Puts the shipped taxonomy, playbooks and policies in force in a workspace. */
export async function applyShippedContent(client: Client, workspaceId: string, folder = SHIPPED): Promise<void> {
  const playbooks = await loadPlaybooks(join(folder, "playbooks"));
  const library = libraryOf(playbooks);
  for (const { name, file, source, test } of playbooks) {
    const { program, hash, findings } = checkPlaybook(source, { file, library });
    if (program === undefined) throw refused(`playbook ${name}`, findings);
    const contracts = contractsOf(program);
    await applyPlaybook(client, workspaceId, {
      name,
      hash,
      source,
      program,
      contracts,
      test: test?.source,
      by: "system",
    });
  }
  const parsed = await loadTaxonomy(join(folder, "taxonomy"));
  const findings = checkTaxonomy(parsed, { playbooks: new Set(playbooks.map(({ name }) => name)) });
  if (parsed.taxonomy === null || findings.length > 0) throw refused("taxonomy", findings);
  await applyTaxonomy(client, workspaceId, {
    hash: hashOf(parsed.taxonomy),
    content: parsed.taxonomy,
    files: parsed.files,
    by: "system",
  });
  const loaded = await loadPolicies(join(folder, "policies"));
  const files = loaded.map((one) => ({ ...one, file: relative(folder, one.file).replaceAll("\\", "/") }));
  const policies = compilePolicies(files, { capabilities: capabilities.values() });
  if (policies.policySet === null) throw refused("policies", policies.findings);
  await applyPolicies(client, workspaceId, { hash: hashPolicies(files), files, by: "system" });
}

function refused(what: string, findings: unknown[]): InputError {
  return new InputError("content.not-valid", `The shipped ${what} does not pass its check.`, { details: { findings } });
}
