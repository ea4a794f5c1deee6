/** A budget of so many at a time, held against the range's own record: what was blocked when, and whether all of its room is there again in the end. */
import type { CountedEffect } from "../../range/effect-counter.ts";
import { lateScan } from "./alerts.ts";
import { post } from "./feeder.ts";
import type { Aftermath } from "./kill-again.ts";
import { untilQuiet, untilResponsesEnded } from "./ledger.ts";

/** Few beside what is wanted at a time, so that there is hardly a moment without somebody at the bound. */
export const AT_A_TIME = 5;

const PATIENCE_MS = 180_000;

export interface Overfilled {
  /** How often something was blocked. */
  blocks: number;
  /** The most that was blocked together. */
  most: number;
  faults: string[];
}

/** When all is over, one more than there is room for is wanted at once: as many as there is room for are blocked. */
export async function overfill(after: Aftermath, atATime: number): Promise<Overfilled> {
  await untilQuiet(after.installation, PATIENCE_MS);
  const before = replay(await effectsOf(after));
  await Promise.all(Array.from({ length: atATime + 1 }, (_none, n) => deliver(after, n)));
  await untilResponsesEnded(after.installation, PATIENCE_MS);
  const { blocks, most } = replay(await effectsOf(after));
  const through = blocks - before.blocks;
  const faults = [
    ...(most > atATime ? [`${most} addresses were blocked at a time of ${atATime}`] : []),
    ...(before.most < atATime ? [`no more than ${before.most} of ${atATime} were ever blocked: it shows nothing`] : []),
    ...(before.now > 0 ? [`${before.now} addresses are blocked when all is over`] : []),
    ...(through === atATime ? [] : [`${through} of ${atATime} were let through when all was over`]),
  ];
  return { blocks, most, faults };
}

async function effectsOf({ range }: Aftermath): Promise<CountedEffect[]> {
  return (await range.state("firewall")).effects;
}

/** Each call under its key stands where it came first, and no call changes anything later. */
function replay(effects: readonly CountedEffect[]): { blocks: number; most: number; now: number } {
  let [blocks, most, now] = [0, 0, 0];
  for (const { verb, effective } of effects) {
    if (verb === "block-ip") {
      blocks += effective;
      now += effective;
    } else if (verb === "unblock-ip") now -= effective;
    most = Math.max(most, now);
  }
  return { blocks, most, now };
}

/** Through each Cordon in turn. */
async function deliver({ cordons, installation, feeder }: Aftermath, n: number): Promise<void> {
  const cordon = cordons[n % cordons.length]!;
  const alert = lateScan(n);
  const status = await post({ url: () => cordon.url, token: installation.token }, alert);
  if (status >= 200 && status < 300) feeder.acknowledged.set(alert.uid, alert.connection);
  else feeder.refusals.push(`${status} to ${alert.uid}`);
}
