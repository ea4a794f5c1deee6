import { policyHistory, type TaxonomyVersion, taxonomyHistory } from "../../store/content.ts";
import { type Client, inWorkspace } from "../../store/database.ts";
import { mustReadTaxonomy, readTaxonomy } from "../../taxonomy/stored.ts";
import { notFound } from "../authenticate.ts";
import { policyChanges, taxonomyChanges } from "../content-changes.ts";
import * as contract from "../contract/content.ts";
import type { ApiDeps } from "../deps.ts";
import { READERS, type Route, route } from "../door.ts";

const { versionParams: params, VersionChanges: answer } = contract;

/** Versions of the policies, and what each version of policies and taxonomy changed. */
export function contentVersionRoutes(deps: ApiDeps): Route[] {
  return [policyList(deps), onePolicy(deps), policyDiff(deps), taxonomyDiff(deps)];
}

function policyList({ database }: ApiDeps): Route {
  const summary = "List all versions of the scope policies, newest first";
  const list = contract.AppliedVersionList;
  return route(
    { method: "get", path: "/v1/policies/versions", tag: "policies", summary, needs: READERS, answer: list },
    async ({ caller: { workspaceId } }) => ({
      items: await inWorkspace(database, workspaceId, (client) => policyHistory(client, workspaceId)),
    }),
  );
}

function onePolicy({ database }: ApiDeps): Route {
  const summary = "Read one version of the scope policies";
  const path = "/v1/policies/versions/{number}";
  return route(
    { method: "get", path, tag: "policies", summary, needs: READERS, params, answer: contract.PolicyVersion },
    ({ caller: { workspaceId }, params: { number } }) =>
      inWorkspace(database, workspaceId, async (client) => (await policyPair(client, workspaceId, number)).version),
  );
}

function policyDiff({ database }: ApiDeps): Route {
  const summary = "Say what a version of the scope policies changed";
  const path = "/v1/policies/versions/{number}/changes";
  return route(
    { method: "get", path, tag: "policies", summary, needs: READERS, params, answer },
    ({ caller: { workspaceId }, params: { number } }) =>
      inWorkspace(database, workspaceId, async (client) => {
        const { version, before } = await policyPair(client, workspaceId, number);
        return { from: before?.number ?? null, changes: policyChanges(before?.files ?? null, version.files) };
      }),
  );
}

async function policyPair(client: Client, workspaceId: string, number: number) {
  return pairOf(await policyHistory(client, workspaceId), number, "scope policy version");
}

function taxonomyDiff({ database }: ApiDeps): Route {
  const summary = "Say what a version of the taxonomy changed";
  const path = "/v1/taxonomy/versions/{number}/changes";
  return route(
    { method: "get", path, tag: "taxonomy", summary, needs: READERS, params, answer },
    ({ caller: { workspaceId }, params: { number } }) =>
      inWorkspace(database, workspaceId, async (client) => {
        const all: TaxonomyVersion[] = await taxonomyHistory(client, workspaceId);
        const { version, before } = pairOf(all, number, "taxonomy version");
        const changes = taxonomyChanges(readTaxonomy(before?.content), mustReadTaxonomy(version));
        return { from: before?.number ?? null, changes };
      }),
  );
}

/** A version and the one before it, of all, newest first. @throws InputError `api.not-found` */
function pairOf<T extends { number: number }>(all: readonly T[], number: number, what: string) {
  const place = all.findIndex((one) => one.number === number);
  const version = all[place];
  if (version === undefined) throw notFound(what, String(number));
  return { version, before: all[place + 1] ?? null };
}
