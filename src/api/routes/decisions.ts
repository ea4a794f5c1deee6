import { compileFilter } from "../../expression/filter.ts";
import { Decision as answer } from "../../model/decision.ts";
import { referenceText } from "../../model/words.ts";
import { boundedRead } from "../../store/bounded-read.ts";
import { type Client, inWorkspace } from "../../store/database.ts";
import { type DecisionRow, listDecisions, readDecision } from "../../store/decision-read.ts";
import { notFound } from "../authenticate.ts";
import { DecisionPage, decisionQuery } from "../contract/decision.ts";
import { idParams as params } from "../contract/page.ts";
import type { ApiDeps } from "../deps.ts";
import { READERS, type Route, route } from "../door.ts";

const tag = "decisions";
const DAY_MS = 86_400_000;

/** Decisions: find them and read them; taking them is in decision-changes.ts. */
export function decisionRoutes(deps: ApiDeps): Route[] {
  return [listOf(deps), readOne(deps)];
}

function listOf({ database, clock }: ApiDeps): Route {
  const summary = "List decisions, newest first: what people decided about what, and what comes back";
  return route(
    { method: "get", path: "/v1/decisions", tag, summary, needs: READERS, query: decisionQuery, answer: DecisionPage },
    ({ caller: { workspaceId }, query: { limit, cursor, about, evidence, filter, dueWithin, ...discrete } }) => {
      const now = clock.now();
      const asked = {
        ...discrete,
        about: about === undefined ? undefined : [referenceText(about)],
        evidence: evidence === undefined ? undefined : referenceText(evidence),
        endsBefore: dueWithin === undefined ? undefined : new Date(now.getTime() + dueWithin * DAY_MS).toISOString(),
        where: filter === undefined || filter === "" ? undefined : compileFilter(filter, "decisions", now),
      };
      return boundedRead(database, workspaceId, (client) =>
        listDecisions(client, workspaceId, asked, { limit, cursor }),
      );
    },
  );
}

function readOne({ database }: ApiDeps): Route {
  const summary = "Read a decision with its history";
  return route(
    { method: "get", path: "/v1/decisions/{id}", tag, summary, needs: READERS, params, answer },
    ({ caller: { workspaceId }, params: { id } }) =>
      inWorkspace(database, workspaceId, (client) => present(client, workspaceId, id)),
  );
}

/** @throws InputError `api.not-found`. */
export async function present(client: Client, workspaceId: string, id: string): Promise<DecisionRow> {
  const decision = await readDecision(client, workspaceId, id);
  if (decision === null) throw notFound("decision", id);
  return decision;
}
