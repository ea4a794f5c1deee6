import { share } from "../../measure/wilson.ts";
import { type Client, inWorkspace } from "../../store/database.ts";
import { countAgreement, listProposals, readProposal } from "../../store/proposal.ts";
import { authorize } from "../access.ts";
import { acceptProposal, refuseProposal } from "../answer-proposal.ts";
import { notFound } from "../authenticate.ts";
import { idParams } from "../contract/page.ts";
import * as contract from "../contract/proposal.ts";
import type { ApiDeps } from "../deps.ts";
import { ENGINEERS, READERS, type Route, route } from "../door.ts";

const tag = "proposals";

/** What models and programs suggest, and what people say to it. */
export function proposalRoutes(deps: ApiDeps): Route[] {
  return [listOf(deps), agreement(deps), readOne(deps), accept(deps), refuse(deps)];
}

function listOf({ database }: ApiDeps): Route {
  const summary = "List proposals, newest first";
  const { proposalQuery: query, ProposalPage: answer } = contract;
  return route(
    { method: "get", path: "/v1/proposals", tag, summary, needs: READERS, query, answer },
    ({ caller: { workspaceId }, query: { limit, cursor, ...filter } }) =>
      inWorkspace(database, workspaceId, (client) => listProposals(client, workspaceId, filter, { limit, cursor })),
  );
}

function agreement({ database }: ApiDeps): Route {
  const summary = "How often people accepted what was proposed, by kind and author";
  return route(
    { method: "get", path: "/v1/proposals/agreement", tag, summary, needs: READERS, answer: contract.Agreement },
    async ({ caller: { workspaceId } }) => {
      const rows = await inWorkspace(database, workspaceId, (client) => countAgreement(client, workspaceId));
      const items = rows.map((row) => {
        const { rate, low, high } = share(row.accepted, row.accepted + row.refused);
        return { ...row, rate, low, high };
      });
      return { items };
    },
  );
}

function readOne({ database }: ApiDeps): Route {
  const summary = "Read a proposal";
  const answer = contract.ProposalAnswer;
  return route(
    { method: "get", path: "/v1/proposals/{id}", tag, summary, needs: READERS, params: idParams, answer },
    ({ caller: { workspaceId }, params: { id } }) =>
      inWorkspace(database, workspaceId, (client) => proposalOf(client, workspaceId, id)),
  );
}

function accept({ database, kick }: ApiDeps): Route {
  const summary = "Accept a proposal: a disposition becomes the incident's, a text a comment, by you";
  const { AcceptProposal: body, ProposalAnswer: answer } = contract;
  const needs = ["analyst", "engineer"] as const;
  return route(
    { method: "post", path: "/v1/proposals/{id}/accept", tag, summary, needs, params: idParams, body, answer },
    async ({ caller, actor: by, params: { id }, body: given }) => {
      const { workspaceId } = caller;
      const accepted = await inWorkspace(database, workspaceId, async (client) => {
        const proposal = await proposalOf(client, workspaceId, id);
        authorize(caller, proposal.kind === "playbook" ? ENGINEERS : ["analyst"]);
        await acceptProposal(client, workspaceId, proposal, { ...given, by });
        return readProposal(client, workspaceId, id);
      });
      kick();
      return accepted;
    },
  );
}

function refuse({ database }: ApiDeps): Route {
  const summary = "Refuse a proposal, with the reason";
  const { RefuseProposal: body, ProposalAnswer: answer } = contract;
  const needs = ["analyst", "engineer"] as const;
  return route(
    { method: "post", path: "/v1/proposals/{id}/refuse", tag, summary, needs, params: idParams, body, answer },
    ({ caller: { workspaceId }, actor: by, params: { id }, body: { reason } }) =>
      inWorkspace(database, workspaceId, async (client) => {
        const proposal = await proposalOf(client, workspaceId, id);
        await refuseProposal(client, workspaceId, proposal, { reason, by });
        return readProposal(client, workspaceId, id);
      }),
  );
}

async function proposalOf(client: Client, workspaceId: string, id: string) {
  const found = await readProposal(client, workspaceId, id);
  if (found === null) throw notFound("proposal", id);
  return found;
}
