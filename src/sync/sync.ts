/** Keeps tickets and the SIEM's alerts in step with their incidents, both ways. docs/sync.md says by which rules. */
import type { SyncDeps } from "./deps.ts";
import { pollDue } from "./poll.ts";
import { pushDue } from "./push.ts";

export interface Sync {
  /** Tells other systems what changed here; answers how many changes were taken up. */
  pushDue(): Promise<number>;
  /** Looks at what changed there; answers how many links were looked at. */
  pollDue(): Promise<number>;
}

/** For loops: call either as often as you like, in as many processes as there are. */
export function newSync(deps: SyncDeps): Sync {
  return { pushDue: () => pushDue(deps), pollDue: () => pollDue(deps) };
}
