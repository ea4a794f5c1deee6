/** Puts what is measured in force: one source, one playbook, one policy, on a database of its own. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { capabilities } from "../../src/connector/capabilities/catalog.ts";
import type { Keyring } from "../../src/connector/keyring.ts";
import { sealContext, sealSecrets } from "../../src/connector/seal.ts";
import { compilePolicies } from "../../src/guard/compile-policies.ts";
import { hashOf, newId, sha256 } from "../../src/ids.ts";
import { checkPlaybook } from "../../src/playbook/check.ts";
import { saveConnection } from "../../src/store/connection.ts";
import { applyPlaybook, applyPolicies, applyTaxonomy } from "../../src/store/content.ts";
import { type Client, type Database, transaction } from "../../src/store/database.ts";
import { ensureWorkspace } from "../../src/store/workspace.ts";
import type { Taxonomy } from "../../src/taxonomy/taxonomy.ts";

const here = import.meta.dirname;

/** Everything maps to the one playbook, and every alert is an incident of its own. */
const taxonomy: Taxonomy = {
  format: 1,
  name: "bench",
  basis: "none",
  duplicates: [],
  correlate: [],
  storms: [],
  fallback: "bench/alert",
  classes: [{ code: "bench", name: "Bench", definition: "What is measured." }],
  types: [
    {
      id: "bench/alert",
      class: "bench",
      code: "alert",
      name: "Alert",
      definition: "Any alert.",
      match: [
        { id: "any", categories: [], techniques: [], when: "incident.severityId >= 0", confidence: 100, precedence: 1 },
      ],
      playbook: [{ when: null, run: "bench-way", reason: "" }],
      priority: [
        { when: "incident.severityId >= 5", priority: "critical" },
        { when: null, priority: "high" },
      ],
      escalate: [],
      disposition: [{ when: null, disposition: null, reason: "as reported" }],
      serviceLevels: { high: { acknowledge: 600, contain: 3600, resolve: 86400 } },
    },
  ],
  priority: [{ when: null, priority: "high" }],
  escalate: [],
  disposition: [{ when: null, disposition: null, reason: "as reported" }],
  knownBenign: [],
  serviceLevels: { high: { acknowledge: 600, contain: 3600, resolve: 86400 } },
};

/** How the measured source's alerts are read. */
const settings = {
  mapping: {
    uid: "id",
    title: "rule",
    severity: "severity",
    confidence: "confidence",
    time: "ts",
    rule: { id: "rule", name: "rule" },
    product: { name: "product", vendor: "vendor" },
    categories: ["tags[0]"],
    entities: [
      { type: "device", from: "host", role: "affected" },
      { type: "user", from: "user", role: "affected" },
      { type: "ip", from: "src_ip", role: "actor" },
    ],
    observables: [
      { type: "ip", from: "src_ip" },
      { type: "hash", from: "process.sha256" },
    ],
  },
};

/** Prepares workspace `default` for the measured work; `token` is what deliveries will bear, `stub` where the calls go. */
export async function prepareBench(
  database: Database,
  keyring: Keyring,
  options: { stub: string; token: string },
): Promise<void> {
  await transaction(database.system, async (client) => {
    const { id } = await ensureWorkspace(client, "default");
    await applyContent(client, id);
    await saveConnection(client, id, {
      name: "bench",
      connector: "generic",
      settings,
      secretNames: [],
      seal: () => null,
      by: "bench",
    });
    const seal = (connection: string) => sealSecrets(keyring, sealContext(id, connection), {});
    await saveConnection(client, id, {
      name: "stub",
      connector: "webhook",
      settings: { baseUrl: options.stub },
      secretNames: [],
      seal,
      by: "bench",
    });
    await client.query(
      "INSERT INTO tokens (id, workspace_id, name, hash, roles) VALUES ($1, $2, 'bench', $3, '{admin,ingest}') ON CONFLICT DO NOTHING",
      [newId(), id, sha256(options.token)],
    );
  });
}

async function applyContent(client: Client, workspaceId: string): Promise<void> {
  const source = readFileSync(join(here, "playbook.yaml"), "utf8");
  const checked = checkPlaybook(source, { file: "bench-way/playbook.yaml" });
  if (checked.program === undefined) throw new Error(JSON.stringify(checked.findings, null, 1));
  await applyPlaybook(client, workspaceId, {
    name: "bench-way",
    hash: checked.hash,
    source,
    program: checked.program,
    by: "bench",
  });
  await applyTaxonomy(client, workspaceId, { hash: hashOf(taxonomy), content: taxonomy, by: "bench" });
  const files = [{ file: "bench/way/policies.cedar", text: readFileSync(join(here, "policies.cedar"), "utf8") }];
  const compiled = compilePolicies(files, { capabilities: capabilities.values() });
  if (compiled.policySet === null) throw new Error(JSON.stringify(compiled.findings, null, 1));
  await applyPolicies(client, workspaceId, { hash: hashOf(files), files, by: "bench" });
}
