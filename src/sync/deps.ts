import type { Log } from "../log.ts";
import type { Database, Queryable } from "../store/database.ts";
import type { SyncConnection } from "./outside.ts";

/** What the wiring hands to sync. */
export interface SyncDeps {
  database: Database;
  /** A workspace's connections, oldest first. */
  connections(workspaceId: string): Promise<SyncConnection[]>;
  /** Asks for a run to be cancelled, in the caller's transaction. */
  cancelRun(client: Queryable, runId: string, by: string): Promise<boolean>;
  log: Log;
  /** How often open incidents' tickets and alerts are looked at, in ms; each time give or take a fifth. */
  pollMs?: number;
}
