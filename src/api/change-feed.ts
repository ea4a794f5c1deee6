/** Tells those who listen what changed in their workspace: one look at the record for all of them, and none where nobody listens. */
import { sleep } from "../clock.ts";
import { TransientError, toErrorJson } from "../errors.ts";
import type { Log } from "../log.ts";
import { type ChangeRow, changesFrom, changesNow } from "../store/change-read.ts";
import { type Database, inWorkspace } from "../store/database.ts";
import { asReader } from "../store/reader.ts";
import { CHANGE_KINDS, type Change } from "./contract/event.ts";
import { Listener } from "./listener.ts";

/** How soon a change is told; the record itself is settled within a second. */
const LOOK_MS = 250;
const AT_ONCE = 500;
/** Who was away for longer than this many changes is told to read everything anew. */
const MAX_BEHIND = 500;
/** In one process; each is a held connection. */
const MAX_LISTENERS = 1_000;

const ALL: Change = { kind: "all", id: null, incident: null };

export interface ChangeFeed {
  /**
   * Events of a workspace as text/event-stream: what was settled after the place `after` first, or from now on. Ends by itself after some minutes,
   * and within seconds once `stillMay` says no. @throws TransientError `api.too-many-listeners`.
   */
  listen(
    workspaceId: string,
    after: number | undefined,
    stillMay: () => Promise<boolean>,
  ): Promise<AsyncIterable<string>>;
  /** Asks of all who listen whether they still may; for a revocation in this process. */
  doubt(): void;
  /** Ends all that is told. */
  stop(): Promise<void>;
}

interface Watch {
  at: number;
  looking: boolean;
  listeners: Set<Listener>;
}

export function newChangeFeed(database: Database, log: Log): ChangeFeed {
  const watches = new Map<string, Watch>();
  const stopping = new AbortController();
  const looking = new Set<Promise<void>>();
  let count = 0;

  // For nobody in particular: what is told, all who listen hear.
  const read = (workspaceId: string, from: number) =>
    asReader(null, () =>
      inWorkspace(database, workspaceId, (client) => changesFrom(client, workspaceId, from, AT_ONCE)),
    );

  async function look(workspaceId: string, watch: Watch): Promise<void> {
    while (watch.listeners.size > 0 && !stopping.signal.aborted) {
      const { changes, next } = await read(workspaceId, watch.at).catch((error) => {
        log.warn({ error: toErrorJson(error) }, "changes could not be read, and are looked for again");
        return { changes: [], next: watch.at };
      });
      watch.at = next;
      const told = coalesced(changes);
      if (told.length > 0) for (const listener of watch.listeners) listener.tell(told, next - 1);
      if (changes.length < AT_ONCE) await sleep(LOOK_MS, stopping.signal);
    }
    if (watches.get(workspaceId) === watch) watches.delete(workspaceId);
  }

  function watchOf(workspaceId: string, at: number): Watch {
    const known = watches.get(workspaceId);
    if (known !== undefined) return known;
    const watch: Watch = { at, looking: false, listeners: new Set() };
    watches.set(workspaceId, watch);
    return watch;
  }

  function begin(workspaceId: string, watch: Watch): void {
    watch.looking = true;
    const round = look(workspaceId, watch).finally(() => looking.delete(round));
    looking.add(round);
  }

  return {
    async listen(workspaceId, after, stillMay) {
      if (count >= MAX_LISTENERS) throw tooMany();
      const now = await inWorkspace(database, workspaceId, (client) => changesNow(client, workspaceId));
      // Without a pause from here until it listens: what is settled meanwhile is told by the watch.
      const watch = watchOf(workspaceId, now);
      const { at } = watch;
      count += 1;
      const left = () => {
        watch.listeners.delete(listener);
        count -= 1;
      };
      const listener = new Listener({ at: at - 1, signal: stopping.signal, stillMay, left });
      watch.listeners.add(listener);
      if (watch.listeners.size === 1 && !watch.looking) begin(workspaceId, watch);
      listener.tell(await missedSince(workspaceId, after, Math.max(now, at)).catch(() => [ALL]), at - 1);
      return listener;
    },
    doubt() {
      for (const { listeners } of watches.values()) for (const listener of listeners) listener.doubt();
    },
    async stop() {
      stopping.abort();
      await Promise.all(looking);
    },
  };

  async function missedSince(workspaceId: string, after: number | undefined, now: number): Promise<Change[]> {
    if (after === undefined || after + 1 === now) return [];
    if (after + 1 > now || now - after - 1 > MAX_BEHIND) return [ALL];
    return coalesced((await read(workspaceId, after + 1)).changes);
  }
}

function tooMany(): TransientError {
  const message = "Too many listen for changes here; try again in a moment.";
  return new TransientError("api.too-many-listeners", message, { retryAfterMs: 5_000 });
}

/** Of each kind at most this many are named in one look: more than 50 in a second are told as one. */
const NAMED = 12;

/** Each thing once; where many of a kind changed, only that they did. What no screen shows is passed over. */
export function coalesced(changes: readonly ChangeRow[]): Change[] {
  return CHANGE_KINDS.flatMap((kind): Change[] => {
    const of = new Map(changes.filter((change) => change.kind === kind).map(({ id, incident }) => [id, incident]));
    if (of.size > NAMED) return [{ kind, id: null, incident: null }];
    return [...of].map(([id, incident]) => ({ kind, id, incident }));
  });
}
