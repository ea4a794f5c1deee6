/** Sync, wired: the connections of a workspace as it calls them, and the runs it may cancel. */
import { actionsOf } from "./connector/connector.ts";
import type { ContentCache } from "./content.ts";
import { requestCancel } from "./engine/run-table.ts";

import { RefusedError } from "./errors.ts";
import { call, type ReadyAction, type ReadyConnection, readBack } from "./respond/content.ts";
import type { SyncDeps } from "./sync/deps.ts";
import type { SyncConnection } from "./sync/outside.ts";
import { newSync, type Sync } from "./sync/sync.ts";

/** Sync over the connections in force. */
export function wireSync(
  deps: Pick<SyncDeps, "database" | "worker" | "log" | "pollMs"> & { content: ContentCache },
): Sync {
  const connections = async (workspaceId: string) => syncConnections((await deps.content.get(workspaceId)).connections);
  return newSync({ ...deps, connections, cancelRun: requestCancel });
}

/** Each connection with what it implements; a call of anything else is refused. */
export function syncConnections(connections: ReadyConnection[]): SyncConnection[] {
  return connections.map((connection) => {
    const actions = actionsOf(connection.connector, connection.parts.settings);
    const ready = (capability: string): ReadyAction => {
      const action = actions.find((candidate) => candidate.capability.id === capability);
      if (action === undefined)
        throw new RefusedError(
          "sync.no-connection",
          `The connection "${connection.name}" does not implement ${capability}.`,
        );
      return { connection, action };
    };
    return {
      id: connection.id,
      name: connection.name,
      implements: new Set(actions.map(({ capability }) => capability.id)),
      call: async (capability, input, bounds) => call(ready(capability), input, bounds),
      readBack: async (capability, input, bounds) => readBack(ready(capability), input, bounds),
    };
  });
}
