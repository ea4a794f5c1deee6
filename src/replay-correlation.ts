/** Rules of correlation, in force or proposed, tried on the alerts that are stored. */
import type { ReplayRequest } from "./api/deps.ts";
import { factsOf } from "./classify/facts.ts";
import { compileDuplicates } from "./correlate/duplicates.ts";
import { newReplay, type ReplayReport } from "./correlate/replay.ts";
import type { Resolution } from "./correlate/resolve-entities.ts";
import { compileCorrelation } from "./correlate/rules.ts";
import { DefectError } from "./errors.ts";
import { decidedBy } from "./model/decided.ts";
import { resolveBatch } from "./resolving.ts";
import { taxonomyInForce } from "./store/content.ts";
import { type Client, type Database, inWorkspace } from "./store/database.ts";
import { heededDecisions } from "./store/decision-heeded.ts";
import { type InboxAlert, type PastAlert, pastAlerts } from "./store/inbox.ts";
import { suppressionsInForce } from "./store/suppression.ts";
import { mustReadTaxonomy } from "./taxonomy/stored.ts";
import type { Taxonomy } from "./taxonomy/taxonomy.ts";

const AT_ONCE = 1_000;
/** What is remembered grows with the alerts; past these the report says that it is cut. */
const MOST_ALERTS = 500_000;

/** Reads alerts in rounds and changes nothing. `cut` when there were more than can be remembered. */
export async function replayCorrelation(
  database: Database,
  { workspaceId, from, to, taxonomy, suppress }: ReplayRequest,
): Promise<ReplayReport & { cut: boolean }> {
  let known: Resolution["known"] = new Map();
  const factsAlone = (alert: InboxAlert) =>
    factsOf({ id: alert.id, workspaceId, number: 0, alerts: [alert], known, openedAt: alert.receivedAt });
  const now = await inWorkspace(database, workspaceId, async (client) => ({
    taxonomy: taxonomy ?? (await inForce(client, workspaceId)),
    suppressions: await suppressionsInForce(client, workspaceId),
    decided: decidedBy(await heededDecisions(client, workspaceId)),
  }));
  const tried = suppress.map((when, index) => ({ id: `tried-${index + 1}`, when, until: to }));
  const rules = compileCorrelation(now.taxonomy, [...now.suppressions, ...tried], now.decided);
  const replay = newReplay(rules, compileDuplicates(now.taxonomy.duplicates), factsAlone);
  let after: string | null = null;
  for (let taken = 0; taken < MOST_ALERTS; taken += AT_ONCE) {
    const range = { from, to, after, limit: AT_ONCE };
    const batch: PastAlert[] = await inWorkspace(database, workspaceId, async (client) => {
      const resolved = await resolveBatch(client, await pastAlerts(client, workspaceId, range));
      known = resolved.known;
      return resolved.alerts;
    });
    replay.take(batch);
    if (batch.length < AT_ONCE) return { ...replay.report(), cut: false };
    after = batch.at(-1)!.id;
  }
  return { ...replay.report(), cut: true };
}

async function inForce(client: Client, workspaceId: string): Promise<Taxonomy> {
  const version = await taxonomyInForce(client, workspaceId);
  if (version === null) throw new DefectError("taxonomy.none", `Workspace ${workspaceId} has no taxonomy.`);
  return mustReadTaxonomy(version);
}
