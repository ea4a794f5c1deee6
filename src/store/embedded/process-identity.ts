import { readFileSync } from "node:fs";

/**
 * A process that another one can still recognize later. A bare pid is not enough: after a restart of a container the
 * same small numbers come back for other programs, so on Linux the start time within this boot is part of the identity.
 */
export interface ProcessIdentity {
  pid: number;
  /** Boot and start tick on Linux; empty where the system does not tell, and then only the pid counts. */
  mark: string;
}

/** The identity of a running process; undefined when there is none with that pid, or only its unreaped remains. */
export function identifyProcess(pid: number): ProcessIdentity | undefined {
  if (process.platform === "linux") {
    const stat = readOrUndefined(`/proc/${pid}/stat`);
    if (stat !== undefined) return fromStat(pid, stat);
  }
  return signalReaches(pid) ? { pid, mark: "" } : undefined;
}

/** Whether the very process that was identified earlier still runs. */
export function isRunning(identity: ProcessIdentity): boolean {
  const now = identifyProcess(identity.pid);
  return now !== undefined && (identity.mark === "" || now.mark === "" || now.mark === identity.mark);
}

/** One line of text for a pid file; {@link parseIdentity} reads it back. */
export function identityText(identity: ProcessIdentity): string {
  return `${identity.pid} ${identity.mark}\n`;
}

/** The identity that {@link identityText} wrote; undefined for anything else, such as a half-written file. */
export function parseIdentity(text: string): ProcessIdentity | undefined {
  const match = /^(\d+) (\S*)\n$/.exec(text);
  return match === null ? undefined : { pid: Number(match[1]), mark: match[2] ?? "" };
}

/** This process. */
export function ownIdentity(): ProcessIdentity {
  return identifyProcess(process.pid) ?? { pid: process.pid, mark: "" };
}

/** Fields of proc_pid_stat(5) after the program's name, which may itself hold spaces and brackets. */
function fromStat(pid: number, stat: string): ProcessIdentity | undefined {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const state = fields[0];
  if (state === "Z" || state === "X") return undefined;
  const boot = readOrUndefined("/proc/sys/kernel/random/boot_id")?.slice(0, 8) ?? "";
  return { pid, mark: `${boot}-${fields[19] ?? ""}` };
}

function signalReaches(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function readOrUndefined(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
