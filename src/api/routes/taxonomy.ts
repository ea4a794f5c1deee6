import { hashOf } from "../../ids.ts";
import { applyTaxonomy, type TaxonomyVersion, taxonomyHistory, taxonomyInForce } from "../../store/content.ts";
import { type Client, inWorkspace } from "../../store/database.ts";
import { taxonomyFiles, typeNames } from "../../store/taxonomy-files.ts";
import { changeText, diffTaxonomy } from "../../taxonomy/diff.ts";
import { mustReadTaxonomy, readTaxonomy } from "../../taxonomy/stored.ts";
import type { IncidentType, Taxonomy } from "../../taxonomy/taxonomy.ts";
import { writeTaxonomy } from "../../taxonomy/write.ts";
import { noneThere, notFound } from "../authenticate.ts";
import { checkedTaxonomy } from "../checked-taxonomy.ts";
import { notValid } from "../content-findings.ts";
import * as contract from "../contract/content.ts";
import type { ApiDeps } from "../deps.ts";
import { ENGINEERS, READERS, type Route, route } from "../door.ts";

const tag = "taxonomy";
const body = contract.SourceFiles;

/** The taxonomy: what is in force, what was, whether another would do, and putting it in force. */
export function taxonomyRoutes(deps: ApiDeps): Route[] {
  return [
    current(deps),
    files(deps),
    names(deps),
    history(deps),
    oneVersion(deps),
    check(deps),
    diff(deps),
    apply(deps),
  ];
}

function current({ database }: ApiDeps): Route {
  const summary = "Read the taxonomy in force";
  return route(
    { method: "get", path: "/v1/taxonomy", tag, summary, needs: READERS, answer: contract.TaxonomyVersion },
    ({ caller: { workspaceId } }) =>
      inWorkspace(database, workspaceId, (client) => taxonomyVersion(client, workspaceId)),
  );
}

function files({ database }: ApiDeps): Route {
  const summary = "Read a version of the taxonomy as files to edit, with its types in short";
  const { versionQuery: query, TaxonomyFiles: answer } = contract;
  return route(
    { method: "get", path: "/v1/taxonomy/files", tag, summary, needs: READERS, query, answer },
    ({ caller: { workspaceId }, query: { number } }) =>
      inWorkspace(database, workspaceId, async (client) => {
        const version = await taxonomyVersion(client, workspaceId, number);
        const kept = await taxonomyFiles(client, workspaceId, version.number);
        const taxonomy = mustReadTaxonomy(version);
        const { classes, types } = taxonomy;
        const inside = { files: kept ?? writeTaxonomy(taxonomy), kept: kept !== null };
        return { ...version, ...inside, classes, types: types.map(inShort) };
      }),
  );
}

function names({ database }: ApiDeps): Route {
  const summary = "Say what every incident type is called, also those that are in force no more";
  return route(
    { method: "get", path: "/v1/taxonomy/names", tag, summary, needs: READERS, answer: contract.TypeNames },
    async ({ caller: { workspaceId } }) => ({
      items: await inWorkspace(database, workspaceId, (client) => typeNames(client, workspaceId)),
    }),
  );
}

/** The one in force, unless another is asked for. */
async function taxonomyVersion(
  client: Client,
  workspaceId: string,
  number?: number | undefined,
): Promise<TaxonomyVersion> {
  const found =
    number === undefined
      ? await taxonomyInForce(client, workspaceId)
      : (await taxonomyHistory(client, workspaceId)).find((version) => version.number === number);
  if (found === null || found === undefined)
    throw number === undefined
      ? noneThere("taxonomy in force", "cordon taxonomy apply puts one in force.")
      : notFound("taxonomy version", String(number));
  return found;
}

function inShort({ id, name, class: group, priority, escalate, playbook }: IncidentType) {
  return {
    ...{ id, name, class: group },
    priorities: [...new Set(priority.map((rule) => rule.priority))],
    queues: [...new Set(escalate.map(({ to }) => to))],
    playbooks: [...new Set(playbook.flatMap(({ run }) => run ?? []))],
  };
}

function history({ database }: ApiDeps): Route {
  const summary = "List all versions, newest first";
  return route(
    { method: "get", path: "/v1/taxonomy/versions", tag, summary, needs: READERS, answer: contract.AppliedVersionList },
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
    ({ caller: { workspaceId }, params: { number } }) =>
      inWorkspace(database, workspaceId, (client) => taxonomyVersion(client, workspaceId, number)),
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
      body: contract.FilesToApply,
      status: 201,
      answer: contract.Applied,
    },
    async ({ caller: { workspaceId }, actor: by, body: { files: sent, reason } }) => {
      const applied = await inWorkspace(database, workspaceId, async (client) => {
        const { taxonomy, files, findings } = await checkedTaxonomy(client, workspaceId, sent);
        if (taxonomy === null || findings.length > 0) throw notValid("taxonomy", findings);
        const hash = hashOf(taxonomy);
        const version = { hash, content: taxonomy, files, by, reason };
        return { ...(await applyTaxonomy(client, workspaceId, version)), findings };
      });
      invalidate(workspaceId);
      return applied;
    },
  );
}
