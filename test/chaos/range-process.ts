/** The range in a process of its own: it outlives every Cordon, and its counters are the witness. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { CountedEffect } from "../../range/effect-counter.ts";
import type { PartName } from "../../range/part.ts";
import { startChild } from "./child-process.ts";

export interface RangeProcess {
  parts: Record<PartName, { url: string }>;
  token: string;
  faults(part: PartName, faults: { delayMs?: number; loseAnswers?: number; failNext?: number }): Promise<void>;
  state<S>(part: PartName): Promise<{ entities: S; effects: CountedEffect[] }>;
  stop(): Promise<void>;
}

const TOKEN = "token-of-the-chaos-test";

export async function startRangeProcess(home: string, stateFile: string): Promise<RangeProcess> {
  const path = join(home, "range.json");
  await writeFile(path, stateFile);
  const child = startChild(["range/main.ts", "--port-base", "0", "--token", TOKEN, "--state-file", path]);
  const said = JSON.parse((await child.line(/^{.*}$/))[0]) as { parts: Record<PartName, string> };
  const parts = Object.fromEntries(Object.entries(said.parts).map(([name, url]) => [name, { url }]));
  const ask = async (part: PartName, path: string, body?: unknown) => {
    const answer = await fetch(`${said.parts[part]}/_range/${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: { authorization: `Bearer ${TOKEN}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`The range answered ${answer.status} to ${path} of ${part}.`);
    return answer.json() as Promise<unknown>;
  };
  return {
    parts: parts as RangeProcess["parts"],
    token: TOKEN,
    faults: async (part, faults) => void (await ask(part, "faults", faults)),
    async state<S>(part: PartName) {
      const state = (await ask(part, "state")) as { entities: S; counters: { effects: CountedEffect[] } };
      return { entities: state.entities, effects: state.counters.effects };
    },
    stop: async () => void (await child.stop()),
  };
}
