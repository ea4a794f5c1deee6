/** Starts the simulated company: eight servers on loopback, one token. */
import { type Clock, systemClock } from "../src/clock.ts";
import { chat } from "./chat.ts";
import { endpoint } from "./endpoint.ts";
import { firewall } from "./firewall.ts";
import { identity } from "./identity.ts";
import { intel } from "./intel.ts";
import { mail } from "./mail.ts";
import { PART_NAMES, type Part, type PartName, type PartState } from "./part.ts";
import { type ServedPart, servePart } from "./serve-part.ts";
import { siem } from "./siem.ts";
import { readStateFile, stateWriter } from "./state-file.ts";
import { ticket } from "./ticket.ts";

export interface RangeOptions {
  /** Default 127.0.0.1. */
  host?: string;
  /** A part without a port gets a free one. */
  ports?: Partial<Record<PartName, number>>;
  /** What every call must bear. */
  token: string;
  /** A second token that may only read, to try what a connector does without rights. */
  readToken?: string;
  /** Where state outlives the process; without it, it does not. */
  stateFile?: string;
  clock?: Clock;
}

export interface Range {
  parts: Record<PartName, { url: string; state(): PartState }>;
  token: string;
  /** Closes every server and writes the state file; told twice, it does so once. */
  stop(): Promise<void>;
}

const PARTS: Record<PartName, Part> = { siem, endpoint, identity, firewall, ticket, chat, intel, mail };

/**
 * Resolves once every part answers.
 * @throws the system's error when a port is taken (nothing stays behind); InputError when the state file is no state file.
 */
export async function startRange(options: RangeOptions): Promise<Range> {
  const { host = "127.0.0.1", ports = {}, token, readToken, stateFile, clock = systemClock } = options;
  const saved = stateFile === undefined ? {} : await readStateFile(stateFile);
  const served = new Map<PartName, ServedPart>();
  const writer =
    stateFile === undefined
      ? undefined
      : stateWriter(stateFile, () => Object.fromEntries([...served].map(([name, part]) => [name, part.save()])));
  const stopServers = () => Promise.all([...served.values()].map((part) => part.stop()));
  try {
    for (const name of PART_NAMES) {
      const before = saved[name];
      const part = await servePart(PARTS[name], {
        host,
        port: ports[name] ?? 0,
        token,
        ...(readToken === undefined ? {} : { readToken }),
        clock,
        changed: () => writer?.changed(),
        ...(before === undefined ? {} : { saved: before }),
      });
      served.set(name, part);
    }
  } catch (error) {
    await stopServers();
    throw error;
  }
  const stop = async () => {
    await stopServers();
    await writer?.flush();
  };
  let stopped: Promise<void> | undefined;
  return {
    parts: Object.fromEntries(served) as unknown as Range["parts"],
    token,
    stop: () => (stopped ??= stop()),
  };
}

/** Ports in the order of {@link PART_NAMES}, counted up from `base`. */
export function portsFrom(base: number): Record<PartName, number> {
  return Object.fromEntries(PART_NAMES.map((name, index) => [name, base + index])) as Record<PartName, number>;
}
