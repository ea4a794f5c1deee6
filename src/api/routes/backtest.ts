import { checkPlaybook } from "../../playbook/check.ts";
import { libraryOf } from "../../playbook/library.ts";
import { playbooksInForce, taxonomyInForce } from "../../store/content.ts";
import { inWorkspace } from "../../store/database.ts";
import { mappedTo } from "../../taxonomy/mapped.ts";
import { Taxonomy } from "../../taxonomy/taxonomy.ts";
import { backtest } from "../backtest.ts";
import { notValid, playbookFinding } from "../content-findings.ts";
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
    async ({ caller: { workspaceId }, body: { source, file, calls, since, until, types, assumeEffects, all } }) => {
      const known = await inWorkspace(database, workspaceId, async (client) => ({
        playbooks: await playbooksInForce(client, workspaceId),
        taxonomy: await taxonomyInForce(client, workspaceId),
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
      const tried = backtest(database, { workspaceId, draft, since, until, ...which, all, options: { assumeEffects } });
      return new Streamed("application/x-ndjson", lines(tried));
    },
  );
}

async function* lines(of: AsyncIterable<BacktestLine>): AsyncGenerator<string> {
  for await (const line of of) yield `${JSON.stringify(line)}\n`;
}
