/** What is in force in each workspace, compiled once and kept until its revision changes. */
import { compileConnections, type ReadySet } from "./connections.ts";
import { capabilities } from "./connector/capabilities/catalog.ts";
import { actionsOf, type Connector } from "./connector/connector.ts";
import type { EgressPolicy } from "./connector/egress.ts";
import type { Keyring } from "./connector/keyring.ts";
import { compileDuplicates } from "./correlate/duplicates.ts";
import { compileCorrelation } from "./correlate/rules.ts";
import { DefectError } from "./errors.ts";
import { compilePolicies } from "./guard/compile-policies.ts";
import { decide } from "./guard/decide.ts";
import { ownTogether } from "./guard/own-place.ts";
import type { OwnPlace } from "./guard/policy-record.ts";
import type { GuardAnswer, GuardRequest } from "./guard/request.ts";
import type { Log } from "./log.ts";
import { type Decided, decidedBy } from "./model/decided.ts";
import type { WorkspaceContent } from "./pipeline.ts";
import type { Program } from "./playbook/program.ts";
import type { PinnedProgram, PlaybookInForce } from "./respond/content.ts";
import { autonomyOf } from "./store/autonomy.ts";
import { connectionsOf } from "./store/connection.ts";
import {
  contentRevision,
  type PlaybookVersion,
  type PolicyVersion,
  playbooksInForce,
  playbookVersions,
  policiesInForce,
  type TaxonomyVersion,
  taxonomyInForce,
} from "./store/content.ts";
import type { Client, Database, Queryable } from "./store/database.ts";
import { heededDecisions } from "./store/decision-heeded.ts";
import { ownPlaceOf } from "./store/own-place.ts";
import { trialsOf } from "./store/playbook-life.ts";
import { type Suppression, suppressionsInForce } from "./store/suppression.ts";
import { compileTaxonomy } from "./taxonomy/compile.ts";
import { mustReadTaxonomy } from "./taxonomy/stored.ts";

/** How long a revision is believed without asking: the longest that another process may work by what was changed here. */
const BELIEVED_MS = 1_000;

export interface ContentDeps {
  database: Database;
  connectors: ReadonlyMap<string, Connector>;
  keyring: Keyring;
  egress: EgressPolicy;
  /** What the installation says of itself to all policies. */
  own?: Partial<OwnPlace>;
  log: Log;
}

export interface LiveContent extends WorkspaceContent {
  ready: ReadySet;
}

export interface ContentCache {
  get(workspaceId: string): Promise<LiveContent>;
  /** Something was changed here: look at once. */
  invalidate(workspaceId: string): void;
  /** Programs by version id; versions never change, so they are kept. */
  programs(client: Client, versionIds: string[]): Promise<Map<string, PinnedProgram>>;
}

interface Kept {
  revision: number;
  believedUntil: number;
  content: Promise<LiveContent>;
}

export function newContentCache(deps: ContentDeps): ContentCache {
  const kept = new Map<string, Kept>();
  const looking = new Map<string, Promise<LiveContent>>();
  const programs = new Map<string, PinnedProgram>();

  /** Asks for the revision, and builds when it is another one. What was overtaken by a change here meanwhile is not kept. */
  async function look(workspaceId: string, current: () => boolean): Promise<LiveContent> {
    const revision = await contentRevision(deps.database.system, workspaceId);
    const known = kept.get(workspaceId);
    const content = known?.revision === revision ? known.content : build(deps, deps.database.system, workspaceId);
    const built = await content;
    if (current()) kept.set(workspaceId, { revision, believedUntil: Date.now() + BELIEVED_MS, content });
    return built;
  }

  return {
    async get(workspaceId) {
      const known = kept.get(workspaceId);
      if (known !== undefined && known.believedUntil > Date.now()) return known.content;
      // All who ask at the same time share one look: building is work, and a burst asks a hundred times.
      const under = looking.get(workspaceId);
      if (under !== undefined) return under;
      const mine: Promise<LiveContent> = look(workspaceId, () => looking.get(workspaceId) === mine).finally(() => {
        if (looking.get(workspaceId) === mine) looking.delete(workspaceId);
      });
      looking.set(workspaceId, mine);
      return mine;
    },
    invalidate: (workspaceId) => {
      kept.delete(workspaceId);
      looking.delete(workspaceId);
    },
    async programs(client, versionIds) {
      const missing = versionIds.filter((id) => !programs.has(id));
      for (const version of await playbookVersions(client, missing)) {
        programs.set(version.id, pinned(version));
      }
      return programs;
    },
  };
}

async function build(deps: ContentDeps, client: Queryable, workspaceId: string): Promise<LiveContent> {
  const [taxonomy, suppressions, playbooks, policies, connections] = [
    await taxonomyInForce(client, workspaceId),
    await suppressionsInForce(client, workspaceId),
    await playbooksInForce(client, workspaceId),
    await policiesInForce(client, workspaceId),
    await connectionsOf(client, workspaceId),
  ];
  const ready = compileConnections(deps, connections);
  return {
    ready,
    connections: ready.connections,
    tellsOthers: ready.connections.some(({ connector, parts }) =>
      actionsOf(connector, parts.settings).some(({ capability }) => capability.id === "siem.update-alert"),
    ),
    ...compiledTaxonomy(workspaceId, taxonomy, suppressions, decidedBy(await heededDecisions(client, workspaceId))),
    playbooks: await withTrials(client, workspaceId, playbooks),
    autonomy: (await autonomyOf(client, [workspaceId])).get(workspaceId)!,
    decide: decider(policies, { ...deps, own: ownTogether(deps.own ?? {}, await ownPlaceOf(client, workspaceId)) }),
  };
}

/** What is in force, with what shares its incidents. */
async function withTrials(
  client: Queryable,
  workspaceId: string,
  playbooks: PlaybookVersion[],
): Promise<Map<string, PlaybookInForce>> {
  const trials = await trialsOf(client, workspaceId);
  const tried = await playbookVersions(
    client,
    trials.map(({ versionId }) => versionId),
  );
  return new Map(
    playbooks.map((one) => {
      const trial = trials.find(({ name }) => name === one.name);
      const version = tried.find(({ id }) => id === trial?.versionId);
      if (trial === undefined || version === undefined) return [one.name, pinned(one)];
      return [one.name, { ...pinned(one), trial: { ...pinned(version), share: trial.share } }];
    }),
  );
}

function pinned({ id, number, program }: PlaybookVersion): PinnedProgram {
  return { versionId: id, number, program: program as Program };
}

function compiledTaxonomy(
  workspaceId: string,
  version: TaxonomyVersion | null,
  suppressions: Suppression[],
  decided: Decided,
): Pick<WorkspaceContent, "taxonomy" | "correlation" | "duplicates"> {
  if (version === null)
    throw new DefectError(
      "taxonomy.none",
      `Workspace ${workspaceId} has no taxonomy; apply one with "cordon taxonomy apply".`,
    );
  const taxonomy = mustReadTaxonomy(version);
  return {
    taxonomy: { number: version.number, classifier: compileTaxonomy(taxonomy), decided },
    correlation: compileCorrelation(taxonomy, suppressions, decided),
    duplicates: compileDuplicates(taxonomy.duplicates),
  };
}

/** Without policies that can be read, nothing is allowed and nothing is asked: fail closed. */
function decider(
  version: PolicyVersion | null,
  { own = {}, log }: Pick<ContentDeps, "own" | "log">,
): (request: GuardRequest) => GuardAnswer {
  const closed = (reason: string) => () => ({ decision: "refuse" as const, policies: [], reason, budgets: [] });
  if (version === null) return closed("No scope policy is in force.");
  const { policySet, findings } = compilePolicies(version.files, { capabilities: capabilities.values(), own });
  if (policySet === null) {
    log.error(
      { policies: version.number, findings },
      "the scope policy in force cannot be read; every effect is refused",
    );
    return closed(`The scope policy in force (version ${version.number}) cannot be read.`);
  }
  return (request) => decide(policySet, request);
}
