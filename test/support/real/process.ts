/** Starts a real server for a test and stops exactly that one again. */
import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";

export interface RunningProcess {
  /** What it wrote so far, for a test that has to explain a failure. */
  output(): string;
  /** Ends it at once and without a word, as `kill -9` does. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** A TCP port on loopback that nobody listened on a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}

/** Starts a program and waits until `isReady` says so; throws with its output when it ends early or takes longer than `timeoutMs`. */
export async function startProcess(
  command: string,
  args: string[],
  options: { env?: Record<string, string>; cwd?: string; timeoutMs: number; isReady: () => Promise<boolean> },
): Promise<RunningProcess> {
  const child = spawn(command, args, {
    env: { ...process.env, ...options.env },
    ...(options.cwd ? { cwd: options.cwd } : {}),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => (output = (output + chunk).slice(-20_000)));
  child.on("error", (error) => (output += String(error)));
  const deadline = Date.now() + options.timeoutMs;
  while (!(await options.isReady().catch(() => false))) {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined)
      throw new Error(`${command} ended before it was ready:\n${output}`);
    if (Date.now() > deadline) {
      await stop(child);
      throw new Error(`${command} was not ready after ${options.timeoutMs} ms:\n${output}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { output: () => output, kill: () => kill(child), stop: () => stop(child) };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await ended;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const force = setTimeout(() => child.kill("SIGKILL"), 5000);
  await ended;
  clearTimeout(force);
}

/** True when `url` answers at all. */
export async function answers(url: string): Promise<boolean> {
  const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
  await response.arrayBuffer();
  return true;
}

/** Says loudly why tests of a real system do not run here, and answers whether they do. */
export function isInstalled(found: boolean, system: string, packages: string): boolean {
  if (!found)
    console.warn(
      `SKIPPED: ${system} is not installed, so its tests did not run. To run them: apt-get install --no-install-recommends ${packages}`,
    );
  return found;
}
