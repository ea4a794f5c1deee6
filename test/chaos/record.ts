/** What was found, a line a world, so that a run that was stopped counts for what it did and goes on from there. */
import { appendFile, readFile } from "node:fs/promises";
import type { Invariant, Row, Table } from "./table.ts";
import type { Told } from "./worlds.ts";

export interface Line extends Told {
  world: string;
  rows: Record<Invariant, Row>;
  found: string[];
}

export interface ChaosRecord {
  lines: Line[];
  /** Notes what a world told. */
  add(line: Line): Promise<void>;
}

/** The record kept in a file, or in memory alone where none is named. */
export async function openRecord(file: string | undefined): Promise<ChaosRecord> {
  const text = file === undefined ? "" : await readFile(file, "utf8").catch(() => "");
  const lines = text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Line);
  return {
    lines,
    async add(line) {
      lines.push(line);
      if (file !== undefined) await appendFile(file, `${JSON.stringify(line)}\n`);
    },
  };
}

/** Counts in one table what all worlds of a record told. */
export function addUp({ lines }: ChaosRecord, table: Table): void {
  for (const { rows } of lines) table.add(rows);
}
