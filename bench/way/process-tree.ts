/** What a process and everything under it uses, as the Linux kernel accounts it. */
import { readdirSync, readFileSync } from "node:fs";

/** The kernel's clock ticks in a second, on every Linux that Node runs on. */
const TICKS = 100;

interface Stat {
  pid: number;
  parent: number;
  cpuMs: number;
}

function stats(): Stat[] {
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const text = readFileSync(`/proc/${name}/stat`, "utf8");
      const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
      return [
        {
          pid: Number(name),
          parent: Number(fields[1]),
          cpuMs: ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS,
        },
      ];
    } catch {
      return [];
    }
  });
}

/** CPU time that the process and its living descendants have used so far, in milliseconds. */
export function cpuMsOf(pid: number): number {
  const all = stats();
  const inside = new Set([pid]);
  for (let grew = true; grew; ) {
    const before = inside.size;
    for (const one of all) if (inside.has(one.parent)) inside.add(one.pid);
    grew = inside.size > before;
  }
  return all.reduce((sum, one) => sum + (inside.has(one.pid) ? one.cpuMs : 0), 0);
}

/** Resident memory of one process, in MiB. */
export function rssMiBOf(pid: number): number {
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024);
}
