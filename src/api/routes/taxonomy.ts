import { hashOf } from "../../ids.ts";
import { applyTaxonomy, type TaxonomyVersion, taxonomyHistory, taxonomyInForce } from "../../store/content.ts";
import { inWorkspace } from "../../store/database.ts";
import { changeText, diffTaxonomy } from "../../taxonomy/diff.ts";
import { readTaxonomy } from "../../taxonomy/stored.ts";
import type { Taxonomy } from "../../taxonomy/taxonomy.ts";
import { notFound } from "../authenticate.ts";
import { checkedTaxonomy } from "../checked-taxonomy.ts";
import { notValid } from "../content-findings.ts";
import * as contract from "../contract/content.ts";
import type { ApiDeps } from "../deps.ts";
import { ENGINEERS, READERS, type Route, route } from "../door.ts";

const tag = "taxonomy";
const body = contract.SourceFiles;

/** The taxonomy: what is in force, what was, whether another would do, and putting it in force. */
export function taxonomyRoutes(deps: ApiDeps): Route[] {
  return [current(deps), history(deps), oneVersion(deps), check(deps), diff(deps), apply(deps)];
}

function current({ database }: ApiDeps): Route {
  const summary = "Read the taxonomy in force";
  return route(
    { method: "get", path: "/v1/taxonomy", tag, summary, needs: READERS, answer: contract.TaxonomyVersion },
    async ({ caller: { workspaceId } }) => {
      const version = await inWorkspace(database, workspaceId, (client) => taxonomyInForce(client, workspaceId));
      if (version === null) throw notFound("taxonomy", "in force");
      return version;
    },
  );
}

function history({ database }: ApiDeps): Route {
  const summary = "List all versions, newest first";
  return route(
    { method: "get", path: "/v1/taxonomy/versions", tag, summary, needs: READERS, answer: contract.VersionList },
    async ({ caller: { workspaceId } }) => ({
      items: await inWorkspace(database, workspaceId, (client) => taxonomyHistory(client, workspaceId)),
    }),
  );
}

function oneVersion({ database }: ApiDeps): Route {
  const summary = "Read one version";
  const { versionParams: params, TaxonomyVersion: answer } = contract;
  return route(
    { method: "get", path: "/v1/taxonomy/versions/{number}", tag, summary, needs: READERS, params, answer },
    async ({ caller: { workspaceId }, params: { number } }) => {
      const all = await inWorkspace(database, workspaceId, (client) => taxonomyHistory(client, workspaceId));
      const found = all.find((version) => version.number === number);
      if (found === undefined) throw notFound("taxonomy version", String(number));
      return found;
    },
  );
}

function check({ database }: ApiDeps): Route {
  const summary = "Check a taxonomy against the playbooks in force, and change nothing";
  return route(
    { method: "post", path: "/v1/taxonomy/check", tag, summary, needs: READERS, body, answer: contract.Checked },
    ({ caller: { workspaceId }, body: { files } }) =>
      inWorkspace(database, workspaceId, async (client) => {
        const { findings } = await checkedTaxonomy(client, workspaceId, files);
        return { ok: findings.length === 0, findings };
      }),
  );
}

function diff({ database }: ApiDeps): Route {
  const summary = "Say what a taxonomy would change";
  return route(
    { method: "post", path: "/v1/taxonomy/diff", tag, summary, needs: READERS, body, answer: contract.TaxonomyDiff },
    ({ caller: { workspaceId }, body: { files } }) =>
      inWorkspace(database, workspaceId, async (client) => {
        const { taxonomy, findings } = await checkedTaxonomy(client, workspaceId, files);
        if (taxonomy === null) throw notValid("taxonomy", findings);
        const before = await taxonomyInForce(client, workspaceId);
        return { from: before?.number ?? null, changes: changesFrom(before, taxonomy) };
      }),
  );
}

function changesFrom(before: TaxonomyVersion | null, after: Taxonomy) {
  const empty = { ...after, types: [], classes: [], knownBenign: [] };
  const changes = diffTaxonomy(readTaxonomy(before?.content) ?? empty, after);
  return changes.map((change) => ({ ...change, text: changeText(change) }));
}

function apply({ database, invalidate }: ApiDeps): Route {
  const summary = "Put a taxonomy in force as a new version";
  return route(
    {
      method: "post",
      path: "/v1/taxonomy",
      tag,
      summary,
      needs: ENGINEERS,
      body,
      status: 201,
      answer: contract.Applied,
    },
    async ({ caller: { workspaceId }, actor, body: { files } }) => {
      const applied = await inWorkspace(database, workspaceId, async (client) => {
        const { taxonomy, findings } = await checkedTaxonomy(client, workspaceId, files);
        if (taxonomy === null || findings.length > 0) throw notValid("taxonomy", findings);
        const hash = hashOf(taxonomy);
        return { ...(await applyTaxonomy(client, workspaceId, { hash, content: taxonomy, by: actor })), findings };
      });
      invalidate(workspaceId);
      return applied;
    },
  );
}
