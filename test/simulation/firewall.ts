/** The outside world of one seed: a firewall with faults, which keeps count of what really happened, and asks the journal at each call. */
import { z } from "zod";
import { blockIp, unblockIp } from "../../src/connector/capabilities/network.ts";
import {
  type Action,
  type Connector,
  type ConnectorContext,
  defineAction,
  defineConnector,
  type ReadBack,
} from "../../src/connector/connector.ts";
import { InputError, RefusedError, TransientError } from "../../src/errors.ts";
import type { Dice } from "../support/dice.ts";
import type { Life } from "./life.ts";

/** What a product is like. */
export interface Nature {
  /** It can say whether a block is in force. */
  readable: boolean;
  /** It folds calls under one key into one. */
  idempotent: boolean;
  /** It shows by which rule an address is blocked, so that one made later is told from one before. */
  marks: boolean;
}

export interface Call {
  verb: "block" | "unblock";
  ip: string;
  key: string;
  /** It changed something. */
  effective: boolean;
}

/** How one call goes: what happens in the world, and what the caller hears of it. */
type Fault =
  | "none"
  | "busy"
  | "refused"
  | "broken-before"
  | "broken-after"
  | "lost-before"
  | "lost-after"
  | "garbage-after"
  | "lies";
const FAULTS: readonly Fault[] = [
  ...(["busy", "refused", "broken-before", "broken-after", "lost-before", "lost-after", "garbage-after"] as const),
  // Said to be done and not done; last, because of a product that cannot be asked nobody can ever know it.
  "lies",
];
const HAPPENS: ReadonlySet<Fault> = new Set(["none", "broken-after", "lost-after", "garbage-after"]);

export interface Firewall {
  connector: Connector;
  nature: Nature;
  blocked: Set<string>;
  calls: Call[];
  /** The most that were blocked together at any moment. */
  most(): number;
  /** From now on every call goes as it should. */
  recover(): void;
  /** Somebody takes a block away by hand. */
  unblockByHand(ip: string): void;
  /** Somebody takes a block away and makes the same by hand, to last. */
  blockAnewByHand(ip: string): void;
  /** What is theirs since. */
  byHand: Set<string>;
}

/** Who calls: a process, as the settings of its connection. */
interface Caller {
  settings: { life: Life };
  idempotencyKey: string;
}

function callerOf(context: ConnectorContext<never>): Caller {
  return context as unknown as Caller;
}

export interface FirewallOptions {
  nature: Nature;
  dice: Dice;
  /** Share of calls that go wrong. */
  faults: number;
  /** Looks at the journal before anything happens. */
  witness(call: { capability: string; key: string; args: Record<string, unknown> }): Promise<void>;
}

/** What is really blocked, by which rule, and who did it. */
function newBlocks(nature: Nature) {
  const blocked = new Set<string>();
  const byHand = new Set<string>();
  const calls: Call[] = [];
  const known = new Set<string>();
  const rules = new Map<string, string>();
  let [most, made] = [0, 0];
  return {
    ...{ blocked, byHand, calls },
    most: () => most,
    happen(verb: Call["verb"], ip: string, key: string): boolean {
      const before = blocked.has(ip);
      const folded = nature.idempotent && known.has(key);
      known.add(key);
      if (!folded && verb === "block") blocked.add(ip);
      if (!folded && verb === "unblock") blocked.delete(ip);
      if (!before && blocked.has(ip)) rules.set(ip, `rule-${++made}`);
      most = Math.max(most, blocked.size - byHand.size);
      calls.push({ verb, ip, key, effective: !folded && before !== blocked.has(ip) });
      return before;
    },
    mark: (ip: string) => (nature.marks && blocked.has(ip) ? rules.get(ip) : undefined),
    unblockByHand(ip: string): void {
      blocked.delete(ip);
      byHand.delete(ip);
    },
    blockAnewByHand(ip: string): void {
      rules.set(ip, `by-hand-${++made}`);
      byHand.add(ip);
    },
  };
}

export function newFirewall(options: FirewallOptions): Firewall {
  const world = { ...options };
  const { nature, dice } = world;
  const { happen, mark, ...blocks } = newBlocks(nature);
  const { blocked } = blocks;

  async function called(verb: Call["verb"], ip: string, { settings, idempotencyKey: key }: Caller): Promise<boolean> {
    const { life } = settings;
    const fault = faultOf(world);
    await life.moment();
    const before = HAPPENS.has(fault) ? happen(verb, ip, key) : blocked.has(ip);
    await life.moment();
    complain(fault);
    return before;
  }

  async function look({ settings }: Caller, ip: string, wanted: boolean): Promise<ReadBack> {
    await settings.life.moment();
    if (dice.chance(world.faults / 2)) throw new TransientError("connector.unavailable", "The answer is lost.");
    const inForce = blocked.has(ip) === wanted;
    return { inForce: inForce ? "yes" : "no", seen: { blocked: blocked.has(ip) }, mark: mark(ip) };
  }

  const plain = { docs: "none", permissions: [], idempotent: nature.idempotent };
  const readable = (action: Action, wanted: boolean): Action =>
    nature.readable
      ? { ...action, readBack: (context, { ip }) => look(callerOf(context as never), String(ip), wanted) }
      : action;
  const block = defineAction({
    capability: blockIp,
    ...plain,
    async run(context, input) {
      await witnessed(options, blockIp.id, callerOf(context as never), input);
      return { wasBlocked: await called("block", input.ip, callerOf(context as never)) };
    },
  });
  const unblock = defineAction({
    capability: unblockIp,
    ...plain,
    async run(context, input) {
      await witnessed(options, unblockIp.id, callerOf(context as never), input);
      await called("unblock", input.ip, callerOf(context as never));
      return {};
    },
  });
  const connector = defineConnector({
    ...{ id: "simulated", title: "Simulated firewall", docs: "none", settings: z.object({}), secrets: [] },
    actions: [readable(block as unknown as Action, true), readable(unblock as unknown as Action, false)],
  });
  return {
    ...{ connector, nature, ...blocks },
    recover: () => {
      world.faults = 0;
    },
  };
}

function faultOf({ dice, faults, nature }: FirewallOptions): Fault {
  if (!dice.chance(faults)) return "none";
  return FAULTS[Math.floor(dice.between(0, FAULTS.length - (nature.readable ? 0 : 1)))]!;
}

async function witnessed(
  { witness }: FirewallOptions,
  capability: string,
  { settings, idempotencyKey }: Caller,
  args: Record<string, unknown>,
): Promise<void> {
  await settings.life.moment();
  await witness({ capability, key: idempotencyKey, args });
}

function complain(fault: Fault): void {
  switch (fault) {
    case "busy":
      throw new TransientError("connector.rate-limited", "Too many calls.", { retryAfterMs: 10 });
    case "refused":
      throw new RefusedError("connector.rejected", "The product says no.");
    case "broken-before":
    case "broken-after":
      throw new TransientError("connector.unavailable", "503");
    case "lost-before":
    case "lost-after":
      throw new TransientError("connector.timeout", "No answer came.");
    case "garbage-after":
      throw new InputError("connector.bad-answer", "That is no JSON.");
    default:
  }
}
