/** Two Cordons on one database: what one had in its hands when it died, or hung, the other goes on with. */
import { availableParallelism, loadavg } from "node:os";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sleep } from "../../src/clock.ts";
import { alertNumber } from "./alerts.ts";
import type { CordonProcess } from "./cordon-process.ts";
import { damageOf, NO_DAMAGE } from "./damage.ts";
import { post } from "./feeder.ts";
import { type Ground, layGround } from "./ground.ts";
import { query, untilQuiet } from "./ledger.ts";

const ALERTS = 24;
/** Long enough that every run is in the middle of something for a while. */
const CALL_MS = 150;

let ground: Ground;
/** Workers by the table, in the order in which their Cordons were started. */
let workers: string[];
const acknowledged = new Map<string, string>();

beforeAll(async () => {
  ground = await layGround({ cordons: 2, size: 400, leaseSeconds: 3_600, atATime: null });
  for (const part of ["identity", "endpoint", "firewall", "ticket", "chat", "intel"] as const)
    await ground.range.faults(part, { delayMs: CALL_MS });
  workers = (await ask<{ id: string }>("SELECT id FROM workers ORDER BY id")).map(({ id }) => id);
});
afterAll(() => ground?.clear());

const ask = <R extends object>(sql: string) => query<R>(ground.installation, sql);

async function deliver(): Promise<void> {
  const { token } = ground.installation;
  const from = acknowledged.size;
  const alerts = Array.from({ length: ALERTS }, (_, n) => alertNumber(from + n));
  await Promise.all(
    alerts.map(async (alert) => {
      while ((await post({ url: () => ground.cordons[0]!.url, token }, alert)) !== 202) await sleep(60);
    }),
  );
  for (const { uid, connection } of alerts) acknowledged.set(uid, connection);
}

interface Standing {
  id: string;
  position: number;
  epoch: number;
  status: string;
}

const STANDINGS = "SELECT id, position, epoch, status FROM runs";

/** Waits until one of them has many runs in its hands, and answers which Cordon and which runs. */
async function busyOne(): Promise<{ ids: string[]; cordon: CordonProcess }> {
  for (const end = Date.now() + 30_000; Date.now() < end; await sleep(10))
    for (const [index, worker] of workers.entries()) {
      const held = await ask<{ id: string }>(`SELECT id FROM runs WHERE owner = '${worker}'`);
      if (held.length >= ALERTS / 3) return { ids: held.map(({ id }) => id), cordon: ground.cordons[index]! };
    }
  throw new Error("nobody took many runs");
}

/** How long, from now on, until each of these runs that was not at its end has made another move in other hands, the slowest last. */
async function goneOnAfter(ids: readonly string[], patienceMs: number): Promise<number[]> {
  const began = performance.now();
  const left = new Map((await ask<Standing>(STANDINGS)).map((run) => [run.id, run]));
  const after: number[] = [];
  const waiting = new Set(ids.filter((id) => !endedByItself(left.get(id)!)));
  while (waiting.size > 0 && performance.now() - began < patienceMs) {
    for (const run of await ask<Standing>(STANDINGS)) {
      if (!waiting.has(run.id) || !hasGoneOn(run, left.get(run.id)!)) continue;
      waiting.delete(run.id);
      after.push(Math.round(performance.now() - began));
    }
    await sleep(10);
  }
  return [...after, ...Array.from(waiting, () => Number.POSITIVE_INFINITY)];
}

/** More than twice as much wants to run as can: what the clock says then is about the others. */
const isBusy = () => loadavg()[0]! > 2 * availableParallelism();

const endedByItself = ({ epoch, status }: Standing) => epoch === 0 && status === "done";

/** Taken over, and moved on since; what the other took and ended before we looked has gone on as well. */
function hasGoneOn(now: Standing, left: Standing): boolean {
  return now.epoch > 0 && (now.position > left.position || now.status === "done");
}

async function expectNoDamage(): Promise<void> {
  await untilQuiet(ground.installation, 60_000);
  const { damage, ledger } = await damageOf({ ...ground, feeder: { acknowledged, refusals: [] } });
  expect(damage).toEqual(NO_DAMAGE);
  expect(ledger.runs.length).toBe(acknowledged.size);
}

describe("of two Cordons on one database", () => {
  test("when one hangs, its runs go on in the other, and it changes nothing when it wakes", async () => {
    await deliver();
    const { ids, cordon } = await busyOne();
    cordon.pause();
    const after = await goneOnAfter(ids, 60_000);
    cordon.resume();
    console.log(JSON.stringify({ takenFromHanging: after.length, maxMs: after.at(-1) }));
    expect(after.length).toBeGreaterThan(0);
    expect(after.at(-1)).toBeLessThan(Number.POSITIVE_INFINITY);
    await expectNoDamage();
    expect(cordon.diedByItself()).toBe(false);
  });

  test("when one is killed, every run that it had goes on in the other within 2 s", async () => {
    await deliver();
    const { ids, cordon } = await busyOne();
    await cordon.kill();
    const after = await goneOnAfter(ids, 30_000);
    console.log(JSON.stringify({ takenOver: after.length, p50Ms: after[after.length >> 1], maxMs: after.at(-1) }));
    expect(after.length).toBeGreaterThan(0);
    if (isBusy()) console.warn(`The machine is busy with other things (load ${loadavg()[0]}): the time says nothing.`);
    else expect(after.at(-1)).toBeLessThanOrEqual(2_000);
    expect(after.at(-1)).toBeLessThan(Number.POSITIVE_INFINITY);
    await expectNoDamage();
  });
});
