/** The course of a chaos run: everything works, and is killed again and again, and goes on. */
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { sleep } from "../../src/clock.ts";
import { readPostmasterFile } from "../../src/store/embedded/postmaster-file.ts";
import { type Dice, diceOf } from "../support/dice.ts";
import { makeCompany } from "./company.ts";
import { type CordonProcess, cordonProcess } from "./cordon-process.ts";
import { type Feeder, startFeeder } from "./feeder.ts";
import { type Installation, prepare } from "./installation.ts";
import { type RangeProcess, startRangeProcess } from "./range-process.ts";

export interface Plan {
  kills: number;
  seed: number;
  /** Cordons on the one database. */
  cordons: 1 | 2;
  /** How often a kill is one of the database's server instead. */
  postmasters: number;
  perSecond: number;
  leaseSeconds: number;
}

/** What is left standing when the killing is over, to be looked at. */
export interface Aftermath {
  installation: Installation;
  range: RangeProcess;
  feeder: Feeder;
  cordons: CordonProcess[];
  kills: number;
  postmasterKills: number;
  /** Stops everything and removes what was written. */
  clear(): Promise<void>;
}

/** How long the range takes for a call: long enough that kills meet calls on their way. */
const RANGE_DELAY_MS = 40;

export async function killAgainAndAgain(plan: Plan): Promise<Aftermath> {
  const home = await mkdtemp("/tmp/cordon-chaos-");
  // Root's Postgres runs as somebody else, who must be able to come by.
  await chmod(home, 0o711);
  const company = makeCompany(Math.ceil((plan.kills * 4 + 60) * plan.perSecond * 0.25));
  const range = await startRangeProcess(home, company.stateFile);
  const cordons: CordonProcess[] = [];
  const clear = async () => {
    try {
      for (const cordon of cordons) await cordon.kill();
      if (cordons.length > 0) await stopEverything(home, cordons);
    } finally {
      await range.stop();
    }
    await rm(home, { recursive: true, force: true });
  };
  try {
    const installation = await prepare(join(home, "cordon"), range, company, plan.leaseSeconds);
    cordons.push(await cordonProcess(installation.env));
    if (plan.cordons === 2)
      cordons.push(await cordonProcess({ ...installation.env, DATABASE_URL: installation.databaseUrl }));
    for (const cordon of cordons) await cordon.start();
    for (const part of ["identity", "endpoint", "firewall", "ticket", "chat", "intel"] as const)
      await range.faults(part, { delayMs: RANGE_DELAY_MS });
    const dice = diceOf(plan.seed);
    const feeder = startFeeder({
      url: () => urlOf(cordons, dice),
      token: installation.token,
      dice: diceOf(plan.seed + 1),
      perSecond: plan.perSecond,
      most: company.inventory.length,
    });
    const postmasterKills = await killAll(plan, { cordons, dice, range, installation });
    await feeder.stop();
    return { installation, range, feeder, cordons, kills: plan.kills, postmasterKills, clear };
  } catch (error) {
    await clear();
    throw error;
  }
}

function urlOf(cordons: CordonProcess[], dice: Dice): string {
  const ready = cordons.filter((cordon) => cordon.ready());
  const candidates = ready.length > 0 ? ready : cordons;
  return candidates[Math.floor(dice.between(0, candidates.length))]!.url;
}

interface Scene {
  cordons: CordonProcess[];
  dice: Dice;
  range: RangeProcess;
  installation: Installation;
}

async function killAll(plan: Plan, scene: Scene): Promise<number> {
  const { cordons, dice } = scene;
  let postmasterKills = 0;
  for (let kill = 0; kill < plan.kills; kill += 1) {
    if (dice.chance(0.4)) await loseAnswers(scene);
    await sleep(dice.between(50, 3_000));
    if (dice.chance(plan.postmasters)) {
      postmasterKills += 1;
      if (!(await killPostmaster(scene.installation))) continue;
      // Half of the time the Cordon that would start it again is killed at once too.
      if (dice.chance(0.5)) continue;
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

async function killPostmaster(installation: Installation): Promise<boolean> {
  const file = await readPostmasterFile(installation.dataDir);
  if (file === undefined) return false;
  try {
    return process.kill(file.pid, "SIGKILL");
  } catch {
    return false;
  }
}

/** A Cordon that stops in peace takes the database's server with it. */
async function stopEverything(home: string, cordons: CordonProcess[]): Promise<void> {
  const [first] = cordons;
  await first!.start().catch(() => {});
  const code = await first!.stop();
  if (code !== 0)
    throw new Error(`Cordon did not stop in peace (${code}); see ${home}: ${first!.words().slice(-2_000)}`);
}
