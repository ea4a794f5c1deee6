import type { Log } from "../log.ts";
import type { Database, Queryable } from "../store/database.ts";
import type { Owed } from "../store/owed.ts";
import type { ClaimedLink } from "../store/sync-link.ts";
import type { SyncConnection } from "./outside.ts";

/** What the wiring hands to sync. */
export interface SyncDeps {
  database: Database;
  /** Who claims: what it holds when it dies is taken by others at once. */
  worker: string;
  /** A workspace's connections, oldest first. */
  connections(workspaceId: string): Promise<SyncConnection[]>;
  /** Asks for a run to be cancelled, in the caller's transaction. */
  cancelRun(client: Queryable, runId: string, by: string): Promise<boolean>;
  log: Log;
  /** How often open incidents' tickets and alerts are looked at, in ms; each time give or take a fifth. */
  pollMs?: number;
}

/** With what this process owes from rounds before. */
export interface RoundDeps extends SyncDeps {
  changes: Owed<number>;
  links: Owed<ClaimedLink>;
}
