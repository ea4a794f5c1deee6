import type { Connector, Poll } from "../connector/connector.ts";
import type { ContextParts } from "../connector/context.ts";
import type { IngestConnection } from "../ingest/receive.ts";
import type { Take } from "../ingest/take.ts";
import type { Log } from "../log.ts";
import type { Pool } from "../store/database.ts";

/** A connection ready to be asked. */
export interface PolledConnection {
  ingest: IngestConnection;
  connector: Connector & { poll: Poll };
  parts: Omit<ContextParts, "idempotencyKey">;
}

/** What the wiring hands to polling. */
export interface PollDeps {
  pool: Pool;
  /** Ids of the connectors that can be asked. */
  connectors: string[];
  /** Undefined when the connection is gone or cannot be opened. */
  connection(workspaceId: string, connectionId: string): Promise<PolledConnection | undefined>;
  take: Take;
  /** The largest body that is kept, in bytes. */
  maxBodyBytes: number;
  log: Log;
}
