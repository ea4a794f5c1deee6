/** What is found wrong with an exported log. */
export interface Problem {
  /**
   * altered: an entry is not the one that was recorded · removed, inserted, reordered: entries are missing, too many, out of place · cut: the end is missing ·
   * checkpoint: what the log signed of itself was changed, or does not fit · changed: anything else that was signed is another · unreadable: a line is no line of a log.
   */
  what: "altered" | "removed" | "inserted" | "reordered" | "cut" | "checkpoint" | "changed" | "unreadable";
  /** The entry, or the first and last of those that it can be; null where it is about none. */
  first: number | null;
  last: number | null;
  /** Of the file, from 1. */
  line: number;
  message: string;
}

export type Tell = (problem: Problem) => void;

/** `entry 17`, or `entries 17 to 20`. */
export function entriesText(first: number, last: number): string {
  return first === last ? `entry ${first}` : `entries ${first} to ${last}`;
}
