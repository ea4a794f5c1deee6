import { capabilities } from "../../connector/capabilities/catalog.ts";
import { compilePolicies } from "../../guard/compile-policies.ts";
import { hashPolicies } from "../../guard/hash-policies.ts";
import { applyPolicies, policiesInForce, taxonomyInForce } from "../../store/content.ts";
import { type Client, inWorkspace } from "../../store/database.ts";
import { mustReadTaxonomy } from "../../taxonomy/stored.ts";
import { noneThere } from "../authenticate.ts";
import { notValid, plainFinding } from "../content-findings.ts";
import * as contract from "../contract/content.ts";
import type { ApiDeps } from "../deps.ts";
import { ENGINEERS, READERS, type Route, route } from "../door.ts";

const tag = "policies";
const body = contract.SourceFiles;

/** Scope policies: which are in force, whether others would do, and putting them in force. */
export function policyRoutes(deps: ApiDeps): Route[] {
  return [current(deps), check(deps), apply(deps)];
}

function current({ database }: ApiDeps): Route {
  const summary = "Read the scope policies in force";
  return route(
    { method: "get", path: "/v1/policies", tag, summary, needs: READERS, answer: contract.PolicyVersion },
    async ({ caller: { workspaceId } }) => {
      const version = await inWorkspace(database, workspaceId, (client) => policiesInForce(client, workspaceId));
      if (version === null) throw noneThere("set of policies in force", "cordon policy apply puts one in force.");
      return version;
    },
  );
}

function check({ database }: ApiDeps): Route {
  const summary = "Check scope policies, and change nothing";
  return route(
    { method: "post", path: "/v1/policies/check", tag, summary, needs: READERS, body, answer: contract.Checked },
    ({ caller: { workspaceId }, body: { files } }) =>
      inWorkspace(database, workspaceId, async (client) => {
        const findings = await findingsOf(client, workspaceId, files);
        return { ok: findings.length === 0, findings };
      }),
  );
}

function apply({ database, invalidate }: ApiDeps): Route {
  const summary = "Put scope policies in force as a new version";
  return route(
    {
      method: "post",
      path: "/v1/policies",
      tag,
      summary,
      needs: ENGINEERS,
      recent: true,
      body: contract.FilesToApply,
      status: 201,
      answer: contract.Applied,
    },
    async ({ caller: { workspaceId }, actor: by, body: { files, reason } }) => {
      const applied = await inWorkspace(database, workspaceId, async (client) => {
        const findings = await findingsOf(client, workspaceId, files);
        if (findings.length > 0) throw notValid("scope policy", findings);
        const version = { hash: hashPolicies(files), files, by, reason };
        return { ...(await applyPolicies(client, workspaceId, version)), findings };
      });
      invalidate(workspaceId);
      return applied;
    },
  );
}

/** Incident types are held against the taxonomy in force, so that a misspelled one is found here and not never. */
async function findingsOf(
  client: Client,
  workspaceId: string,
  files: contract.SourceFile[],
): Promise<contract.Finding[]> {
  const version = await taxonomyInForce(client, workspaceId);
  const types = version === null ? undefined : new Set(mustReadTaxonomy(version).types.map(({ id }) => id));
  const world = { capabilities: capabilities.values(), ...(types === undefined ? {} : { incidentTypes: types }) };
  return compilePolicies(files, world).findings.map(plainFinding);
}
