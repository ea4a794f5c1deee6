/** Listens to what changes, and lets what shows it be read again; comes back by itself, misses nothing in between, and says so while it is away. */
import type { QueryClient } from "@tanstack/react-query";
import type { Change } from "../../../src/api/contract/event.ts";
import type { Me } from "../../../src/api/contract/session.ts";
import { atMostEvery } from "./at-most.ts";
import { open } from "./client.ts";
import { EventReader } from "./event-reader.ts";
import { isLive, wasLost } from "./liveness.ts";
import { ApiError } from "./problem.ts";
import { keysTouchedBy } from "./touched.ts";
import { onChangeElsewhere, onChangeHere } from "./workspace.ts";

/** Changes are gathered this long, so that a storm of them is a few reads. */
const GATHER_MS = 500;
/** Counts are of all there is: while much changes they are read again this often, or each reading would be given up for the next. */
const COUNT_MS = 3_000;
const COUNTS = "counts";
const PAUSES_MS = [500, 1_000, 2_000, 5_000, 10_000];
/** The server is heard of every 15 seconds; after so long without a word, nobody is there any more, whatever the network says of it. */
const SILENT_MS = 40_000;
/** One failure is a server that starts anew. */
const LOST_AFTER = 2;

type Watcher = (changes: readonly Change[]) => void;
const watchers = new Set<Watcher>();

/** Calls back with what changed, a few times a second at most; for screens that keep rows of their own. */
export function onChanges(watcher: Watcher): () => void {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}

/** Listens until stopped; not while the session is in another workspace, to which another window went: what is shown is not of there. */
export function listen(client: QueryClient): () => void {
  const stopping = new AbortController();
  const away = new Absence(client);
  const counts = atMostEvery(COUNT_MS, () => void countAgain(client));
  let gathered: Change[] = [];
  let timer: ReturnType<typeof setTimeout> | null = null;

  function tell(): void {
    const changes = gathered;
    [gathered, timer] = [[], null];
    if (away.now) return;
    for (const key of keysTouchedBy(changes))
      if (key[0] === COUNTS) counts.ask();
      else void client.invalidateQueries({ queryKey: key });
    for (const watcher of watchers) watcher(changes);
  }

  const reader = new EventReader((change) => {
    gathered.push(change);
    timer ??= setTimeout(tell, GATHER_MS);
  });
  void keepListening({ client, reader, away, signal: stopping.signal });
  return () => {
    stopping.abort();
    away.end();
    counts.stop();
    if (timer !== null) clearTimeout(timer);
  };
}

/** One after the other: each count reads all there is, and several at once would leave no core to whoever looks meanwhile. */
async function countAgain(client: QueryClient): Promise<void> {
  await client.invalidateQueries({ queryKey: [COUNTS], refetchType: "none" });
  for (const { queryKey } of client.getQueryCache().findAll({ queryKey: [COUNTS], type: "active" }))
    await client.refetchQueries({ queryKey, exact: true }, { cancelRefetch: false });
}

/** Whether the session that all windows share is in another workspace than what is shown here. */
class Absence {
  now = false;
  readonly end: () => void;

  constructor(client: QueryClient) {
    const elsewhere = onChangeElsewhere((name) => {
      const was = this.now;
      this.now = name !== client.getQueryData<Me>(["me"])?.workspace.name;
      // What changed meanwhile was told to nobody here.
      if (was && !this.now) void client.invalidateQueries();
    });
    // It reads everything anew.
    const back = onChangeHere(() => {
      this.now = false;
    });
    this.end = () => {
      elsewhere();
      back();
    };
  }
}

interface Listening {
  client: QueryClient;
  reader: EventReader;
  away: Absence;
  signal: AbortSignal;
}

async function keepListening({ client, reader, away, signal }: Listening): Promise<void> {
  let failures = 0;
  const heard = () => {
    // What could not be read meanwhile is not told by anybody.
    if (failures >= LOST_AFTER && !away.now) void client.invalidateQueries();
    failures = 0;
    isLive();
  };
  while (!signal.aborted) {
    try {
      if (!away.now) await listenOnce(reader, signal, heard);
    } catch (error) {
      if (error instanceof ApiError && (error.status === 401 || error.status === 403)) return;
      failures += 1;
      if (failures >= LOST_AFTER && !signal.aborted) wasLost();
    }
    await pause(PAUSES_MS[Math.min(failures, PAUSES_MS.length - 1)]!, signal);
  }
}

/** Until the stream ends, or nothing was heard for too long. */
async function listenOnce(reader: EventReader, signal: AbortSignal, heard: () => void): Promise<void> {
  const silent = new AbortController();
  const wait = () => setTimeout(() => silent.abort(), SILENT_MS);
  let timer = wait();
  try {
    const last: Record<string, string> = reader.lastId === "" ? {} : { "last-event-id": reader.lastId };
    const both = AbortSignal.any([signal, silent.signal]);
    const answer = await open("/v1/events", { accept: "text/event-stream", ...last }, both);
    await reader.readAll(answer.body!, () => {
      clearTimeout(timer);
      timer = wait();
      heard();
    });
  } finally {
    clearTimeout(timer);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
