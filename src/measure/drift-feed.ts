/** Feeds what has happened to the tests for drift, each thing once: what was read, what the tests know and what they say is one transaction. */
import { type Client, type Database, transaction } from "../store/database.ts";
import { loadWatches, saveWatches } from "../store/drift.ts";
import {
  type Cursor,
  countWeek,
  DRIFT_STREAMS,
  type DriftStream,
  madeAt,
  moveCursor,
  nextJudged,
  nextOpened,
  nextRuns,
  programsOf,
  takeCursor,
} from "../store/drift-feed.ts";
import { listWorkspaces } from "../store/workspace.ts";
import { askAbout } from "./drift-review.ts";
import {
  type Noticed,
  type Subject,
  type WatchStates,
  watchJudged,
  watchOpened,
  watchRun,
  watchWeek,
} from "./drift-watch.ts";
import { type Way, waysOf } from "./drift-ways.ts";

/** One thing for one subject's watches. */
interface Feed {
  subject: Subject;
  to: (states: WatchStates) => Noticed[];
}

interface Batch {
  feeds: Feed[];
  /** How far it reads; null when there is nothing. */
  end: Cursor | null;
}

const WEEK_MS = 7 * 86_400_000;
const DAYS_FROM_THURSDAY_MS = 3 * 86_400_000;
/** What was begun in a week is in the store by then. */
const WEEK_SETTLED_MS = 3_600_000;

/** Feeds what is new in every workspace; answers how much was fed. Any number of processes may call it at any time. */
export async function feedDrift(database: Database, now: Date): Promise<number> {
  let fed = 0;
  for (const { id } of await listWorkspaces(database.system))
    for (const stream of DRIFT_STREAMS)
      fed += await transaction(database.system, (client) => feedStream(client, id, stream, now));
  return fed;
}

async function feedStream(client: Client, workspaceId: string, stream: DriftStream, now: Date): Promise<number> {
  const cursor = await takeCursor(client, workspaceId, stream);
  if (cursor === null) return 0;
  const { feeds, end } = await READ[stream](client, workspaceId, cursor, now);
  if (end === null) return 0;
  for (const kind of ["playbook", "source"] as const) await feedAll(client, workspaceId, kind, feeds, now);
  await moveCursor(client, workspaceId, stream, end);
  return Math.max(1, feeds.length);
}

async function feedAll(
  client: Client,
  workspaceId: string,
  kind: Subject["kind"],
  feeds: readonly Feed[],
  now: Date,
): Promise<void> {
  const ofKind = feeds.filter(({ subject }) => subject.kind === kind);
  const names = [...new Set(ofKind.map(({ subject }) => subject.name))];
  if (names.length === 0) return;
  const stored = await loadWatches(client, workspaceId, kind, names);
  for (const name of names) {
    const states: WatchStates = new Map(
      stored.filter((one) => one.name === name).map(({ watch, state }) => [watch, state]),
    );
    const noticed = ofKind.filter(({ subject }) => subject.name === name).flatMap(({ to }) => to(states));
    await saveWatches(client, workspaceId, { kind, name }, states);
    if (noticed.length > 0) await askAbout(client, workspaceId, { kind, name }, noticed, now);
  }
}

type Reader = (client: Client, workspaceId: string, cursor: Cursor, now: Date) => Promise<Batch>;

const READ: Record<DriftStream, Reader> = { runs: readRuns, judged: readJudged, opened: readOpened, weeks: readWeek };

async function readRuns(client: Client, workspaceId: string, cursor: Cursor): Promise<Batch> {
  const runs = await nextRuns(client, workspaceId, cursor);
  const programs = await programsOf(client, [...new Set(runs.map(({ programId }) => programId))]);
  const ways = new Map<string, Way[]>([...programs].map(([id, program]) => [id, waysOf(program)]));
  const feeds = runs.map(({ playbook, programId, ...run }) => ({
    subject: { kind: "playbook" as const, name: playbook },
    to: (states: WatchStates) => watchRun(states, { ...run, at: Date.parse(run.at) }, ways.get(programId) ?? []),
  }));
  return { feeds, end: runs.at(-1) ?? null };
}

async function readJudged(client: Client, workspaceId: string, cursor: Cursor): Promise<Batch> {
  const incidents = await nextJudged(client, workspaceId, cursor);
  const feeds = incidents.flatMap(({ id, at, falsePositive, playbooks }) =>
    playbooks.map((name) => ({
      subject: { kind: "playbook" as const, name },
      to: (states: WatchStates) => watchJudged(states, { id, at: Date.parse(at), falsePositive }),
    })),
  );
  return { feeds, end: incidents.at(-1) ?? null };
}

async function readOpened(client: Client, workspaceId: string, cursor: Cursor): Promise<Batch> {
  const incidents = await nextOpened(client, workspaceId, cursor);
  const feeds = incidents.map(({ source, at, ...incident }) => ({
    subject: { kind: "source" as const, name: source },
    to: (states: WatchStates) => watchOpened(states, { ...incident, at: Date.parse(at) }),
  }));
  return { feeds, end: incidents.at(-1) ?? null };
}

/** One week at a time, from the first whole one of the workspace on. */
async function readWeek(client: Client, workspaceId: string, cursor: Cursor, now: Date): Promise<Batch> {
  const monday = Math.max(Date.parse(cursor.at), mondayAfter(await madeAt(client, workspaceId)));
  const end = monday + WEEK_MS;
  if (end + WEEK_SETTLED_MS > now.getTime()) return { feeds: [], end: null };
  const weeks = await countWeek(client, workspaceId, new Date(monday));
  const feeds = weeks.map(({ kind, name, count }) => ({
    subject: { kind, name },
    to: (states: WatchStates) => watchWeek(states, count, end),
  }));
  return { feeds, end: { at: new Date(end).toISOString(), id: cursor.id } };
}

/** The first Monday (UTC) at or after a moment; the epoch was a Thursday. */
function mondayAfter(moment: Date): number {
  return Math.ceil((moment.getTime() + DAYS_FROM_THURSDAY_MS) / WEEK_MS) * WEEK_MS - DAYS_FROM_THURSDAY_MS;
}
