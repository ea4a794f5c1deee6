/** Polling, wired: the connections in force that can be asked. */
import type { Connector, Poll } from "./connector/connector.ts";
import type { ContentCache } from "./content.ts";
import type { PollDeps, PolledConnection } from "./poll/deps.ts";
import { newPoller, type Poller } from "./poll/poller.ts";

interface PollingDeps extends Omit<PollDeps, "connectors" | "connection"> {
  connectors: ReadonlyMap<string, Connector>;
  content: ContentCache;
}

/** The poller over the connections in force. */
export function wirePolling({ connectors, content, ...deps }: PollingDeps): Poller {
  const find = async (workspaceId: string, id: string): Promise<PolledConnection | undefined> => {
    const { ready } = await content.get(workspaceId);
    const found = ready.connections.find((one) => one.id === id);
    const ingest = found === undefined ? undefined : ready.sources.get(found.name);
    if (found === undefined || ingest === undefined || !isAsked(found.connector)) return undefined;
    return { ingest, connector: found.connector, parts: found.parts };
  };
  return newPoller({
    ...deps,
    connectors: [...connectors.values()].filter(isAsked).map(({ id }) => id),
    async connection(workspaceId, id) {
      const found = await find(workspaceId, id);
      if (found !== undefined) return found;
      // It may have been added in another process a moment ago.
      content.invalidate(workspaceId);
      return find(workspaceId, id);
    },
  });
}

function isAsked(connector: Connector): connector is Connector & { poll: Poll } {
  return connector.poll !== undefined;
}
