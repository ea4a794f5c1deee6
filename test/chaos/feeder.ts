/** Sends alerts as real products do: what is not answered with 2xx is sent again, until it is. */
import { sleep } from "../../src/clock.ts";
import type { Dice } from "../support/dice.ts";
import { alertNumber, anotherOf, type SentAlert } from "./alerts.ts";

export interface Feeder {
  /** Uids of the alerts that were acknowledged, by connection. */
  acknowledged: Map<string, string>;
  /** Deliveries that were answered neither 2xx nor with a reason to come back: a defect. */
  refusals: string[];
  attempts(): number;
  /** Sends no more, and waits until everything begun is acknowledged. */
  stop(): Promise<void>;
}

export interface FeederOptions {
  /** Where a delivery may go now; asked before each attempt. */
  url(): string;
  token: string;
  dice: Dice;
  perSecond: number;
  /** No more alerts than there are entities for. */
  most: number;
}

const SENDERS = 4;

export function startFeeder(options: FeederOptions): Feeder {
  const { dice } = options;
  const acknowledged = new Map<string, string>();
  const refusals: string[] = [];
  let stopping = false;
  let attempts = 0;
  let next = 0;

  async function deliver(alert: SentAlert): Promise<void> {
    for (;;) {
      attempts += 1;
      const status = await post(options, alert);
      if (status >= 200 && status < 300) break;
      if (status >= 400 && status !== 429 && status !== 503) refusals.push(`${status} to ${alert.uid}`);
      await sleep(60);
    }
    acknowledged.set(alert.uid, alert.connection);
  }

  async function send(): Promise<void> {
    while (!stopping && next < options.most) {
      const n = next++;
      const alert = alertNumber(n);
      await deliver(alert);
      // Products repeat themselves, and say more about what they said something about already.
      if (dice.chance(0.1)) await deliver(alert);
      if (n % 4 === 1 && dice.chance(0.3)) await deliver(anotherOf(n));
      await sleep((SENDERS * 1000) / options.perSecond);
    }
  }

  const senders = Array.from({ length: SENDERS }, send);
  return {
    acknowledged,
    refusals,
    attempts: () => attempts,
    async stop() {
      stopping = true;
      await Promise.all(senders);
    },
  };
}

/** Hands over one alert: the answer's status; 0 when there was none. */
export async function post(options: Pick<FeederOptions, "url" | "token">, alert: SentAlert): Promise<number> {
  try {
    const answer = await fetch(`${options.url()}/v1/ingest/${alert.connection}`, {
      method: "POST",
      headers: { authorization: `Bearer ${options.token}`, "content-type": "application/json" },
      body: JSON.stringify(alert.body),
      signal: AbortSignal.timeout(5_000),
    });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return 0;
  }
}
