/** Looks at a workspace: what is measured, what was stated, and what that makes of it. */
import { actionsOf, type Connector } from "../connector/connector.ts";
import { connectionsOf } from "../store/connection.ts";
import { playbooksInForce, taxonomyInForce } from "../store/content.ts";
import type { Client, Database } from "../store/database.ts";
import { inWorkspace } from "../store/database.ts";
import { countReadiness, keepLevels, readAnswers } from "../store/readiness.ts";
import { listWorkspaces } from "../store/workspace.ts";
import { readTaxonomy } from "../taxonomy/stored.ts";
import { type Assessment, assess } from "./assess.ts";
import type { Dimension } from "./model.ts";

export interface LookDeps {
  dimensions: readonly Dimension[];
  connectors: ReadonlyMap<string, Connector>;
}

/** Within the workspace's transaction. */
export async function lookAt(
  client: Client,
  workspaceId: string,
  { dimensions, connectors }: LookDeps,
  now: Date,
): Promise<Assessment> {
  const taxonomy = await taxonomyInForce(client, workspaceId);
  const playbooks = await playbooksInForce(client, workspaceId);
  const connections = await connectionsOf(client, workspaceId);
  const observed = {
    counts: await countReadiness(client, workspaceId, now),
    // One that this Cordon cannot read answers for nothing.
    taxonomy: readTaxonomy(taxonomy?.content),
    programs: new Map(playbooks.map(({ name, program }) => [name, program as unknown])),
    connectors: connections.map(({ connector, settings }) => connected(connectors.get(connector), settings)),
  };
  return assess(dimensions, observed, await readAnswers(client, workspaceId), now);
}

/** With what a connection of these settings implements: one that only listens contains nothing. */
function connected(connector: Connector | undefined, settings: Record<string, unknown>): Connector | undefined {
  return connector && { ...connector, actions: actionsOf(connector, settings) };
}

/** Keeps today's levels of every workspace in its history; answers how many were new. */
export async function keepHistory(database: Database, deps: LookDeps, now: Date): Promise<number> {
  let kept = 0;
  for (const { id } of await listWorkspaces(database.system))
    kept += await inWorkspace(database, id, async (client) => {
      const { dimensions } = await lookAt(client, id, deps, now);
      const levels = Object.fromEntries(dimensions.map((one) => [one.id, one.level]));
      return (await keepLevels(client, id, levels, now)) ? 1 : 0;
    });
  return kept;
}
