/** What somebody might do to an exported log to make it say something else. Each alteration knows which entries it is about. */
import { rowHash } from "../../src/evidence/entry.ts";
import type { EntryLine } from "../../src/evidence/line.ts";

export interface Altered {
  kind: string;
  text: string;
  /** The entries that were touched; none where it is about a checkpoint or another line. */
  touched: number[];
}

interface Parsed {
  lines: string[];
  /** Where entries stand among the lines. */
  entries: number[];
  checkpoints: number[];
}

type Pick = (below: number) => number;
type Alter = (parsed: Parsed, pick: Pick) => { lines: string[]; touched: number[] };

const FIELDS = ["id", "at", "actor", "action", "subjectType", "subjectId", "xid", "workspaceId"] as const;

const entryAt = ({ lines }: Parsed, at: number) => JSON.parse(lines[at] as string) as EntryLine;
const put = (lines: string[], at: number, value: unknown) => lines.with(at, JSON.stringify(value));
const one = (parsed: Parsed, pick: Pick) => parsed.entries[pick(parsed.entries.length)] as number;

function otherText(text: string, pick: Pick): string {
  const at = pick(text.length);
  return `${text.slice(0, at)}${text[at] === "0" ? "1" : "0"}${text.slice(at + 1)}`;
}

const ALTERATIONS: Record<string, Alter> = {
  "change a field"(parsed, pick) {
    const at = one(parsed, pick);
    const line = entryAt(parsed, at);
    const field = FIELDS[pick(FIELDS.length)]!;
    const entry = { ...line.entry!, [field]: otherText(line.entry![field], pick) };
    return { lines: put(parsed.lines, at, { ...line, entry }), touched: [line.index] };
  },
  "change a detail"(parsed, pick) {
    const at = one(parsed, pick);
    const line = entryAt(parsed, at);
    const entry = { ...line.entry!, details: { ...(line.entry!.details as object), attempt: 10 + pick(1000) } };
    return { lines: put(parsed.lines, at, { ...line, entry }), touched: [line.index] };
  },
  "change a field and its hash"(parsed, pick) {
    const at = one(parsed, pick);
    const line = entryAt(parsed, at);
    const entry = { ...line.entry!, actor: otherText(line.entry!.actor, pick) };
    const changed = { ...line, entry, leafHash: rowHash(entry).toString("base64") };
    return { lines: put(parsed.lines, at, changed), touched: [line.index] };
  },
  swap(parsed, pick) {
    const [a, b] = [one(parsed, pick), one(parsed, pick)];
    if (a === b) return swapNext(parsed, a);
    const lines = parsed.lines.with(a, parsed.lines[b]!).with(b, parsed.lines[a]!);
    return { lines, touched: [entryAt(parsed, a).index, entryAt(parsed, b).index] };
  },
  "swap and renumber"(parsed, pick) {
    const [a, b] = [one(parsed, pick), one(parsed, pick)];
    if (a === b) return swapNext(parsed, a);
    const [first, second] = [entryAt(parsed, a), entryAt(parsed, b)];
    const lines = put(put(parsed.lines, a, { ...second, index: first.index }), b, { ...first, index: second.index });
    return { lines, touched: [first.index, second.index] };
  },
  remove(parsed, pick) {
    const at = one(parsed, pick);
    return { lines: parsed.lines.toSpliced(at, 1), touched: [entryAt(parsed, at).index] };
  },
  "remove and renumber"(parsed, pick) {
    const at = one(parsed, pick);
    const touched = [entryAt(parsed, at).index];
    return { lines: renumbered(parsed.lines.toSpliced(at, 1), at, -1), touched };
  },
  insert(parsed, pick) {
    const at = one(parsed, pick);
    const line = entryAt(parsed, at);
    const entry = { ...line.entry!, actor: "person:nobody" };
    const more = { ...line, entry, leafHash: rowHash(entry).toString("base64") };
    return { lines: parsed.lines.toSpliced(at, 0, JSON.stringify(more)), touched: [line.index] };
  },
  "insert and renumber"(parsed, pick) {
    const at = one(parsed, pick);
    const line = entryAt(parsed, at);
    const entry = { ...line.entry!, actor: "person:nobody" };
    const more = { ...line, entry, leafHash: rowHash(entry).toString("base64") };
    return {
      lines: parsed.lines.slice(0, at).concat(JSON.stringify(more), renumbered(parsed.lines.slice(at), 0, 1)),
      touched: [line.index],
    };
  },
  truncate(parsed, pick) {
    const at = one(parsed, pick);
    return { lines: parsed.lines.slice(0, at), touched: [entryAt(parsed, at).index] };
  },
  "truncate within a line"(parsed, pick) {
    const at = one(parsed, pick);
    const line = parsed.lines[at]!;
    return {
      lines: [...parsed.lines.slice(0, at), line.slice(0, 1 + pick(line.length - 1))],
      touched: [entryAt(parsed, at).index],
    };
  },
  "alter a checkpoint"(parsed, pick) {
    const at = parsed.checkpoints[pick(parsed.checkpoints.length)] as number;
    const { note } = JSON.parse(parsed.lines[at]!) as { note: string };
    return { lines: put(parsed.lines, at, { kind: "checkpoint", note: otherText(note, pick) }), touched: [] };
  },
  renumber(parsed, pick) {
    const at = one(parsed, pick);
    const line = entryAt(parsed, at);
    const index = line.index + (pick(2) === 0 ? 1 : -1) * (1 + pick(50));
    return { lines: put(parsed.lines, at, { ...line, index }), touched: [line.index] };
  },
};

export const ALTERATION_KINDS = Object.keys(ALTERATIONS);

/** One alteration of an export; `pick` answers any whole number below the one it is given. */
export function alter(text: string, kind: string, pick: Pick): Altered {
  const lines = text.split("\n").slice(0, -1);
  const of = (name: string) => lines.flatMap((line, at) => (line.startsWith(`{"kind":"${name}"`) ? [at] : []));
  const { lines: changed, touched } = ALTERATIONS[kind]!(
    { lines, entries: of("entry"), checkpoints: of("checkpoint") },
    pick,
  );
  return { kind, text: kind.startsWith("truncate within") ? changed.join("\n") : `${changed.join("\n")}\n`, touched };
}

function swapNext(parsed: Parsed, at: number): { lines: string[]; touched: number[] } {
  const place = parsed.entries.indexOf(at);
  const [a, b] = [parsed.entries[Math.max(0, place - 1)]!, parsed.entries[Math.max(1, place)]!];
  const lines = parsed.lines.with(a, parsed.lines[b]!).with(b, parsed.lines[a]!);
  return { lines, touched: [entryAt(parsed, a).index, entryAt(parsed, b).index] };
}

function renumbered(lines: string[], from: number, by: number): string[] {
  return lines.map((line, at) => {
    if (at < from || !line.startsWith('{"kind":"entry"')) return line;
    const entry = JSON.parse(line) as EntryLine;
    return JSON.stringify({ ...entry, index: entry.index + by });
  });
}
