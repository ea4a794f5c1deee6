/** The running system, put together: everything that decides is handed what it needs, everything that runs is started and stopped here. */

import type { ApiDeps } from "./api/deps.ts";
import { sleep, systemClock } from "./clock.ts";
import type { Connector } from "./connector/connector.ts";
import { createEgress, type EgressPolicy } from "./connector/egress.ts";
import type { Keyring } from "./connector/keyring.ts";
import { sealingWith } from "./connector/seal.ts";
import { type ContentCache, type LiveContent, newContentCache } from "./content.ts";
import { type Engine, newEngine } from "./engine/engine.ts";
import type { RunRecord } from "./engine/kind.ts";
import { newSequencer } from "./evidence/sequence.ts";
import { signDue } from "./evidence/signing.ts";
import type { OwnPlace } from "./guard/policy-record.ts";
import { newId } from "./ids.ts";
import { newReceive, type Receive } from "./ingest/receive.ts";
import { newRush, type Rush } from "./ingest/rush.ts";
import { newTake } from "./ingest/take.ts";
import type { Log } from "./log.ts";
import { type Loop, startLoop } from "./loop.ts";
import { feedAutonomy } from "./measure/autonomy-feed.ts";
import { dueCalendarReviews } from "./measure/calendar-review.ts";
import { feedDrift } from "./measure/drift-feed.ts";
import { dueReviews, remindOfOverdue } from "./measure/schedule.ts";
import type { Periods } from "./model/retention.ts";
import { type PipelineDeps, TAKEN_AT_ONCE, takeNewAlerts } from "./pipeline.ts";
import { wirePolling } from "./poll-connections.ts";
import { type Readings, readingWith } from "./reading.ts";
import { type AskPeopleDeps, newAskPeople } from "./respond/ask-people.ts";
import { type LeaseDeps, newReturning } from "./respond/leases.ts";
import type { LoadedRun } from "./respond/loaded-run.ts";
import { newOrphanSettling } from "./respond/orphans.ts";
import { remindPeople } from "./respond/remind.ts";
import { playbookRuns } from "./respond/run-kind.ts";
import { watchBreakers } from "./respond/watch-breakers.ts";
import { newRetention } from "./retention.ts";
import { splitOff } from "./split-incident.ts";
import { announceAtChange } from "./store/approval-notice.ts";
import { freeClaims } from "./store/claims.ts";
import { forgetCorrelation } from "./store/correlation.ts";
import { type Client, type Database, type DatabasePlace, openDatabase } from "./store/database.ts";
import { factsOfIncidents } from "./store/run-load.ts";
import { callWatchers } from "./store/run-watch.ts";
import { forgetSightings } from "./store/sighting.ts";
import { addWeeks, forgetFingerprints, indexWords } from "./store/weeks.ts";
import { wireSync } from "./sync-connections.ts";
import { newIncidentScoring } from "./triage/score-incidents.ts";
import { succeedModels } from "./triage/succeed.ts";

export interface CordonOptions {
  place: DatabasePlace;
  connectors: ReadonlyMap<string, Connector>;
  keyring: Keyring;
  /** Private networks that connectors may reach, as CIDR. */
  egressAllow: string[];
  /** What the organization says of itself to its policies: networks, domains, time zone. */
  own?: Partial<OwnPlace>;
  maxBodyBytes: number;
  /** Where people reach this installation, without a slash at the end; empty before it is known. */
  publicUrl(): string;
  /** How often linked tickets and alerts of open incidents are looked at. */
  syncPollMs: number;
  /** For how long records are kept where a workspace has set no period of its own. */
  retention: Periods;
  log: Log;
}

export interface Cordon {
  /** Names this process among those that share the database. */
  worker: string;
  database: Database;
  content: ContentCache;
  egress: EgressPolicy;
  engine: Engine<LoadedRun>;
  receive: Receive;
  reading: Readings;
  splitOff: ApiDeps["splitOff"];
  /** Something may be due: runs, leases, syncs. */
  kick(): void;
  stop(): Promise<void>;
}

/** The longest that alerts wait for others to be taken with them. */
const MAX_GATHERING_MS = 40;
/** The longest that they wait while others are being acknowledged: correlation and runs would take the thread that answers senders. */
const MAX_GIVING_WAY_MS = 250;

/** Starts the machine on a migrated database: takes alerts, performs runs, returns containments, until stopped. */
export async function startCordon(options: CordonOptions): Promise<Cordon> {
  const { connectors, keyring, log } = options;
  const worker = newId();
  const database = openDatabase(options.place);
  const egress = createEgress({ allowCidrs: options.egressAllow });
  const content = newContentCache({ database, connectors, keyring, egress, own: options.own ?? {}, log });
  const engine = newEngine({
    database,
    worker,
    log,
    kind: playbookRuns((client, runs) => loadRuns(content, client, runs)),
    buried: (dead) => freeClaims(database.system, dead),
  });
  // First of all, so that other workers know whose runs and leases these are before there are any.
  await engine.start();
  const reading = readingWith(connectors);
  const loops: Loop[] = [];
  const rush = newRush();
  const taking = startTaking({ database, engine, content: content.get, log }, rush);
  const sync = wireSync({ database, worker, content, log, pollMs: options.syncPollMs });
  const returning = newReturning({ database, worker, content: content.get, log });
  const ingest = {
    ...{ pool: database.hot, maxBodyBytes: options.maxBodyBytes, arrived: taking.kick, rush },
    duplicates: (workspaceId: string) => duplicatesIn(content, workspaceId),
    ...reading,
  };
  const poller = wirePolling({
    ...{ connectors, content, pool: database.system, take: newTake(ingest), log },
    maxBodyBytes: options.maxBodyBytes,
  });
  loops.push(
    startLoop("poll-connections", 1_000, log, poller.pollDue),
    startLoop("sync-push", 1_000, log, sync.pushDue),
    startLoop("sync-poll", 1_000, log, sync.pollDue),
    ...upkeep(database, log),
    startLoop("call-watchers", 1_000, log, () => callThoseWhoWatch(database, engine)),
    taking,
    startLoop("return-containments", 1_000, log, returning.takeDue),
    ...besideRuns({ database, worker, content: content.get, publicUrl: options.publicUrl, log }),
  );
  const keeping = keepingOf(database, options);
  return {
    worker,
    database,
    content,
    egress,
    engine,
    receive: newReceive(ingest),
    reading,
    splitOff: (request) => splitOff({ database, engine, content: content.get, log }, request),
    kick() {
      engine.kick();
      for (const loop of loops) loop.kick();
    },
    async stop() {
      await Promise.all([...loops, ...keeping].map((loop) => loop.stop()));
      await returning.settled();
      await poller.stop();
      await engine.stop();
      await database.close();
    },
  };
}

/** Takes what came in through correlation, as soon as nobody is kept waiting by it. */
function startTaking(deps: PipelineDeps, rush: Rush): Loop {
  const setAside = new Set<string>();
  let full = false;
  return startLoop("take-alerts", 1_000, deps.log, async () => {
    if (!full) await rush.over(MAX_GIVING_WAY_MS);
    const taken = await takeNewAlerts(deps, setAside);
    full = taken === TAKEN_AT_ONCE;
    // Busy, but not full: what comes in the next moment shares a round instead of making one each.
    if (taken > 1 && !full) await sleep(Math.min(MAX_GATHERING_MS, taken * 2));
    // What arrived meanwhile called; looking once more for nothing would be a commit for every alert of a quiet day.
    return full ? taken : 0;
  });
}

/** What responses need besides their runs: people asked, what lost its run seen to. */
function besideRuns(deps: LeaseDeps & AskPeopleDeps): Loop[] {
  const { log } = deps;
  return [
    startLoop("ask-people", 1_000, log, newAskPeople(deps)),
    startLoop("tell-the-next-watch", 60_000, log, () => announceAtChange(deps.database.system).then(() => 0)),
    startLoop("remind-people", 60_000, log, () => remindPeople(deps, systemClock.now())),
    startLoop("watch-breakers", 10_000, log, () => watchBreakers(deps)),
    startLoop("settle-orphans", 15_000, log, newOrphanSettling(deps)),
  ];
}

/** Calls the runs that wait for something that happened meanwhile. */
async function callThoseWhoWatch(database: Database, engine: Engine<LoadedRun>): Promise<number> {
  const called = await callWatchers(database.system);
  if (called > 0) engine.kick();
  return called;
}

/** What is due by the calendar alone, or looks at much: it is not called when something happens. */
function keepingOf(database: Database, { retention, keyring, log }: CordonOptions): Loop[] {
  const { system } = database;
  const scoreIncidents = newIncidentScoring(database, log);
  return [
    startLoop("sequence-audit", 1_000, log, newSequencer(system).next),
    startLoop("sign-audit", 60_000, log, () => signDue(system, sealingWith(keyring), systemClock.now())),
    startLoop("autonomy", 10_000, log, () => feedAutonomy(database, log, new Date())),
    startLoop("drift", 60_000, log, () => feedDrift(database, new Date())),
    startLoop("triage", 2_000, log, () => scoreIncidents(systemClock.now())),
    startLoop("triage-successors", 15_000, log, () => succeedModels(database, log, systemClock.now())),
    startLoop("index-words", 3_600_000, log, () => indexWords(system)),
    startLoop("retention", 3_600_000, log, newRetention(system, retention, systemClock)),
  ];
}

/** What nobody waits for. */
function upkeep(database: Database, log: Log): Loop[] {
  return [
    startLoop("reviews", 600_000, log, () => dueReviews(database, new Date())),
    startLoop("calendar-reviews", 600_000, log, () => dueCalendarReviews(database, new Date())),
    startLoop("remind-of-reviews", 600_000, log, () => remindOfOverdue(database, log, new Date())),
    startLoop("add-weeks", 3_600_000, log, () => addWeeks(database.system)),
    startLoop("forget-fingerprints", 900_000, log, () => forgetFingerprints(database.system)),
    startLoop("forget-correlation", 3_600_000, log, () => forgetCorrelation(database.system)),
    startLoop("forget-sightings", 21_600_000, log, () => forgetSightings(database.system)),
  ];
}

/** Without a taxonomy nothing is folded by rules, and everything is still taken in. */
function duplicatesIn(content: ContentCache, workspaceId: string): Promise<LiveContent["duplicates"] | null> {
  return content.get(workspaceId).then(
    ({ duplicates }) => duplicates,
    () => null,
  );
}

async function loadRuns(content: ContentCache, client: Client, runs: RunRecord[]): Promise<Map<string, LoadedRun>> {
  const facts = await factsOfIncidents(
    client,
    runs.map((run) => run.subjectId),
  );
  const programs = await content.programs(
    client,
    runs.map((run) => run.programId),
  );
  const loaded = new Map<string, LoadedRun>();
  for (const run of runs) {
    const of = facts.get(run.subjectId);
    const pinned = programs.get(run.programId);
    if (of === undefined || pinned === undefined) continue;
    loaded.set(run.id, {
      facts: of,
      program: pinned.program,
      playbookVersion: pinned.number,
      content: await content.get(run.workspaceId),
    });
  }
  return loaded;
}
