/** What each function is for, with an example that a test evaluates: for the reference and for whoever writes in an editor. */
import { FUNCTIONS } from "./refuse.ts";

export interface DescribedFunction {
  name: string;
  /** How it is written, with the type of what it gives. */
  signature: string;
  says: string;
  /** An expression, over `steps.look` at most, and its value as JSON. */
  example: string;
  gives: unknown;
}

type Row = [signature: string, says: string, example: string, gives: unknown];

const MOMENT = "timestamp('2026-03-01T22:15:30Z')";

const OF_TEXTS: Readonly<Record<string, Row>> = {
  rx: [
    "rx(text, pattern): bool",
    "whether the pattern (RE2, a constant) is found in it",
    "rx('adm-7', '^adm-[0-9]+$')",
    true,
  ],
  lower: ["lower(text): text", "in small letters, of every alphabet", "lower('ÄB')", "äb"],
  upper: ["upper(text): text", "in capitals, of every alphabet", "upper('äb')", "ÄB"],
  clip: ["clip(text, length): text", "in one line and cut, with … where it was", "clip('a long title', 7)", "a long…"],
  cidr: [
    "cidr(ip, range): bool",
    "whether an address lies in a range (a constant)",
    "cidr('10.1.2.3', '10.0.0.0/8')",
    true,
  ],
  startsWith: ["text.startsWith(text): bool", "whether it begins so", "'svc-backup'.startsWith('svc-')", true],
  endsWith: ["text.endsWith(text): bool", "whether it ends so", "'a.exe'.endsWith('.exe')", true],
  contains: ["text.contains(text): bool", "whether it is a part of it", "'mimikatz.exe'.contains('katz')", true],
  trim: ["text.trim(): text", "without the space around it", "' a '.trim()", "a"],
  indexOf: ["text.indexOf(text): int", "where it is found first, from 0; -1 where it is not", "'a@b'.indexOf('@')", 1],
  lastIndexOf: [
    "text.lastIndexOf(text): int",
    "where it is found last; -1 where it is not",
    "'a.b.c'.lastIndexOf('.')",
    3,
  ],
  substring: [
    "text.substring(from, to): text",
    "the part from one place up to another; to the end without a second",
    "'a@b.example'.substring(2)",
    "b.example",
  ],
  split: ["text.split(text): list", "its parts (the separator is a constant)", "'a,b'.split(',')", ["a", "b"]],
  join: ["list.join(text): text", "texts put together (the separator is a constant)", "['a', 'b'].join(', ')", "a, b"],
  lowerAscii: ["text.lowerAscii(): text", "in small letters", "'AB'.lowerAscii()", "ab"],
  upperAscii: ["text.upperAscii(): text", "in capitals", "'ab'.upperAscii()", "AB"],
};

const OF_VALUES: Readonly<Record<string, Row>> = {
  has: ["has(a.b): bool", "whether a field is there that may be missing", "has(steps.look)", true],
  size: ["size(list or text): int", "how many items or characters it has", "size(['a', 'b'])", 2],
  string: ["string(value): text", "a number or a truth as a text", "string(7)", "7"],
  int: [
    "int(value): int",
    "a text, a number or a moment as a whole number; of a moment its seconds since 1970",
    "int('7')",
    7,
  ],
  double: ["double(value): double", "a text or a whole number as a number", "double('0.5')", 0.5],
  bool: ["bool(text): bool", "a text such as true as a truth", "bool('true')", true],
  timestamp: [
    "timestamp(text): moment",
    "a time as the incident holds it, to be compared and reckoned with",
    `${MOMENT} < timestamp('2026-03-02T00:00:00Z')`,
    true,
  ],
  duration: [
    "duration(text): duration",
    "a length of time, to be added to a moment",
    `${MOMENT} + duration('1h') > timestamp('2026-03-01T23:00:00Z')`,
    true,
  ],
};

const OF_MOMENTS: Readonly<Record<string, Row>> = {
  getFullYear: [
    "moment.getFullYear(): int",
    "the year, in UTC unless a time zone is named",
    `${MOMENT}.getFullYear()`,
    2026,
  ],
  getMonth: ["moment.getMonth(): int", "the month, from 0", `${MOMENT}.getMonth()`, 2],
  getDate: ["moment.getDate(): int", "the day of the month, from 1", `${MOMENT}.getDate()`, 1],
  getDayOfMonth: ["moment.getDayOfMonth(): int", "the day of the month, from 0", `${MOMENT}.getDayOfMonth()`, 0],
  getDayOfWeek: [
    "moment.getDayOfWeek(): int",
    "the day of the week, from 0, which is Sunday",
    `${MOMENT}.getDayOfWeek()`,
    0,
  ],
  getDayOfYear: ["moment.getDayOfYear(): int", "the day of the year, from 0", `${MOMENT}.getDayOfYear()`, 59],
  getHours: ["moment.getHours(): int", "the hour; here in Berlin", `${MOMENT}.getHours('Europe/Berlin')`, 23],
  getMinutes: ["moment.getMinutes(): int", "the minute", `${MOMENT}.getMinutes()`, 15],
  getSeconds: ["moment.getSeconds(): int", "the second", `${MOMENT}.getSeconds()`, 30],
};

const OF_LISTS: Readonly<Record<string, Row>> = {
  all: [
    "list.all(item, condition): bool",
    "whether it holds for all items; true for none",
    "[1, 2].all(n, n > 0)",
    true,
  ],
  exists: [
    "list.exists(item, condition): bool",
    "whether it holds for any item",
    "['admin'].exists(t, t == 'admin')",
    true,
  ],
  exists_one: [
    "list.exists_one(item, condition): bool",
    "whether it holds for exactly one item",
    "[1, 2].exists_one(n, n > 1)",
    true,
  ],
  filter: ["list.filter(item, condition): list", "the items for which it holds", "[1, 2, 3].filter(n, n > 1)", [2, 3]],
  map: ["list.map(item, value): list", "a value made of each item", "['a'].map(t, t + '!')", ["a!"]],
};

const ROWS: Readonly<Record<string, Row>> = { ...OF_TEXTS, ...OF_VALUES, ...OF_MOMENTS, ...OF_LISTS };

/** Every function that can be called, in the order in which they are allowed. */
export const DESCRIBED_FUNCTIONS: readonly DescribedFunction[] = FUNCTIONS.flatMap((name) => {
  const row = ROWS[name];
  if (row === undefined) return [];
  const [signature, says, example, gives] = row;
  return [{ name, signature, says, example, gives }];
});
