/** Where a workspace's playbooks would run: its connections and its policies, as the checker asks for them. */

import { capabilities } from "../connector/capabilities/catalog.ts";
import { actionsOf } from "../connector/connector.ts";
import { compilePolicies, type PolicyFile } from "../guard/compile-policies.ts";
import { type Reach, reachOf } from "../guard/reach.ts";
import { refusedAlways } from "../guard/refused-always.ts";
import type { Surroundings } from "../playbook/check-surroundings.ts";
import type { PlannedStep } from "../playbook/planned-effects.ts";
import { connectionsOf } from "../store/connection.ts";
import { policiesInForce } from "../store/content.ts";
import { type Client, inWorkspace } from "../store/database.ts";
import type { ApiDeps } from "./deps.ts";

/** Also how far a playbook reaches there, by the policies. */
export interface Judging extends Surroundings {
  reach(planned: readonly PlannedStep[]): (Omit<PlannedStep, "playbook"> & Reach)[];
}

const NEVER: Reach = { scope: "never", policies: [], limits: [] };

/** Of a workspace as it is now. Policies that cannot be read refuse everything when they are asked, which is told elsewhere. */
export function surroundingsOf(
  { database, connectors }: Pick<ApiDeps, "database" | "connectors">,
  workspaceId: string,
): Promise<Judging> {
  return inWorkspace(database, workspaceId, (client) => surroundingsIn(client, workspaceId, connectors));
}

/** The same within a transaction; with policies that are offered, as if they were in force. */
export async function surroundingsIn(
  client: Client,
  workspaceId: string,
  connectors: ApiDeps["connectors"],
  offered: readonly PolicyFile[] | null = null,
): Promise<Judging> {
  const stored = await connectionsOf(client, workspaceId);
  const files = offered ?? (await policiesInForce(client, workspaceId))?.files ?? [];
  const connections = new Map(
    stored.map(({ name, connector: id, settings }) => {
      const connector = connectors.get(id);
      const actions = connector === undefined ? [] : actionsOf(connector, settings);
      return [name, new Set(actions.map(({ capability }) => capability.id))];
    }),
  );
  const { policySet } = compilePolicies(files, { capabilities: capabilities.values() });
  return {
    connections,
    refused: (effect) => (policySet === null ? null : refusedAlways(policySet, effect)),
    reach: (planned) =>
      planned.map(({ playbook, ...effect }) => ({
        ...effect,
        ...(policySet === null ? NEVER : reachOf(policySet, { ...effect, playbook })),
      })),
  };
}
