/** Sends alerts and measures from the (scheduled) sending to the arrival of the containment call. */
import { Agent, request } from "node:http";
import type { Stub } from "./stub.ts";

let sequence = 0;
const run = process.pid.toString(36) + Date.now().toString(36);

/** About 1 KB, as an endpoint product would send it; every alert takes the longest path. */
export function alert(): { id: string; body: string } {
  const n = ++sequence;
  const id = `a-${run}-${n}`;
  const body = {
    id,
    ts: new Date().toISOString(),
    vendor: "acme-edr",
    product: "sensor",
    rule: "T1059.001 encoded PowerShell spawned by Office",
    severity: "HIGH",
    confidence: 87,
    src_ip: `203.0.113.${n % 254}`,
    dst_ip: "198.51.100.7",
    host: `ws-${n % 500}.corp.example`,
    user: `user${n % 300}`,
    process: {
      name: "powershell.exe",
      pid: 4000 + (n % 2000),
      cmdline: `powershell -nop -w hidden -enc ${"QUJD".repeat(60)}`,
      parent: "winword.exe",
      sha256: n.toString(16).padStart(8, "0").repeat(8),
    },
    tags: ["execution", "initial-access", "office"],
    raw: { event_id: 4688, channel: "Security", seq: n, note: "x".repeat(120) },
  };
  return { id, body: JSON.stringify(body) };
}

export interface Target {
  url: string;
  token: string;
}

export interface Measured {
  sent: number;
  refused: number;
  lost: number;
  perSecond: number;
  latenciesMs: number[];
}

function poster(target: Target): (body: string) => Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  return (body) =>
    new Promise((resolve) => {
      const outgoing = request(
        target.url,
        {
          agent,
          method: "POST",
          headers: {
            "content-type": "application/json",
            "content-length": Buffer.byteLength(body),
            authorization: `Bearer ${target.token}`,
          },
        },
        (answer) => {
          answer.resume();
          answer.on("end", () => resolve(answer.statusCode ?? 0));
        },
      );
      outgoing.on("error", () => resolve(0));
      outgoing.end(body);
    });
}

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Keeps `window` alerts outstanding for `seconds` after `warm` seconds; counts what was contained in that time. `mark` is called at its beginning and its end. */
export async function saturate(
  target: Target,
  stub: Stub,
  options: { window: number; seconds: number; warm: number; mark(): void },
): Promise<Measured> {
  const post = poster(target);
  const sentAt = new Map<string, number>();
  let refused = 0;
  let outstanding = 0;
  let running = true;
  const fire = () => {
    while (running && outstanding < options.window) {
      const { id, body } = alert();
      outstanding += 1;
      sentAt.set(id, performance.now());
      post(body).then((status) => {
        if (status >= 200 && status < 300) return;
        refused += 1;
        sentAt.delete(id);
        outstanding -= 1;
        setTimeout(fire, 50);
      });
    }
  };
  stub.onContain = () => {
    outstanding -= 1;
    fire();
  };
  fire();
  await wait(options.warm * 1000);
  const from = performance.now();
  options.mark();
  await wait(options.seconds * 1000);
  options.mark();
  const to = performance.now();
  running = false;
  const lost = await drain(sentAt, stub);
  return summary(sentAt, stub, refused, lost, from, to, (contained) => contained);
}

/** Sends at a steady rate, whatever comes back; latency is from the moment it was due to be sent. */
export async function trickle(
  target: Target,
  stub: Stub,
  options: { rate: number; seconds: number; warm: number },
): Promise<Measured> {
  const post = poster(target);
  const sentAt = new Map<string, number>();
  let refused = 0;
  stub.onContain = () => {};
  const start = performance.now();
  for (let k = 0; k < (options.warm + options.seconds) * options.rate; k += 1) {
    const due = start + (k * 1000) / options.rate;
    if (due > performance.now()) await wait(due - performance.now());
    const { id, body } = alert();
    sentAt.set(id, due);
    post(body).then((status) => {
      if (status < 200 || status > 299) refused += 1;
    });
  }
  const to = performance.now();
  const lost = await drain(sentAt, stub);
  return summary(sentAt, stub, refused, lost, start + options.warm * 1000, to, (_contained, sent) => sent);
}

async function drain(sentAt: Map<string, number>, stub: Stub): Promise<number> {
  const open = () => [...sentAt.keys()].filter((id) => !stub.contained.has(id)).length;
  for (const end = performance.now() + 30_000; performance.now() < end && open() > 0; ) await wait(50);
  return open();
}

function summary(
  sentAt: Map<string, number>,
  stub: Stub,
  refused: number,
  lost: number,
  from: number,
  to: number,
  when: (contained: number, sent: number) => number,
): Measured {
  const inside = [...sentAt].flatMap(([id, sent]) => {
    const contained = stub.contained.get(id);
    if (contained === undefined) return [];
    const at = when(contained, sent);
    return at >= from && at <= to ? [contained - sent] : [];
  });
  return {
    sent: sentAt.size,
    refused,
    lost,
    perSecond: inside.length / ((to - from) / 1000),
    latenciesMs: inside.sort((a, b) => a - b),
  };
}

/** The p-quantile of sorted values, in milliseconds with one decimal. */
export function quantile(sorted: number[], p: number): number {
  return Math.round((sorted[Math.min(sorted.length - 1, Math.ceil(p * sorted.length) - 1)] ?? Number.NaN) * 10) / 10;
}
