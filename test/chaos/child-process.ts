/** Programs of ours in processes of their own, that can be killed. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { sleep } from "../../src/clock.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const NODE = `${ROOT}node_modules/.bin/node`;
/** As `npm start` keeps it: a server that is killed a thousand times is not compiled a thousand times. */
const COMPILED = `${ROOT}.cache/compiled/`;
/** A start takes seconds, on the busiest machine a minute. */
const PATIENCE_MS = 180_000;
const FLAGS = ["--disallow-code-generation-from-strings", "--disable-proto=delete"];

export interface Child {
  pid: number;
  /** Lines of standard output matching the pattern: the first one. Rejects when the process is gone before, or says nothing of the kind for minutes. */
  line(pattern: RegExp): Promise<RegExpExecArray>;
  alive(): boolean;
  /** kill -9, and waits until it is gone. */
  kill(): Promise<void>;
  /** Stops it where it stands, as a machine does that swaps, until `resume`. */
  pause(): void;
  resume(): void;
  /** Asks it to stop; answers its exit code, -1 when it had to be killed. */
  stop(): Promise<number>;
  /** The last of what it said on standard error. */
  words(): string;
}

/** Starts `node <file> …args` under the flags of the server. */
export function startChild(args: string[], env: Record<string, string> = {}): Child {
  // Straight to the binary: a launcher in between would be killed instead of what it launched.
  const child = spawn(NODE, [...FLAGS, ...args], {
    cwd: ROOT,
    env: { NODE_COMPILE_CACHE: COMPILED, ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  let words = "";
  const wake = () => {
    for (const one of waiting) one();
  };
  createInterface({ input: child.stdout! }).on("line", (line) => {
    lines.push(line);
    wake();
  });
  child.stderr!.on("data", (chunk: Buffer) => {
    words = (words + chunk.toString()).slice(-20_000);
  });
  const gone = exitOf(child).then(wake);
  const alive = () => child.exitCode === null && child.signalCode === null;
  return {
    pid: child.pid!,
    alive,
    words: () => words,
    async line(pattern) {
      const began = performance.now();
      const late = setTimeout(wake, PATIENCE_MS + 1);
      late.unref();
      for (;;) {
        const match = lines.map((line) => pattern.exec(line)).find((found) => found !== null);
        if (match !== undefined) return match;
        if (!alive()) throw new Error(`The process ended before it said ${pattern}: ${words}`);
        if (performance.now() - began > PATIENCE_MS) throw new Error(`The process did not say ${pattern}: ${words}`);
        await new Promise<void>((resolve) => {
          waiting.add(resolve);
        });
      }
    },
    async kill() {
      child.kill("SIGKILL");
      await gone;
    },
    pause: () => void child.kill("SIGSTOP"),
    resume: () => void child.kill("SIGCONT"),
    async stop() {
      child.kill("SIGTERM");
      await Promise.race([gone, sleep(30_000)]);
      if (!alive()) return child.exitCode ?? 128;
      child.kill("SIGKILL");
      await gone;
      return -1;
    },
  };
}

async function exitOf(child: ChildProcess): Promise<void> {
  if (child.exitCode === null) await once(child, "exit");
}

/** A port that nobody uses now. */
export async function freePort(): Promise<number> {
  const { createServer } = await import("node:net");
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}
