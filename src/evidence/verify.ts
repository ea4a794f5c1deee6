/** Checks an exported log, line by line and with nothing but the file: what is wrong is named by entry. */
import { createHash } from "node:crypto";
import { InputError, isCordonError } from "../errors.ts";
import { type Checkpoints, newCheckpoints } from "./check-checkpoints.ts";
import { type Growth, newGrowth } from "./check-growth.ts";
import { newOrder, type Order } from "./check-order.ts";
import { contentHash } from "./entry.ts";
import { decoded, type EntryLine, endText, type LogLine } from "./line.ts";
import { keyText, openNote, parseKey, type VerifierKey } from "./note.ts";
import type { Problem, Tell } from "./problem.ts";

export interface Verdict {
  /** Nothing is wrong. */
  sound: boolean;
  origin: string;
  /** Entries `first` to before `next` of a log of `size`, as the file says. */
  first: number;
  next: number;
  size: number;
  entries: number;
  /** How many checkpoints hold, and the times of the first and the last. */
  checkpoints: number;
  since: string | null;
  until: string | null;
  /** The keys that were believed, and whether they came with the file itself. */
  keys: string[];
  keysFromFile: boolean;
  problems: Problem[];
}

export interface Verifier {
  /** A line, without its end; `whole` is false for a last one that has none. */
  line(text: string, whole?: boolean): void;
  end(): Verdict;
}

/** More than anybody reads; what is wrong with the first of them explains the others. */
const MOST_PROBLEMS = 100;
/** Nobody's key ring is larger. */
const MOST_KEYS = 100;
/** How the last line begins. */
const END = `{"kind":"end",`;

/**
 * A verifier for one export. `trusted` are the keys to believe, of which one at least must have signed; without any, those in the file are, which shows damage but not
 * a forgery. @throws InputError `audit.not-an-export` for a file that does not begin as one.
 */
export function newVerifier(trusted: readonly VerifierKey[] = []): Verifier {
  const problems: Problem[] = [];
  const tell: Tell = (problem) => void (problems.length < MOST_PROBLEMS && problems.push(problem));
  const digest = createHash("sha256");
  let count = 0;
  let reading: Reading | undefined;
  return {
    line(text, whole = true) {
      const before = text.startsWith(END) ? digest.copy().digest("base64") : "";
      digest.update(`${text}\n`);
      count += 1;
      const line = jsonOf(text);
      reading ??= begin(line, trusted, tell, () => problems.length > 0);
      if (line === undefined) return tell(unreadable(reading, count, whole));
      if (count > 1) read(reading, line, { line: count, before });
    },
    end() {
      if (reading === undefined) throw notAnExport("it is empty");
      const { head, order, checkpoints, entries, keys, ended } = reading;
      if (!ended) order.end(head.next, count, "cut");
      if (!ended) tell({ ...NOWHERE, what: "cut", line: count, message: "The export is cut off: it has no end." });
      const held = checkpoints.read();
      return {
        ...{ sound: problems.length === 0, origin: head.origin, first: head.first, next: head.next, size: head.size },
        ...{ entries, checkpoints: held.length },
        ...{ since: held[0]?.at.toISOString() ?? null, until: held.at(-1)?.at.toISOString() ?? null },
        ...{ keys: keys.map(keyText), keysFromFile: trusted.length === 0, problems },
      };
    },
  };
}

const NOWHERE = { first: null, last: null } as const;

interface Reading {
  head: LogLine;
  keys: readonly VerifierKey[];
  order: Order;
  growth: Growth;
  checkpoints: Checkpoints;
  inOrder: boolean;
  entries: number;
  ended: boolean;
  tell: Tell;
  /** Whether anything was found to be wrong so far. */
  faulty(): boolean;
}

function begin(first: unknown, trusted: readonly VerifierKey[], tell: Tell, faulty: () => boolean): Reading {
  const head = headOf(first);
  const keys = trusted.length > 0 ? trusted : head.keys.map(parseKey);
  const growth = newGrowth(head.first, decoded(head.before), tell);
  const reading = { head, keys, growth, inOrder: true, entries: 0, ended: false, tell, faulty };
  const order = newOrder(head.first, tell);
  const complete = (size: number, line: number) => {
    if (size <= head.next && !order.through(size, line)) loseOrder(reading, size);
    return reading.inOrder;
  };
  const checkpoints = newCheckpoints({ origin: head.origin, keys, first: head.first, growth, complete, tell });
  return Object.assign(reading, { checkpoints, order });
}

function loseOrder(reading: Pick<Reading, "inOrder" | "growth">, size: number): void {
  reading.inOrder = false;
  reading.growth.lose(size);
}

function headOf(line: unknown): LogLine {
  const head = line as LogLine | undefined;
  if (typeof head !== "object" || head === null || head.kind !== "log")
    throw notAnExport("its first line says nothing of a log");
  if (head.version !== 1)
    throw notAnExport(`it has version ${String(head.version).slice(0, 20)}, and this reads version 1`);
  const { first, next, size, keys } = head;
  const ordered = [0, first, next, size, 2 ** 52].every(
    (one, at, all) => Number.isSafeInteger(one) && one >= (all[at - 1] ?? 0),
  );
  if (!ordered || typeof head.origin !== "string" || !Array.isArray(keys) || keys.length > MOST_KEYS)
    throw notAnExport("its first line does not say which part of a log this is");
  if (!keys.every((key) => typeof key === "string" && isKey(key)))
    throw notAnExport("its first line has a key that is none");
  return head;
}

function isKey(text: string): boolean {
  try {
    return parseKey(text).publicKey.length === 32;
  } catch (error) {
    if (isCordonError(error)) return false;
    throw error;
  }
}

function read(reading: Reading, line: Record<string, unknown>, at: { line: number; before: string }): void {
  const { checkpoints, tell } = reading;
  if (reading.ended)
    return tell({ ...NOWHERE, what: "changed", line: at.line, message: "There is more after the end of the export." });
  if (line.kind === "entry") return readEntry(reading, line as unknown as EntryLine, at.line);
  if (line.kind === "checkpoint") return checkpoints.take(line.note, at.line);
  if (line.kind === "consistency") return checkpoints.consistency(line as never, at.line);
  if (line.kind === "rest") return readRest(reading, line.hashes, at.line);
  if (line.kind === "end") return readEnd(reading, line.note, at);
  const message = "This is no line of an exported log.";
  tell({ ...NOWHERE, what: "unreadable", line: at.line, message });
}

function readEntry(reading: Reading, entry: EntryLine, line: number): void {
  const { order, growth, tell } = reading;
  reading.entries += 1;
  const { index } = entry;
  const place = { first: index, last: index, line };
  if (!Number.isSafeInteger(index) || index < 0)
    return tell({ ...NOWHERE, what: "unreadable", line, message: "An entry has no number." });
  if (entry.entry === null)
    tell({ ...place, what: "removed", message: `Entry ${index} is gone from the database; only its hash is left.` });
  else if (contentHash(entry.entry) !== entry.leafHash)
    tell({
      ...place,
      what: "altered",
      message: `Entry ${index} is not what was recorded: its content has another hash than the one beside it.`,
    });
  const inPlace = order.take(index, line);
  if (inPlace && reading.inOrder) growth.take(entry, line);
  else loseOrder(reading, growth.size() + 1);
}

function readRest(reading: Reading, hashes: unknown, line: number): void {
  const { head, order, growth, faulty } = reading;
  const before = faulty();
  order.end(head.next, line, "removed");
  if (faulty() && !before) loseOrder(reading, head.next);
  growth.rest(decoded(hashes), head.size, line);
}

function readEnd(reading: Reading, note: unknown, { line, before }: { line: number; before: string }): void {
  const { head, keys, tell, checkpoints, faulty } = reading;
  reading.ended = true;
  const changed = (message: string) => tell({ ...NOWHERE, what: "changed", line, message });
  const opened = typeof note === "string" ? openNote(note, keys) : { wrong: "it is no text" };
  if ("wrong" in opened) return changed(`The end of the export does not hold: ${opened.wrong}.`);
  // Whatever else was found explains it already.
  if (!faulty() && opened.text !== endText(head.origin, line - 1, before))
    changed(
      "The file is not the one that was exported: the lines before its end are others than those that were signed.",
    );
  if (!faulty()) reading.order.end(head.next, line, "removed");
  if (!faulty() && checkpoints.read().at(-1)?.size !== head.size)
    changed(`The checkpoint of all ${head.size} entries, which this export is held against, is not there.`);
}

function unreadable({ head, entries, ended }: Reading, line: number, whole: boolean): Problem {
  const next = head.first + entries;
  if (!whole && !ended)
    return {
      what: "cut",
      first: next,
      last: next,
      line,
      message: `The file breaks off within line ${line}, after ${entries} entries.`,
    };
  return { ...NOWHERE, what: "unreadable", line, message: "This line is no JSON object." };
}

/** Undefined when it is none. */
function jsonOf(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function notAnExport(why: string): InputError {
  return new InputError(
    "audit.not-an-export",
    `This is no exported audit log: ${why}. Expected a file that cordon audit export wrote.`,
  );
}
