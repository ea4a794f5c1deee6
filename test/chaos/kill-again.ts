/** The course of a chaos run: everything works, and is killed again and again, and goes on. */
import { sleep } from "../../src/clock.ts";
import { findPostmaster, readPostmasterFile } from "../../src/store/embedded/postmaster-file.ts";
import { type Dice, diceOf } from "../support/dice.ts";
import type { CordonProcess } from "./cordon-process.ts";
import { type Feeder, startFeeder } from "./feeder.ts";
import { type Ground, layGround, RANGE_DELAY_MS } from "./ground.ts";

export interface Plan {
  kills: number;
  seed: number;
  /** Cordons on the one database. */
  cordons: 1 | 2;
  /** How often a kill is one of the database's server instead; with 1 no Cordon is killed, and has to go on by itself. */
  postmasters: number;
  perSecond: number;
  leaseSeconds: number;
  atATime: number | null;
}

/** A response takes about a second: who waits longer for the next kill only waits. */
const MOST_PEACE_MS = 1_500;
const BACK_WITHIN_MS = 60_000;
const ACCEPTED_WITHIN_MS = 15_000;

/** What is left standing when the killing is over, to be looked at. */
export interface Aftermath extends Ground {
  feeder: Feeder;
  kills: number;
  postmasterKills: number;
}

export async function killAgainAndAgain(plan: Plan): Promise<Aftermath> {
  const size = Math.ceil((plan.kills * 4 + 60) * plan.perSecond * 0.25);
  const ground = await layGround({ ...plan, size });
  try {
    const dice = diceOf(plan.seed);
    const feeder = startFeeder({
      url: () => urlOf(ground.cordons, dice),
      token: ground.installation.token,
      dice: diceOf(plan.seed + 1),
      perSecond: plan.perSecond,
      most: size * 3,
    });
    const killed = await killAll(plan, { ...ground, dice, feeder, killedPostmaster: 0 });
    await feeder.stop();
    return { ...ground, feeder, ...killed };
  } catch (error) {
    await ground.clear();
    throw error;
  }
}

function urlOf(cordons: CordonProcess[], dice: Dice): string {
  const ready = cordons.filter((cordon) => cordon.ready());
  const candidates = ready.length > 0 ? ready : cordons;
  return candidates[Math.floor(dice.between(0, candidates.length))]!.url;
}

interface Scene extends Ground {
  dice: Dice;
  feeder: Feeder;
  /** The process of the database's server that was killed last; 0 before the first. */
  killedPostmaster: number;
}

async function killAll(plan: Plan, scene: Scene): Promise<Pick<Aftermath, "kills" | "postmasterKills">> {
  const { cordons, dice } = scene;
  let kills = 0;
  let postmasterKills = 0;
  while (kills < plan.kills) {
    if (dice.chance(0.4)) await loseAnswers(scene);
    // Who has only just got up is killed at times too; but mostly while it has something to lose, however slow the machine is.
    if (dice.chance(0.8)) await untilAccepted(scene.feeder);
    await sleep(dice.between(50, MOST_PEACE_MS));
    if (dice.chance(plan.postmasters)) {
      scene.killedPostmaster = await killPostmaster(scene, plan.postmasters === 1);
      postmasterKills += 1;
      kills += 1;
      // Half of the time the Cordon that would start it again is killed at once too.
      if (plan.postmasters === 1 || dice.chance(0.5)) continue;
    }
    const victim = cordons[Math.floor(dice.between(0, cordons.length))]!;
    await victim.kill();
    kills += 1 + (await startAgain(victim, dice, plan.kills - kills));
  }
  return { kills, postmasterKills };
}

/** Starts it; sometimes it is killed before it is ready, which is a kill like any other. Answers how many of these there were. */
async function startAgain(victim: CordonProcess, dice: Dice, left: number): Promise<number> {
  const interruptions = left > 2 && dice.chance(0.25) ? 1 : 0;
  for (let kills = 0; ; kills += 1) {
    const started = victim.start().then(
      () => true,
      () => false,
    );
    if (kills < interruptions) {
      await sleep(dice.between(50, 1_500));
      await victim.kill();
      await started;
      continue;
    }
    if (await started) return kills;
    throw new Error(`A Cordon did not start again: ${victim.words().slice(-2_000)}`);
  }
}

async function untilAccepted({ acknowledged }: Feeder): Promise<void> {
  const before = acknowledged.size;
  const deadline = Date.now() + ACCEPTED_WITHIN_MS;
  while (acknowledged.size === before && Date.now() < deadline) await sleep(20);
}

async function loseAnswers({ range, dice }: Scene): Promise<void> {
  const parts = ["identity", "endpoint", "firewall", "ticket", "chat"] as const;
  const part = parts[Math.floor(dice.between(0, parts.length))]!;
  await range.faults(part, { delayMs: RANGE_DELAY_MS, loseAnswers: 1 });
}

/**
 * Kills the database's server, once it is another than the last that was killed, and answers its process. Told to stop immediately it drops all in the middle; half
 * of the time, unless `told`, it does not even hear of it.
 */
async function killPostmaster({ installation, dice, killedPostmaster }: Scene, told: boolean): Promise<number> {
  const signal = told || dice.chance(0.5) ? "SIGQUIT" : "SIGKILL";
  const deadline = Date.now() + BACK_WITHIN_MS;
  while (Date.now() < deadline) {
    const { dataDir } = installation;
    // Its file may still name the one before, or, for a moment, the Cordon that starts the next.
    const pid = findPostmaster(await readPostmasterFile(dataDir), dataDir)?.pid;
    if (pid !== undefined && pid !== killedPostmaster && signalled(pid, signal)) return pid;
    await sleep(50);
  }
  throw new Error(`The database's server did not come back within ${BACK_WITHIN_MS} ms.`);
}

function signalled(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
