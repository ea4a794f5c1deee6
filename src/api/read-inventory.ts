/** A file of inventory, read entry by entry, so that everything that is wrong with it is said at once. */
import type { z } from "zod";
import { InputError } from "../errors.ts";
import { InventoryEntry } from "./contract/inventory.ts";
import { readRows } from "./inventory-csv.ts";

type Entry = z.output<typeof InventoryEntry>;

export interface Fault {
  line: number;
  column: number;
  message: string;
}

/** Of more faults the first are enough to see what is wrong with the file. */
const MOST_FAULTS = 200;
const MOST_ENTRIES = 20_000;

/** The entries with what `rowOf` makes of each; `rowOf` throws an InputError at an entry that cannot be imported. JSON gives places in its list for lines. */
export function readInventory<Row extends { type: string; key: string }>(
  text: string,
  rowOf: (entry: Entry, place: number) => Row,
): { entries: { entry: Entry; row: Row }[]; faults: Fault[] } {
  const entries: { entry: Entry; row: Row }[] = [];
  const faults: Fault[] = [];
  const seen = new Map<string, number>();
  try {
    for (const [place, { line, entry: read }] of unreadOf(text).entries()) {
      if (faults.length >= MOST_FAULTS) break;
      try {
        if (place >= MOST_ENTRIES) throw new InputError("api.bad-body", `At most ${MOST_ENTRIES} entries at once.`);
        const entry = checked(read());
        const row = rowOf(entry, place);
        const twin = seen.get(`${row.type} ${row.key}`);
        if (twin !== undefined) throw new InputError("api.bad-body", `It is the same ${row.type} as in line ${twin}.`);
        seen.set(`${row.type} ${row.key}`, line);
        entries.push({ entry, row });
      } catch (error) {
        faults.push(faultOf(error, line));
      }
    }
  } catch (error) {
    faults.push(faultOf(error, 1));
  }
  return { entries, faults };
}

function unreadOf(text: string): { line: number; entry(): unknown }[] {
  // JSON of an inventory begins with a bracket, and no header of a table does.
  if (!/^\ufeff?\s*[[{]/.test(text)) return readRows(text, "file");
  const value = jsonOf(text.replace(/^\ufeff/, ""));
  const list = Array.isArray(value) ? value : (value as { entities?: unknown } | null)?.entities;
  if (!Array.isArray(list) || list.length === 0)
    throw new InputError("api.bad-body", 'Expected an array of entities, or an object with "entities".');
  return list.map((entry: unknown, place) => ({ line: place + 1, entry: () => entry }));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError("api.bad-body", `It is not JSON: ${(error as Error).message}`);
  }
}

function checked(value: unknown): Entry {
  const { data, error } = InventoryEntry.safeParse(value);
  if (data !== undefined) return data;
  const [issue] = error.issues;
  throw new InputError("api.bad-body", `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "it cannot be read"}`);
}

/** @throws whatever is no error of the input */
function faultOf(error: unknown, line: number): Fault {
  if (!(error instanceof InputError)) throw error;
  const { line: at, column } = (error.details ?? {}) as { line?: number; column?: number };
  // The place is said beside the message.
  const message = error.message.replace(/^(?:file:\d+:\d+: |entities\.\d+\.)/, "");
  return { line: at ?? line, column: column ?? 1, message };
}
