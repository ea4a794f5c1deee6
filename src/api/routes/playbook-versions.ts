import { checkPlaybook } from "../../playbook/check.ts";
import { contractsOf } from "../../playbook/contracts.ts";
import { lockContent } from "../../store/content-change.ts";
import { type Client, inWorkspace } from "../../store/database.ts";
import { drafts, reviewVersion } from "../../store/playbook-life.ts";
import { addVersion } from "../../store/playbook-submit.ts";
import { notValid, playbookFinding } from "../content-findings.ts";
import { PlaybookWithTest } from "../contract/content.ts";
import * as contract from "../contract/version.ts";
import type { ApiDeps } from "../deps.ts";
import { ENGINEERS, type Needs, READERS, type Route, route } from "../door.ts";
import { libraryInForce } from "../library-in-force.ts";
import { mayReview, pick, presentVersion, versionsNamed } from "../standing-version.ts";
import { surroundingsIn } from "../surroundings.ts";

const tag = "playbooks";
/** Whoever may write playbooks or answer for what they do may judge them; never their own. */
const REVIEWERS = ["engineer", "approver"] as const satisfies Needs;

/** Versions of playbooks: hand one in, look at what waits, and a second person's word on it. */
export function playbookVersionRoutes(deps: ApiDeps): Route[] {
  return [listOf(deps), waiting(deps), submit(deps), judge(deps, "approve"), judge(deps, "reject")];
}

function listOf({ database }: ApiDeps): Route {
  const summary = "List the versions of a playbook as they stand, newest first";
  const path = "/v1/playbooks/{name}/versions";
  return route(
    { method: "get", path, tag, summary, needs: READERS, params: contract.nameParams, answer: contract.StandingList },
    async ({ caller: { workspaceId }, params: { name } }) => {
      const versions = await inWorkspace(database, workspaceId, (client) => versionsNamed(client, workspaceId, name));
      return { items: versions.map(presentVersion) };
    },
  );
}

function waiting({ database }: ApiDeps): Route {
  const summary = "List the drafts that wait for a review, oldest first";
  return route(
    { method: "get", path: "/v1/playbook-drafts", tag, summary, needs: READERS, answer: contract.StandingList },
    async ({ caller: { workspaceId } }) => {
      const found = await inWorkspace(database, workspaceId, (client) => drafts(client, workspaceId));
      return { items: found.map(presentVersion) };
    },
  );
}

function submit({ database, connectors }: ApiDeps): Route {
  const summary = "Hand in a version of a playbook for review; nothing comes in force";
  const answer = contract.AppliedPlaybook;
  const path = "/v1/playbooks/submit";
  return route(
    { method: "post", path, tag, summary, needs: ENGINEERS, body: PlaybookWithTest, status: 201, answer },
    ({ caller: { workspaceId }, actor: by, body: { source, file, test } }) =>
      inWorkspace(database, workspaceId, async (client) => {
        await lockContent(client, workspaceId);
        const library = await libraryInForce(client, workspaceId);
        const surroundings = await surroundingsIn(client, workspaceId, connectors);
        const checked = checkPlaybook(source, { file, library, surroundings });
        const { program, hash } = checked;
        const findings = checked.findings.map(playbookFinding);
        if (program === undefined) throw notValid("playbook", findings);
        const version = { name: program.name, hash, source, program, contracts: contractsOf(program), test, by };
        const { number, status, drafted: changed } = await addVersion(client, workspaceId, version);
        return { number, status, changed, findings, reach: surroundings.reach(checked.planned) };
      }),
  );
}

function judge({ database, invalidate }: ApiDeps, verb: "approve" | "reject"): Route {
  const words = { approve: "Approve a draft of somebody else", reject: "Reject a draft of somebody else, and say why" };
  const path = `/v1/playbooks/{name}/versions/{number}/${verb}` as const;
  const { versionParams: params, Verdict: body, StandingVersion: answer } = contract;
  return route(
    { method: "post", path, tag, summary: words[verb], needs: REVIEWERS, params, body, answer },
    async ({ caller, actor: by, params: { name, number }, body: { comment } }) => {
      const { workspaceId } = caller;
      const verdict = verb === "approve" ? "reviewed" : "rejected";
      const judged = await inWorkspace(database, workspaceId, async (client) => {
        const version = await standing(client, workspaceId, name, number);
        await mayReview(client, workspaceId, version, caller);
        await reviewVersion(client, workspaceId, version, { verdict, by, comment });
        return standing(client, workspaceId, name, number);
      });
      invalidate(workspaceId);
      return presentVersion(judged);
    },
  );
}

/** As it is now, and stays until the transaction ends. */
async function standing(client: Client, workspaceId: string, name: string, number: number) {
  await lockContent(client, workspaceId);
  return pick(await versionsNamed(client, workspaceId, name), number);
}
