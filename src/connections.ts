/** Connections opened for use: settings checked, secrets in the clear, each ready to be called. */
import type { Connector } from "./connector/connector.ts";
import { checkConnection } from "./connector/invoke.ts";
import { openSecrets, sealContext } from "./connector/seal.ts";
import type { ContentDeps } from "./content.ts";
import { toErrorJson } from "./errors.ts";
import type { IngestConnection } from "./ingest/receive.ts";
import type { ReadyConnection } from "./respond/content.ts";
import type { StoredConnection } from "./store/connection.ts";

export interface ReadySet {
  connections: ReadyConnection[];
  /** Those with a source, by name. */
  sources: Map<string, IngestConnection>;
}

/** A connection that cannot be opened (its connector is gone, its key is lost, its settings are no longer valid) is left out and logged: the others go on. */
export function compileConnections(
  deps: Pick<ContentDeps, "connectors" | "keyring" | "egress" | "log">,
  stored: StoredConnection[],
): ReadySet {
  const ready: ReadySet = { connections: [], sources: new Map() };
  for (const connection of stored) {
    try {
      open(deps, connection, ready);
    } catch (error) {
      deps.log.error({ connection: connection.name, error: toErrorJson(error) }, "a connection cannot be used");
    }
  }
  return ready;
}

function open(
  deps: Pick<ContentDeps, "connectors" | "keyring" | "egress" | "log">,
  connection: StoredConnection,
  ready: ReadySet,
): void {
  const connector = deps.connectors.get(connection.connector);
  if (connector === undefined) {
    deps.log.error(
      { connection: connection.name, connector: connection.connector },
      "a connection's connector is not installed",
    );
    return;
  }
  const { settings, secrets } = openConnection(deps, connector, connection);
  const parts = { settings, secrets, egress: deps.egress, log: deps.log };
  ready.connections.push({ id: connection.id, name: connection.name, connector, parts });
  if (connector.source !== undefined) {
    ready.sources.set(connection.name, {
      id: connection.id,
      workspaceId: connection.workspaceId,
      name: connection.name,
      connector,
      settings,
      secrets,
    });
  }
}

/** Settings and secrets of a stored connection, checked. Throws InputError when they no longer fit, and when the seal does not open. */
export function openConnection(
  deps: Pick<ContentDeps, "keyring">,
  connector: Connector,
  connection: StoredConnection,
): { settings: Record<string, unknown>; secrets: Record<string, string> } {
  const secrets =
    connection.sealedSecrets === null
      ? {}
      : openSecrets(deps.keyring, sealContext(connection.workspaceId, connection.id), connection.sealedSecrets);
  return checkConnection(connector, connection.settings, secrets);
}
