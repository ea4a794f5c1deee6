/** `… export`: a stream of records to a file or standard output, with progress, and with a way to go on after a break. */
import { closeSync, existsSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from "node:fs";
import { type Command, Option } from "commander";
import type { ExportFormat } from "../api/contract/query.ts";
import { InputError, TransientError } from "../errors.ts";
import { EXPORT_FORMATS } from "../model/words.ts";
import type { Query } from "./client.ts";
import type { Session } from "./session.ts";

export interface ExportOptions {
  format: ExportFormat;
  out?: string | undefined;
  resume?: boolean | undefined;
}

/** Adds what an export takes beside the filters. */
export function addExporting(command: Command): Command {
  return command
    .addOption(new Option("--format <format>", "how it is written").choices(EXPORT_FORMATS).default("ndjson"))
    .option("--out <file>", "a new file, instead of standard output")
    .option("--resume", "go on after the last whole record of the file");
}

/** How many times a broken stream is taken up again by itself. */
const ATTEMPTS = 5;
const TOLD_EVERY_MS = 2_000;
/** Longer no record is: a finding is bounded when it is made. */
const LONGEST_LINE = 4 * 1024 * 1024;

/** Writes what `path` streams, and goes on by itself where the connection breaks. Answers how many records came. */
export async function writeExport(
  { client, note }: Pick<Session, "client" | "note">,
  path: string,
  query: Query,
  { format, out, resume = false }: ExportOptions,
): Promise<number> {
  const file = out === undefined ? undefined : openFile(out, resume, format);
  const sink = newSink(format, file?.descriptor ?? 1, file?.cursor);
  let told = Date.now();
  try {
    for (let attempt = 1; ; attempt += 1) {
      try {
        for await (const piece of await client.stream(path, { ...query, format, cursor: sink.cursor() })) {
          sink.write(piece);
          if (Date.now() - told < TOLD_EVERY_MS) continue;
          told = Date.now();
          note(`${sink.records()} records …`);
        }
        sink.end();
        return sink.records();
      } catch (error) {
        if (!isBreak(error) || attempt === ATTEMPTS) throw broken(error, out, sink.records());
        note(`The connection broke after ${sink.records()} records; going on.`);
      }
    }
  } finally {
    if (file !== undefined) closeSync(file.descriptor);
  }
}

/** Node's fetch says that a stream ended early with a TypeError. */
export function isBreak(error: unknown): boolean {
  return error instanceof TypeError;
}

function broken(error: unknown, out: string | undefined, records: number): unknown {
  if (!isBreak(error)) return error;
  const help = out === undefined ? "Write to a file (--out) to be able to go on." : "Go on with --resume.";
  return new TransientError("cli.broken-off", `The export broke off after ${records} records. ${help}`, {
    cause: error,
  });
}

interface Sink {
  write(piece: Uint8Array): void;
  /** The id of the last whole record that was written. */
  cursor(): string | undefined;
  records(): number;
  end(): void;
}

/** Only whole lines are written, so that what is taken up again begins where a record does. */
function newSink(format: ExportFormat, descriptor: number, from: string | undefined): Sink {
  let cursor = from;
  let records = 0;
  let rest = Buffer.alloc(0);
  let head = format === "csv" && from === undefined;
  return {
    write(piece) {
      const all = rest.length === 0 ? Buffer.from(piece) : Buffer.concat([rest, piece]);
      const end = all.lastIndexOf(10) + 1;
      // What is left of a break is not the beginning of what comes after it.
      rest = all.subarray(end);
      if (end === 0) return;
      const whole = all.subarray(0, end);
      writeAll(descriptor, whole);
      const lines = whole.toString("utf8").split("\n").slice(0, -1);
      records += lines.length - (head ? 1 : 0);
      if (lines.length > (head ? 1 : 0)) cursor = idOfLine(format, lines.at(-1)!);
      head = false;
    },
    cursor() {
      rest = Buffer.alloc(0);
      return cursor;
    },
    records: () => records,
    end() {
      if (rest.length > 0) throw new TypeError("the stream ended within a record");
    },
  };
}

/** Writes all of it, however slow the reader is. */
export function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      // A pipe whose reader is slower.
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
    }
  }
}

/** The record's id, by which the export goes on after it. */
export function idOfLine(format: ExportFormat, line: string): string {
  if (format === "csv") return line.split(",", 1)[0] as string;
  const record = JSON.parse(line) as { id: string; metadata: { uid: string } };
  return format === "ocsf" ? record.metadata.uid : record.id;
}

function openFile(
  out: string,
  resume: boolean,
  format: ExportFormat,
): { descriptor: number; cursor: string | undefined } {
  if (!resume) {
    if (existsSync(out))
      throw new InputError("cli.exists", `${out} is there already; name another file, or go on with it: --resume.`);
    return { descriptor: opened(out, "wx"), cursor: undefined };
  }
  const descriptor = opened(out, existsSync(out) ? "r+" : "w+");
  const { size } = fstatSync(descriptor);
  const tail = Buffer.alloc(Math.min(size, LONGEST_LINE));
  readSync(descriptor, tail, 0, tail.length, size - tail.length);
  const end = tail.lastIndexOf(10) + 1;
  // Half a record at the end is written anew.
  ftruncateSync(descriptor, size - tail.length + end);
  const line = tail.subarray(0, end).toString("utf8").trimEnd().split("\n").at(-1) ?? "";
  const isHead = format === "csv" && line.startsWith("id,");
  if (isHead) ftruncateSync(descriptor, 0);
  const cursor = line === "" || isHead ? undefined : idOfLine(format, line);
  closeSync(descriptor);
  return { descriptor: opened(out, "a"), cursor };
}

/** @throws InputError `cli.cannot-write`. */
export function opened(path: string, flags: string): number {
  try {
    return openSync(path, flags);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new InputError("cli.cannot-write", `${path} cannot be written (${code}).`, { cause: error });
  }
}
