/** A text tried on the incidents of the past: what is known so far, and the way to stop it. */
import { useEffect, useRef, useState } from "react";
import type {
  BacktestIncident,
  BacktestLine,
  BacktestRequest,
  BacktestSum,
} from "../../../../src/api/contract/backtest.ts";
import { ask } from "../../api/client.ts";
import { linesOf } from "../../api/line-reader.ts";

const DAY_MS = 86_400_000;
/** More are counted, and not listed. */
const MOST_LISTED = 200;

export interface PastTold {
  state: "running" | "ended" | "stopped" | "broken-off";
  done: number;
  total: number;
  sum: BacktestSum | null;
  incidents: BacktestIncident[];
  error: unknown;
}

const BEGUN: PastTold = { state: "running", done: 0, total: 0, sum: null, incidents: [], error: null };

/** What is known after one more line. */
export function toldWith(told: PastTold, line: BacktestLine): PastTold {
  if (line.kind === "progress") return { ...told, done: line.done, total: line.total, sum: line.sum };
  if (line.kind === "sum") return { ...told, state: "ended", sum: line.sum };
  if (told.incidents.length >= MOST_LISTED) return told;
  return { ...told, incidents: [...told.incidents, line] };
}

export function usePast(source: string) {
  const [told, setTold] = useState<PastTold | null>(null);
  const going = useRef<AbortController | null>(null);
  useEffect(() => () => going.current?.abort(), []);
  const begin = async (days: number) => {
    going.current?.abort();
    const controller = new AbortController();
    const { signal } = controller;
    going.current = controller;
    const tell = (change: (before: PastTold) => PastTold) => {
      if (!signal.aborted) setTold((before) => change(before ?? BEGUN));
    };
    tell(() => BEGUN);
    const since = new Date(Date.now() - days * DAY_MS).toISOString();
    try {
      const answer = await ask("/v1/playbooks/backtest", { source, since } satisfies BacktestRequest, signal);
      if (answer.body !== null)
        for await (const line of linesOf<BacktestLine>(answer.body)) tell((before) => toldWith(before, line));
      // Without its last line the answer was broken off.
      tell((before) => (before.state === "running" ? { ...before, state: "broken-off" } : before));
    } catch (error) {
      tell((before) => ({ ...before, state: "broken-off", error }));
    }
  };
  const stop = () => {
    going.current?.abort();
    setTold((before) => before && { ...before, state: "stopped" });
  };
  return { told, begin: (days: number) => void begin(days), stop };
}
