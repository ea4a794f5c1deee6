/** The course of a chaos run: everything works, and is killed again and again, and goes on. */
import { sleep } from "../../src/clock.ts";
import { readPostmasterFile } from "../../src/store/embedded/postmaster-file.ts";
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
}

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
    const postmasterKills = await killAll(plan, { ...ground, dice });
    await feeder.stop();
    return { ...ground, feeder, kills: plan.kills, postmasterKills };
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
}

async function killAll(plan: Plan, scene: Scene): Promise<number> {
  const { cordons, dice } = scene;
  let postmasterKills = 0;
  for (let kill = 0; kill < plan.kills; kill += 1) {
    if (dice.chance(0.4)) await loseAnswers(scene);
    await sleep(dice.between(50, 3_000));
    if (dice.chance(plan.postmasters)) {
      postmasterKills += 1;
      if (!(await killPostmaster(scene))) continue;
      // Half of the time the Cordon that would start it again is killed at once too.
      if (plan.postmasters === 1 || dice.chance(0.5)) continue;
    }
    const victim = cordons[Math.floor(dice.between(0, cordons.length))]!;
    await victim.kill();
    await startAgain(victim, dice, () => (kill += 1), plan.kills - kill);
  }
  return postmasterKills;
}

/** Starts it; sometimes it is killed before it is ready, which is a kill like any other. */
async function startAgain(victim: CordonProcess, dice: Dice, count: () => void, left: number): Promise<void> {
  let interruptions = left > 2 && dice.chance(0.25) ? 1 : 0;
  for (;;) {
    const started = victim.start().then(
      () => true,
      () => false,
    );
    if (interruptions > 0) {
      interruptions -= 1;
      await sleep(dice.between(50, 1_500));
      await victim.kill();
      await started;
      count();
      continue;
    }
    if (await started) return;
    throw new Error(`A Cordon did not start again: ${victim.words().slice(-2_000)}`);
  }
}

async function loseAnswers({ range, dice }: Scene): Promise<void> {
  const parts = ["identity", "endpoint", "firewall", "ticket", "chat"] as const;
  const part = parts[Math.floor(dice.between(0, parts.length))]!;
  await range.faults(part, { delayMs: RANGE_DELAY_MS, loseAnswers: 1 });
}

/** Half of the time it is told to stop immediately, in the middle of everything; else it does not even hear of it. */
async function killPostmaster({ installation, dice }: Scene): Promise<boolean> {
  const file = await readPostmasterFile(installation.dataDir);
  if (file === undefined) return false;
  try {
    return process.kill(file.pid, dice.chance(0.5) ? "SIGQUIT" : "SIGKILL");
  } catch {
    return false;
  }
}
