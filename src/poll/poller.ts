/** Asks the connections whose products do not tell by themselves, each when its time has come, in as many processes as there are. */
import { toErrorJson } from "../errors.ts";
import { claimDuePolls } from "../store/poll.ts";
import type { PollDeps } from "./deps.ts";
import { pollOne } from "./poll-one.ts";
import { LANES } from "./settings.ts";

export interface Poller {
  /** Begins with what is due, without waiting for it to end; answers how many polls were begun. */
  pollDue(): Promise<number>;
  /** Breaks off what is under way, and resolves when it has ended. What was recorded stays, the rest is asked for again. */
  stop(): Promise<void>;
}

/** Makes the poller; see {@link Poller}. One slow product holds up none of the others. */
export function newPoller(deps: PollDeps): Poller {
  const inHand = new Set<Promise<void>>();
  const stopping = new AbortController();
  return {
    async pollDue() {
      const free = LANES - inHand.size;
      if (free === 0 || stopping.signal.aborted) return 0;
      const polls = await claimDuePolls(deps.pool, deps.connectors, free);
      for (const poll of polls) {
        const work: Promise<void> = pollOne(deps, poll, stopping.signal)
          .catch((error) =>
            deps.log.warn(
              { connection: poll.connectionId, error: toErrorJson(error) },
              "a poll could not be given back",
            ),
          )
          .finally(() => inHand.delete(work));
        inHand.add(work);
      }
      return polls.length;
    },
    async stop() {
      stopping.abort();
      await Promise.all(inHand);
    },
  };
}
