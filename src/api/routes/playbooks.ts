import { checkPlaybook } from "../../playbook/check.ts";
import { contractsOf } from "../../playbook/contracts.ts";
import type { Program } from "../../playbook/program.ts";
import {
  applyPlaybook,
  type PlaybookVersion,
  playbookHistory,
  playbooksInForce,
  playbookTitles,
} from "../../store/content.ts";
import { inWorkspace } from "../../store/database.ts";
import { type Trial, trialsOf } from "../../store/playbook-life.ts";
import { testOf } from "../../store/playbook-test.ts";
import { notFound } from "../authenticate.ts";
import { notValid, playbookFinding } from "../content-findings.ts";
import * as contract from "../contract/content.ts";
import { AppliedPlaybook } from "../contract/version.ts";
import type { ApiDeps } from "../deps.ts";
import { ENGINEERS, READERS, type Route, route } from "../door.ts";
import { libraryInForce } from "../library-in-force.ts";
import { noSuchPlaybook, noSuchVersion, presentTrial } from "../standing-version.ts";
import { surroundingsIn, surroundingsOf } from "../surroundings.ts";

const tag = "playbooks";
const body = contract.PlaybookSource;

/** Playbooks: which are in force, how they read, whether another would do, and putting it in force. */
export function playbookRoutes(deps: ApiDeps): Route[] {
  return [listOf(deps), titles(deps), readOne(deps), check(deps), apply(deps)];
}

function listOf({ database }: ApiDeps): Route {
  const summary = "List the playbooks in force";
  return route(
    { method: "get", path: "/v1/playbooks", tag, summary, needs: READERS, answer: contract.PlaybookList },
    async ({ caller: { workspaceId } }) => {
      const { versions, trials } = await inWorkspace(database, workspaceId, async (client) => ({
        versions: await playbooksInForce(client, workspaceId),
        trials: await trialsOf(client, workspaceId),
      }));
      return { items: versions.map((version) => summaryOf(version, trials)) };
    },
  );
}

function titles({ database }: ApiDeps): Route {
  const summary = "Say what every playbook is called, also those that are in force no more";
  return route(
    { method: "get", path: "/v1/playbook-titles", tag, summary, needs: READERS, answer: contract.PlaybookTitles },
    async ({ caller: { workspaceId } }) => ({
      items: await inWorkspace(database, workspaceId, (client) => playbookTitles(client, workspaceId)),
    }),
  );
}

function readOne({ database }: ApiDeps): Route {
  const summary = "Read a playbook with its source and its history";
  const { playbookParams: params, versionQuery: query, PlaybookDetail: answer } = contract;
  return route(
    { method: "get", path: "/v1/playbooks/{name}", tag, summary, needs: READERS, params, query, answer },
    ({ caller: { workspaceId }, params: { name }, query: { number } }) =>
      inWorkspace(database, workspaceId, async (client) => {
        const versions = await playbookHistory(client, workspaceId, name);
        const inForce = (await playbooksInForce(client, workspaceId)).find((one) => one.name === name);
        const found = number === undefined ? inForce : versions.find((version) => version.number === number);
        if (versions.length === 0) throw await noSuchPlaybook(client, workspaceId, name);
        if (found === undefined && number !== undefined) throw noSuchVersion(name, number, versions);
        if (found === undefined) throw notFound("playbook in force", name);
        const trials = await trialsOf(client, workspaceId);
        const test = await testOf(client, found.id);
        return { ...summaryOf(found, trials), source: found.source, test, versions };
      }),
  );
}

function check(deps: ApiDeps): Route {
  const summary = "Check a playbook, and change nothing";
  return route(
    { method: "post", path: "/v1/playbooks/check", tag, summary, needs: READERS, body, answer: contract.Checked },
    async ({ caller: { workspaceId }, body: { source, file } }) => {
      const surroundings = await surroundingsOf(deps, workspaceId);
      const library = await inWorkspace(deps.database, workspaceId, (client) => libraryInForce(client, workspaceId));
      const { program, findings } = checkPlaybook(source, { file, library, surroundings });
      return { ok: program !== undefined, findings: findings.map(playbookFinding) };
    },
  );
}

function apply(deps: ApiDeps): Route {
  const { database, connectors, invalidate } = deps;
  const summary =
    "Put a playbook in force as a version; runs under way finish on theirs. Where a second person has to approve, it is drafted";
  return route(
    {
      method: "post",
      path: "/v1/playbooks",
      tag,
      summary,
      needs: ENGINEERS,
      body: contract.PlaybookWithTest,
      status: 201,
      answer: AppliedPlaybook,
    },
    async ({ caller: { workspaceId }, actor: by, body: { source, file, test } }) => {
      const applied = await inWorkspace(database, workspaceId, async (client) => {
        const library = await libraryInForce(client, workspaceId);
        const surroundings = await surroundingsIn(client, workspaceId, connectors);
        const { program, planned, hash, findings: found } = checkPlaybook(source, { file, library, surroundings });
        const findings = found.map(playbookFinding);
        if (program === undefined) throw notValid("playbook", findings);
        const version = { name: program.name, hash, source, program, contracts: contractsOf(program), test, by };
        const reach = surroundings.reach(planned);
        return { ...(await applyPlaybook(client, workspaceId, version)), findings, reach };
      });
      invalidate(workspaceId);
      return applied;
    },
  );
}

function summaryOf(version: PlaybookVersion, trials: readonly Trial[]): object {
  const { name, number, hash, createdAt, createdBy } = version;
  const { title, maturity, capabilities } = version.program as Partial<Program>;
  const known = { title: title ?? name, maturity: maturity ?? "sandbox", capabilities: capabilities ?? [] };
  const trial = trials.find((one) => one.name === name);
  return {
    name,
    ...known,
    beside: trial === undefined ? null : presentTrial(trial),
    number,
    hash,
    createdAt,
    createdBy,
  };
}
