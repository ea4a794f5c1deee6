/** Keeps so many requests outstanding, and counts what was answered and how soon. */
import type { Template } from "./messages.ts";
import { messagesOf } from "./messages.ts";
import { openPoster } from "./socket.ts";

export interface Load {
  port: number;
  tokens: Record<string, string>;
  templates: readonly Template[];
  /** Requests outstanding. */
  window: number;
  /** Alerts a request. */
  batch: number;
  seconds: number;
  warm: number;
  /** Called at the beginning and at the end of the measured time. */
  mark(): void;
}

export interface Outcome {
  alertsPerSecond: number;
  /** Of the answers of the measured time, sorted. */
  latenciesMs: number[];
  /** Alerts accepted, in all the time. */
  accepted: number;
  /** Requests answered 429. */
  refused: number;
  /** Requests without an answer, or with another. */
  failed: number;
}

let sequence = 0;
const run = Date.now().toString(16);

/** Drives the load until its time is over and everything outstanding is answered. */
export async function drive(load: Load): Promise<Outcome> {
  const outcome: Outcome = { alertsPerSecond: 0, latenciesMs: [], accepted: 0, refused: 0, failed: 0 };
  const from = performance.now() + load.warm * 1000;
  const to = from + load.seconds * 1000;
  let inside = 0;
  setTimeout(load.mark, load.warm * 1000);
  const ended = new Promise<void>((resolve) =>
    setTimeout(() => resolve(load.mark()), (load.warm + load.seconds) * 1000),
  );

  async function sender(index: number): Promise<void> {
    const template = load.templates[index % load.templates.length]!;
    const message = messagesOf(template);
    const poster = openPoster(load.port);
    while (performance.now() < to) {
      const lines: string[] = [];
      for (let n = 0; n < load.batch; n += 1) lines.push(message(`${run}-${(++sequence).toString(16)}`));
      const sent = performance.now();
      const answer = await poster.post(
        `/v1/ingest/${template.connection}`,
        load.tokens[template.connection]!,
        lines.join("\n"),
      );
      const now = performance.now();
      if (answer.status === 202) {
        const accepted = Number(/"accepted":(\d+)/.exec(answer.body)?.[1] ?? 0);
        outcome.accepted += accepted;
        if (now >= from && now <= to) {
          inside += accepted;
          outcome.latenciesMs.push(now - sent);
        }
      } else if (answer.status === 429) {
        outcome.refused += 1;
        await new Promise((resolve) => setTimeout(resolve, Number(answer.retryAfter || 1) * 1000));
      } else outcome.failed += 1;
    }
    poster.close();
  }

  await Promise.all([ended, ...Array.from({ length: load.window }, (_, index) => sender(index))]);
  outcome.alertsPerSecond = Math.round(inside / load.seconds);
  outcome.latenciesMs.sort((a, b) => a - b);
  return outcome;
}
