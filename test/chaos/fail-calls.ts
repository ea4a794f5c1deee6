/** Calls of products fail in every way there is, while alerts come in; nothing is killed. */
import { sleep } from "../../src/clock.ts";
import { type Dice, diceOf } from "../support/dice.ts";
import type { RelayedCall, Treatment } from "./call-relay.ts";
import { FAULTS, spoilt } from "./faults.ts";
import { type Feeder, startFeeder } from "./feeder.ts";
import type { Ground } from "./ground.ts";
import { layRelayedGround } from "./relayed-ground.ts";
import { isEffect, type Testimony, testify } from "./witness.ts";

export interface AfterFaults extends Ground {
  feeder: Feeder;
  /** How often each fault happened. */
  faults: Record<string, number>;
  calls: number;
  testimonies: Testimony[];
}

const SHARE = 0.3;
/** Each silence lasts as long as the call's deadline. */
const MOST_SILENCES = 6;
const PER_SECOND = 12;

/** Until so many calls have failed. */
export async function failCalls(count: number, seed: number): Promise<AfterFaults> {
  const dice = diceOf(seed);
  const after = { faults: {}, calls: 0, testimonies: [] } as unknown as AfterFaults;
  let left = count;
  let last = 0;
  const treat = (call: RelayedCall): Treatment => {
    const fault = left > 0 && dice.chance(SHARE) ? faultFor(call, after, dice) : null;
    if (fault !== null) {
      left -= 1;
      last = Date.now();
    }
    return {
      async before() {
        if (!isEffect(call)) return true;
        after.calls += 1;
        after.testimonies.push(...(await testify(after.installation, call)));
        return true;
      },
      spoil: fault ?? undefined,
    };
  };
  const size = Math.ceil(count * 2) + 100;
  const ground = await layRelayedGround({
    size,
    leaseSeconds: 15,
    treat: (_part, call) => treat(call),
    stops: () => false,
  });
  try {
    Object.assign(after, ground);
    const [cordon] = ground.cordons;
    await cordon!.start();
    const { token } = ground.installation;
    after.feeder = startFeeder({
      url: () => cordon!.url,
      token,
      dice: diceOf(seed + 1),
      perSecond: PER_SECOND,
      most: size,
    });
    last = Date.now();
    while (left > 0 && Date.now() - last < 60_000) await sleep(100);
    await after.feeder.stop();
    return after;
  } catch (error) {
    await ground.clear();
    throw error;
  }
}

function faultFor(call: RelayedCall, { faults }: AfterFaults, dice: Dice): Treatment["spoil"] | null {
  const name = FAULTS[Math.floor(dice.between(0, FAULTS.length))]!;
  if (name.endsWith("silence") && (faults[name] ?? 0) >= MOST_SILENCES) return null;
  const spoil = spoilt(name, call);
  if (spoil !== null) faults[name] = (faults[name] ?? 0) + 1;
  return spoil;
}
