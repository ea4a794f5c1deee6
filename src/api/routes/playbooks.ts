import { checkPlaybook } from "../../playbook/check.ts";
import { type Library, libraryOf } from "../../playbook/library.ts";
import type { Program } from "../../playbook/program.ts";
import { applyPlaybook, type PlaybookVersion, playbookHistory, playbooksInForce } from "../../store/content.ts";
import { inWorkspace } from "../../store/database.ts";
import { notFound } from "../authenticate.ts";
import { notValid, playbookFinding } from "../content-findings.ts";
import * as contract from "../contract/content.ts";
import type { ApiDeps } from "../deps.ts";
import { ENGINEERS, READERS, type Route, route } from "../door.ts";
import { surroundingsOf } from "../surroundings.ts";

const tag = "playbooks";
const body = contract.PlaybookSource;

/** Playbooks: which are in force, how they read, whether another would do, and putting it in force. */
export function playbookRoutes(deps: ApiDeps): Route[] {
  return [listOf(deps), readOne(deps), check(deps), apply(deps)];
}

function listOf({ database }: ApiDeps): Route {
  const summary = "List the playbooks in force";
  return route(
    { method: "get", path: "/v1/playbooks", tag, summary, needs: READERS, answer: contract.PlaybookList },
    async ({ caller: { workspaceId } }) => {
      const versions = await inWorkspace(database, workspaceId, (client) => playbooksInForce(client, workspaceId));
      return { items: versions.map(summaryOf) };
    },
  );
}

function readOne({ database }: ApiDeps): Route {
  const summary = "Read a playbook with its source and its history";
  const { playbookParams: params, playbookQuery: query, PlaybookDetail: answer } = contract;
  return route(
    { method: "get", path: "/v1/playbooks/{name}", tag, summary, needs: READERS, params, query, answer },
    async ({ caller: { workspaceId }, params: { name }, query: { number } }) => {
      const versions = await inWorkspace(database, workspaceId, (client) => playbookHistory(client, workspaceId, name));
      const found = number === undefined ? versions[0] : versions.find((version) => version.number === number);
      if (found === undefined) throw notFound("playbook", number === undefined ? name : `${name}@${number}`);
      return { ...summaryOf(found), source: found.source, versions };
    },
  );
}

function check(deps: ApiDeps): Route {
  const summary = "Check a playbook, and change nothing";
  return route(
    { method: "post", path: "/v1/playbooks/check", tag, summary, needs: READERS, body, answer: contract.Checked },
    async ({ caller: { workspaceId }, body: { source, file } }) => {
      const library = await inForce(deps.database, workspaceId);
      const surroundings = await surroundingsOf(deps, workspaceId);
      const { program, findings } = checkPlaybook(source, { file, library, surroundings });
      return { ok: program !== undefined, findings: findings.map(playbookFinding) };
    },
  );
}

function apply(deps: ApiDeps): Route {
  const { database, invalidate } = deps;
  const summary = "Put a playbook in force as a new version; runs under way finish on theirs";
  return route(
    {
      method: "post",
      path: "/v1/playbooks",
      tag,
      summary,
      needs: ENGINEERS,
      body,
      status: 201,
      answer: contract.Applied,
    },
    async ({ caller: { workspaceId }, actor, body: { source, file } }) => {
      const library = await inForce(database, workspaceId);
      const surroundings = await surroundingsOf(deps, workspaceId);
      const { program, hash, findings: found } = checkPlaybook(source, { file, library, surroundings });
      const findings = found.map(playbookFinding);
      if (program === undefined) throw notValid("playbook", findings);
      const version = { name: program.name, hash, source, program, by: actor };
      const applied = await inWorkspace(database, workspaceId, (client) => applyPlaybook(client, workspaceId, version));
      invalidate(workspaceId);
      return { ...applied, findings };
    },
  );
}

/** The playbooks that one may call: those in force, as they are now. */
async function inForce(database: ApiDeps["database"], workspaceId: string): Promise<Library> {
  const versions = await inWorkspace(database, workspaceId, (client) => playbooksInForce(client, workspaceId));
  return libraryOf(versions.map(({ name, number, source }) => ({ name, source, file: `${name}@${number}` })));
}

function summaryOf(version: PlaybookVersion): object {
  const { name, number, hash, createdAt, createdBy } = version;
  const { title, maturity, capabilities } = version.program as Partial<Program>;
  const known = { title: title ?? name, maturity: maturity ?? "sandbox", capabilities: capabilities ?? [] };
  return { name, ...known, number, hash, createdAt, createdBy };
}
