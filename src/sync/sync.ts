/** Keeps tickets and the SIEM's alerts in step with their incidents, both ways. docs/sync.md says by which rules. */

import { freeChanges, freeLinks } from "../store/claims.ts";
import { newOwed } from "../store/owed.ts";
import type { ClaimedLink } from "../store/sync-link.ts";
import type { SyncDeps } from "./deps.ts";
import { pollDue } from "./poll.ts";
import { pushDue } from "./push.ts";

export interface Sync {
  /** Tells other systems what changed here; answers how many changes were taken up. */
  pushDue(): Promise<number>;
  /** Looks at what changed there; answers how many links were looked at. */
  pollDue(): Promise<number>;
}

/** For loops: call either as often as you like, in as many processes as there are; in one process, the next when the last has ended. */
export function newSync(deps: SyncDeps): Sync {
  const { system } = deps.database;
  const changes = newOwed<number>((ids) => freeChanges(system, deps.worker, ids));
  const links = newOwed<ClaimedLink>((claimed) => freeLinks(system, claimed));
  return {
    async pushDue() {
      await changes.settle();
      await links.settle();
      return pushDue({ ...deps, changes, links });
    },
    async pollDue() {
      await links.settle();
      return pollDue({ ...deps, changes, links });
    },
  };
}
