/** Keeps a claimed poll while it is worked on, and notices when it is no longer ours. */
import { sleep } from "../clock.ts";
import { type ClaimedPoll, keepPoll } from "../store/poll.ts";
import type { PollDeps } from "./deps.ts";
import { WATCH_MS } from "./settings.ts";

export interface ClaimWatch {
  /** Aborts once the poll is another's, its connection is paused or out of use, or this process stops. */
  signal: AbortSignal;
  /** Why: true when the poll is still ours and only this process stops. */
  stillOurs(): boolean;
  end(): void;
}

/** A database that does not answer ends nothing: the claim fences whatever would be written without it. */
export function watchClaim(deps: Pick<PollDeps, "pool">, poll: ClaimedPoll, stopping: AbortSignal): ClaimWatch {
  const lost = new AbortController();
  const ended = new AbortController();
  const watch = async () => {
    for (;;) {
      await sleep(WATCH_MS, ended.signal);
      if (ended.signal.aborted) return;
      if (!(await keepPoll(deps.pool, poll).catch(() => true))) return lost.abort();
    }
  };
  void watch();
  return {
    signal: AbortSignal.any([lost.signal, stopping]),
    stillOurs: () => !lost.signal.aborted,
    end: () => ended.abort(),
  };
}
