import { capabilities } from "../../connector/capabilities/catalog.ts";
import { InputError } from "../../errors.ts";
import { didYouMean } from "../../expression/nearest.ts";
import { compilePolicies, type PolicyFile } from "../../guard/compile-policies.ts";
import type { OwnPlace } from "../../guard/policy-record.ts";
import { checkPlaybook } from "../../playbook/check.ts";
import { libraryOf } from "../../playbook/library.ts";
import { boundedRead } from "../../store/bounded-read.ts";
import { playbooksInForce, policiesInForce, taxonomyInForce } from "../../store/content.ts";
import { type Client, type Database, inWorkspace } from "../../store/database.ts";
import { countPastIncidents } from "../../store/past-incidents.ts";
import { mappedTo } from "../../taxonomy/mapped.ts";
import { Taxonomy } from "../../taxonomy/taxonomy.ts";
import { backtest } from "../backtest.ts";
import type { DecidingPolicies } from "../backtest-decisions.ts";
import { notValid, plainFinding, playbookFinding } from "../content-findings.ts";
import { type BacktestLine, BacktestRequest as body } from "../contract/backtest.ts";
import type { ApiDeps } from "../deps.ts";
import { ENGINEERS, type Route, route } from "../door.ts";
import { EXPORT_MS } from "../export.ts";
import { Streamed } from "../streamed.ts";

/** A draft tried on the incidents of the past. */
export function backtestRoute({ database, own }: ApiDeps): Route {
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
        policies: await decidingPolicies(client, workspaceId, body.policies, own),
      }));
      const inForce = known.playbooks.map(({ name, number, source: text }) => ({
        ...{ name, source: text, file: `${name}@${number}` },
      }));
      const { program: draft, findings } = checkPlaybook(source, { file, library: libraryOf([...inForce, ...calls]) });
      if (draft === undefined) throw notValid("playbook", findings.map(playbookFinding));
      for (const type of types ?? []) await checkType(database, { workspaceId, since, until }, type, known.taxonomy);
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

/**
 * A check that runs by itself must not pass because its type is misspelt. One that the taxonomy no longer has may be asked for while there are incidents of it.
 * @throws InputError `playbook.no-such-type` with the nearest there is.
 */
async function checkType(
  database: Database,
  of: { workspaceId: string; since: string; until?: string | undefined },
  type: string,
  taxonomy: { content: unknown } | null,
): Promise<void> {
  const known = taxonomy === null ? null : Taxonomy.parse(taxonomy.content).types.map(({ id }) => id);
  if (known === null || known.includes(type)) return;
  const { workspaceId, since, until } = of;
  const filter = { since, until, types: [type], versions: null };
  if ((await boundedRead(database, workspaceId, (c) => countPastIncidents(c, workspaceId, filter), EXPORT_MS)) > 0)
    return;
  const message = `The taxonomy has no type "${type}", and in that time no incident is of it; ${didYouMean(type, known)}`;
  throw new InputError("playbook.no-such-type", message);
}

/** @throws InputError `api.not-valid` where those that are to be tried have errors. */
async function decidingPolicies(
  client: Client,
  workspaceId: string,
  files: PolicyFile[] | undefined,
  own: Partial<OwnPlace> = {},
): Promise<DecidingPolicies> {
  const compiled = (texts: readonly PolicyFile[]) =>
    compilePolicies(texts, { capabilities: capabilities.values(), own });
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
