import { capabilities } from "../../connector/capabilities/catalog.ts";
import { compilePolicies, type PolicyFile } from "../../guard/compile-policies.ts";
import { checkPlaybook } from "../../playbook/check.ts";
import { libraryOf } from "../../playbook/library.ts";
import { playbooksInForce, policiesInForce, taxonomyInForce } from "../../store/content.ts";
import { type Client, inWorkspace } from "../../store/database.ts";
import { mappedTo } from "../../taxonomy/mapped.ts";
import { Taxonomy } from "../../taxonomy/taxonomy.ts";
import { backtest } from "../backtest.ts";
import type { DecidingPolicies } from "../backtest-decisions.ts";
import { notValid, plainFinding, playbookFinding } from "../content-findings.ts";
import { type BacktestLine, BacktestRequest as body } from "../contract/backtest.ts";
import type { ApiDeps } from "../deps.ts";
import { ENGINEERS, type Route, route } from "../door.ts";
import { Streamed } from "../streamed.ts";

/** A draft tried on the incidents of the past. */
export function backtestRoute({ database }: ApiDeps): Route {
  const path = "/v1/playbooks/backtest";
  const summary =
    "Say what a playbook would have done with past incidents, from the answers of that time, and change nothing";
  return route(
    { method: "post", path, tag: "playbooks", summary, needs: ENGINEERS, body, streams: true },
    async ({ caller: { workspaceId }, body }) => {
      const { source, file, calls, since, until, types, assumeEffects, all } = body;
      const known = await inWorkspace(database, workspaceId, async (client) => ({
        playbooks: await playbooksInForce(client, workspaceId),
        taxonomy: await taxonomyInForce(client, workspaceId),
        policies: await decidingPolicies(client, workspaceId, body.policies),
      }));
      const inForce = known.playbooks.map(({ name, number, source: text }) => ({
        ...{ name, source: text, file: `${name}@${number}` },
      }));
      const { program: draft, findings } = checkPlaybook(source, { file, library: libraryOf([...inForce, ...calls]) });
      if (draft === undefined) throw notValid("playbook", findings.map(playbookFinding));
      const mapped = known.taxonomy === null ? null : mappedTo(draft.name, Taxonomy.parse(known.taxonomy.content));
      const which =
        types === undefined
          ? { types: mapped?.types ?? [], mapped: mapped?.holds ?? (() => false) }
          : { types, mapped: null };
      const { policies } = known;
      const of = { workspaceId, draft, since, until, ...which, all, policies, options: { assumeEffects } };
      const tried = backtest(database, of);
      return new Streamed("application/x-ndjson", lines(tried));
    },
  );
}

/** @throws InputError `api.not-valid` where those that are to be tried have errors. */
async function decidingPolicies(
  client: Client,
  workspaceId: string,
  files: PolicyFile[] | undefined,
): Promise<DecidingPolicies> {
  const compiled = (texts: readonly PolicyFile[]) => compilePolicies(texts, { capabilities: capabilities.values() });
  const version = await policiesInForce(client, workspaceId);
  const inForce = version === null ? null : compiled(version.files).policySet;
  if (files === undefined) return { inForce, tried: null };
  const { policySet: tried, findings } = compiled(files);
  if (tried === null) throw notValid("scope policy", findings.map(plainFinding));
  return { inForce, tried };
}

async function* lines(of: AsyncIterable<BacktestLine>): AsyncGenerator<string> {
  for await (const line of of) yield `${JSON.stringify(line)}\n`;
}
