/** A network namespace of a test's own, with one link to this machine: real servers on their standard ports that meet nobody else's. */
import { execFile, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { isInstalled, type RunningProcess, startProcess } from "./process.ts";

const execute = promisify(execFile);

export interface Namespace {
  name: string;
  /** Where this machine reaches what listens inside, and what inside sees as the caller. */
  address: string;
  callerAddress: string;
  /** The link in CIDR notation, for an egress policy. */
  cidr: string;
  /** Runs a program inside to its end; throws when it fails. */
  run(command: string, ...args: string[]): Promise<string>;
  /** Starts a program inside that goes on; it ends with {@link stop} at the latest. */
  start(
    command: string,
    args: string[],
    options: { timeoutMs: number; isReady: () => Promise<boolean>; env?: Record<string, string> },
  ): Promise<RunningProcess>;
  /** Ends what runs inside, by process id, and removes namespace and link. */
  stop(): Promise<void>;
}

/** False, with a loud reason, where namespaces cannot be made. */
export function canMakeNamespaces(): boolean {
  if (process.getuid?.() !== 0) {
    console.warn("SKIPPED: network namespaces need root, so the tests of systems that run in one did not run.");
    return false;
  }
  return isInstalled(spawnSync("ip", ["-V"]).status === 0, "iproute2", "iproute2");
}

/** Makes one; names and addresses are drawn at random so that runs side by side do not meet. */
export async function createNamespace(purpose: string): Promise<Namespace> {
  const [a, b, c] = randomBytes(3) as unknown as [number, number, number];
  const id = [a, b, c].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const name = `cordon-${purpose}-${id}`;
  const base = `10.${200 + (a % 50)}.${b}.`;
  const first = c & 0xfc;
  const link = `cd${id}`;
  const [callerAddress, address] = [`${base}${first + 1}`, `${base}${first + 2}`];
  await ip(`netns add ${name}`);
  const stop = async () => {
    await endProcessesIn(name);
    await ip(`link del ${link}`).catch(() => undefined); // Gone already when the namespace took its other end along.
    await ip(`netns del ${name}`).catch(() => undefined);
  };
  try {
    await ip(`link add ${link} type veth peer name link netns ${name}`);
    await ip(`addr add ${callerAddress}/30 dev ${link}`);
    await ip(`link set dev ${link} up`);
    await ip(`-n ${name} addr add ${address}/30 dev link`);
    await ip(`-n ${name} link set dev link up`);
    await ip(`-n ${name} link set dev lo up`);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    name,
    address,
    callerAddress,
    cidr: `${base}${first}/30`,
    run: async (command, ...args) => (await execute("ip", ["netns", "exec", name, command, ...args])).stdout,
    start: (command, args, options) => startProcess("ip", ["netns", "exec", name, command, ...args], options),
    stop,
  };
}

/** One call of iproute2's `ip`; its arguments must not need spaces inside. */
export async function ip(args: string): Promise<string> {
  return (await execute("ip", args.split(" "))).stdout;
}

async function endProcessesIn(name: string): Promise<void> {
  for (const signal of ["SIGTERM", "SIGKILL"] as const) {
    const pids = (await ip(`netns pids ${name}`).catch(() => "")).split("\n").filter((pid) => pid !== "");
    if (pids.length === 0) return;
    for (const pid of pids) endProcess(Number(pid), signal);
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

function endProcess(pid: number, signal: "SIGTERM" | "SIGKILL"): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself since it was listed.
  }
}
