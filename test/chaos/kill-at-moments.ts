/** kill -9 at named moments, one after another: a relay before the database and one before each product stop the world there, and Cordon dies. */
import { sleep } from "../../src/clock.ts";
import { alertNumber } from "./alerts.ts";
import type { RelayedCall, Treatment } from "./call-relay.ts";
import type { CordonProcess } from "./cordon-process.ts";
import { post } from "./feeder.ts";
import type { Ground } from "./ground.ts";
import { query, untilResponsesEnded } from "./ledger.ts";
import { callMoment, commitMoment, type Moment, TAKEN_OVER } from "./moments.ts";
import { layRelayedGround } from "./relayed-ground.ts";
import { isEffect, type Testimony, testify } from "./witness.ts";

const PATIENCE_MS = 60_000;
/** A second death can only come where a run was left behind. */
const SECOND_PATIENCE_MS = 5_000;
const RESPONSE_PATIENCE_MS = 30_000;
const LEASE_SECONDS = 3;

export interface AfterMoments extends Ground {
  feeder: { acknowledged: Map<string, string>; refusals: string[] };
  kills: number;
  /** Moments that never came. */
  unmet: string[];
  /** Calls that were looked at, and what was wrong with them. */
  calls: number;
  testimonies: Testimony[];
  /** When it was ready, in ms since 1970. */
  readyAt: number[];
}

interface Stage {
  armed: Moment | null;
  cordon: CordonProcess | null;
  met: () => void;
  world: { letGo(): void };
  after: AfterMoments;
}

/** Kills once at each of these moments, and once more when a run is taken over afterwards where `twice`. */
export async function killAtMoments(moments: readonly Moment[], twice: boolean): Promise<AfterMoments> {
  const stage = { armed: null, cordon: null, met: () => {} } as unknown as Stage;
  const after = await layStage(stage, moments.length + 1);
  try {
    for (const [n, moment] of moments.entries()) await dieAt(stage, moment, n, twice);
    return after;
  } catch (error) {
    await after.clear();
    throw error;
  }
}

/** Containments that were given back later than 5 s after their time, or after Cordon was there again to do it. */
export async function lateReleases({ installation, readyAt }: AfterMoments): Promise<string[]> {
  const leases = await query<{ entityKey: string; due: Date; released: Date | null }>(
    installation,
    `SELECT entity_key AS "entityKey", expires_at AS due, released_at AS released FROM leases`,
  );
  return leases.flatMap(({ entityKey, due, released }) => {
    if (released === null) return [`${entityKey} was not given back`];
    const ready = Math.max(...readyAt.filter((at) => at <= released.getTime()));
    const late = released.getTime() - Math.max(due.getTime(), ready);
    return late > 5_000 ? [`${entityKey} was given back ${late} ms late`] : [];
  });
}

async function dieAt(stage: Stage, moment: Moment, n: number, twice: boolean): Promise<void> {
  const { after } = stage;
  // A commit may hold what several runs write; where one of an earlier response still ran, this moment's could go by under another's name.
  await untilResponsesEnded(after.installation, RESPONSE_PATIENCE_MS);
  const died = arm(stage, moment, PATIENCE_MS);
  const delivered = deliver(stage, n);
  if (!(await died)) after.unmet.push(`${moment.when} ${moment.what}`);
  else if (twice) {
    const diedAgain = arm(stage, TAKEN_OVER, SECOND_PATIENCE_MS);
    await rise(stage);
    await diedAgain;
  }
  if (!stage.cordon!.ready()) await rise(stage);
  await delivered;
}

/** True when the moment came, and Cordon has died of it. */
function arm(stage: Stage, moment: Moment, patienceMs: number): Promise<boolean> {
  const met = new Promise<boolean>((resolve) => {
    stage.met = () => resolve(true);
  });
  // One of its own: the same moment may be armed again before this one's time is over.
  const armed = { ...moment };
  stage.armed = armed;
  const late = sleep(patienceMs).then(() => {
    // Met, and about to be dead: that is waited for.
    if (stage.armed !== armed) return met;
    stage.armed = null;
    return false;
  });
  return Promise.race([met, late]);
}

/** Asked at each moment; true once it is the armed one: Cordon is as good as dead, and nothing of it gets anywhere any more. */
function isLast(stage: Stage, what: string | null, when: Moment["when"]): boolean {
  const { armed, cordon, after } = stage;
  if (armed === null || armed.what !== what || armed.when !== when) return false;
  stage.armed = null;
  after.kills += 1;
  void cordon!.kill().then(stage.met);
  return true;
}

async function rise(stage: Stage): Promise<void> {
  stage.world.letGo();
  await stage.cordon!.start().catch((error) => {
    // The moment came while it was starting: that is a death like any other.
    if (stage.cordon!.diedByItself()) throw error;
  });
  if (stage.cordon!.ready()) stage.after.readyAt.push(Date.now());
  else await rise(stage);
}

async function deliver({ cordon, after }: Stage, n: number): Promise<void> {
  const alert = alertNumber(n * 4);
  for (;;) {
    const status = await post({ url: () => cordon!.url, token: after.installation.token }, alert);
    if (status >= 200 && status < 300) break;
    if (status >= 400 && status !== 429 && status !== 503) after.feeder.refusals.push(`${status} to ${alert.uid}`);
    await sleep(60);
  }
  after.feeder.acknowledged.set(alert.uid, alert.connection);
}

async function layStage(stage: Stage, size: number): Promise<AfterMoments> {
  const world = { stopped: false };
  const ground = await layRelayedGround({
    ...{ size, leaseSeconds: LEASE_SECONDS },
    treat: (_part, call) => treat(stage, world, call),
    stops(durable, when) {
      if (!world.stopped) world.stopped = isLast(stage, commitMoment(durable, when), when);
      return world.stopped;
    },
  });
  stage.world = {
    letGo() {
      world.stopped = false;
      ground.letGo();
    },
  };
  stage.cordon = ground.cordons[0]!;
  const feeder = { acknowledged: new Map<string, string>(), refusals: [] };
  stage.after = { ...ground, feeder, kills: 0, unmet: [], calls: 0, testimonies: [], readyAt: [] };
  await rise(stage);
  return stage.after;
}

function treat(stage: Stage, world: { stopped: boolean }, call: RelayedCall): Treatment {
  const what = callMoment(call);
  const caller = stage.after?.kills;
  const stops = (when: Moment["when"]) => {
    if (!world.stopped) world.stopped = isLast(stage, what, when);
    return world.stopped;
  };
  return {
    async before() {
      if (stops("before")) return false;
      if (!isEffect(call)) return true;
      stage.after.calls += 1;
      stage.after.testimonies.push(...(await testify(stage.after.installation, call)));
      // Whoever died meanwhile is not heard of later.
      return stage.after.kills === caller;
    },
    after: () => !stops("after"),
  };
}
