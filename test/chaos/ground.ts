/** What every chaos run stands on: a range that outlives all, an installation prepared in peace, and Cordons in processes of their own. */
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { makeCompany } from "./company.ts";
import { type CordonProcess, cordonProcess } from "./cordon-process.ts";
import { type Installation, prepare } from "./installation.ts";
import { type RangeProcess, startRangeProcess } from "./range-process.ts";

export interface Ground {
  installation: Installation;
  range: RangeProcess;
  cordons: CordonProcess[];
  /** Stops everything and removes what was written. */
  clear(): Promise<void>;
}

export interface GroundPlan {
  /** Cordons on the one database; the first brings its Postgres. */
  cordons: 1 | 2;
  /** How many people, machines and keys there are. */
  size: number;
  leaseSeconds: number;
  /** How many addresses may be blocked together; null for any number. */
  atATime: number | null;
}

/** How long the range takes for a call: long enough that kills meet calls on their way. */
export const RANGE_DELAY_MS = 40;

/** Makes it, with every Cordon ready. */
export async function layGround(plan: GroundPlan): Promise<Ground> {
  const home = await mkdtemp("/tmp/cordon-chaos-");
  // Root's Postgres runs as somebody else, who must be able to come by.
  await chmod(home, 0o711);
  const company = makeCompany(plan.size);
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
    const installation = await prepare(join(home, "cordon"), range, company, plan);
    cordons.push(await cordonProcess(installation.env));
    if (plan.cordons === 2)
      cordons.push(await cordonProcess({ ...installation.env, DATABASE_URL: installation.databaseUrl }));
    for (const cordon of cordons) await cordon.start();
    for (const part of ["identity", "endpoint", "firewall", "ticket", "chat", "intel"] as const)
      await range.faults(part, { delayMs: RANGE_DELAY_MS });
    return { installation, range, cordons, clear };
  } catch (error) {
    await clear();
    throw error;
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
