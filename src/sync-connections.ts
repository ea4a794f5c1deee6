/** The connections of a workspace as sync calls them. */

import { RefusedError } from "./errors.ts";
import { call, type ReadyAction, type ReadyConnection, readBack } from "./respond/content.ts";
import type { SyncConnection } from "./sync/outside.ts";

/** Each connection with what it implements; a call of anything else is refused. */
export function syncConnections(connections: ReadyConnection[]): SyncConnection[] {
  return connections.map((connection) => {
    const ready = (capability: string): ReadyAction => {
      const action = connection.connector.actions.find((candidate) => candidate.capability.id === capability);
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
      implements: new Set(connection.connector.actions.map(({ capability }) => capability.id)),
      call: async (capability, input, bounds) => call(ready(capability), input, bounds),
      readBack: async (capability, input, bounds) => readBack(ready(capability), input, bounds),
    };
  });
}
