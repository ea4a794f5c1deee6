/** One Cordon that is killed and started again at the same address. */
import { type Child, freePort, startChild } from "./child-process.ts";

export interface CordonProcess {
  url: string;
  /** Starts it; resolves when it says that it is ready, rejects when it is killed before or does not come up by itself. */
  start(): Promise<void>;
  /** Whether it is ready, as far as is known. */
  ready(): boolean;
  kill(): Promise<void>;
  /** Stops it where it stands, until `resume`. */
  pause(): void;
  resume(): void;
  stop(): Promise<number>;
  /** True when it ended without being killed, or did not come up. */
  diedByItself(): boolean;
  /** Milliseconds from each start that was not interrupted to its word that it is ready. */
  startTimes: number[];
  words(): string;
}

export async function cordonProcess(env: Record<string, string>): Promise<CordonProcess> {
  const port = await freePort();
  const startTimes: number[] = [];
  let child: Child | null = null;
  let killed: Child | null = null;
  let ready = false;
  let died = false;
  let said = "";
  return {
    url: `http://127.0.0.1:${port}`,
    startTimes,
    ready: () => ready,
    diedByItself: () => died || (ready && child?.alive() === false),
    words: () => said + (child?.words() ?? ""),
    async start() {
      const began = performance.now();
      const one = startChild(["src/main.ts"], { ...env, CORDON_PORT: String(port) });
      child = one;
      await one.line(/^Cordon is ready/).catch((error) => {
        if (killed !== one) died = true;
        throw error;
      });
      // Its last word may be heard after it was killed.
      if (killed === one) throw new Error("It was killed while it started.");
      ready = true;
      startTimes.push(performance.now() - began);
    },
    async kill() {
      ready = false;
      killed = child;
      if (child?.alive() === false) died = true;
      said = (said + (child?.words() ?? "")).slice(-40_000);
      await child?.kill();
    },
    pause: () => child?.pause(),
    resume: () => child?.resume(),
    async stop() {
      ready = false;
      return (await child?.stop()) ?? 0;
    },
  };
}
