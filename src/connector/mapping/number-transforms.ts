/** Transforms to and of numbers, and from words and numbers to the words of a scale. */
import { SEVERITIES, type Severity } from "../../model/scale.ts";
import { SYSLOG_SEVERITY, severityOfShare, severityOfWord } from "../infer/scale.ts";
import { asText, isRaw } from "../raw-fields.ts";
import { complain, type Part, under } from "./fault.ts";
import { readConstant, readName, wrongShape } from "./read-part.ts";
import { asNumber, type Transform } from "./transform.ts";
import type { ValueType } from "./value-type.ts";

/** Rows of one table. */
const MAX_ROWS = 500;

const number: Transform = {
  takes: ["text", "number"],
  example: "number",
  make: (_argument, given) => ({
    run: (values) => values.flatMap((value) => asNumber(value) ?? []),
    gives: { kind: "number", list: given.list },
  }),
};

const times: Transform = {
  takes: ["number"],
  example: "times: 100",
  make({ value, ...part }, given) {
    if (typeof value !== "number" || !Number.isFinite(value)) return wrongShape({ value, ...part }, "a number");
    return {
      run: (values) => values.flatMap((one) => finite((asNumber(one) ?? Number.NaN) * value)),
      gives: { kind: "number", list: given.list },
    };
  },
};

function finite(value: number): number[] {
  return Number.isFinite(value) ? [value] : [];
}

/** From the highest bound that the number reaches. */
const bands: Transform = {
  takes: ["number"],
  example: "bands: { 0: low, 4: medium, 7: high, 9: critical }",
  make(argument, given) {
    const rows = readRows(argument);
    if (rows === undefined) return undefined;
    const bounds = rows.map(({ key, value, part }) => ({ from: Number(key), value, part }));
    const wrong = bounds.find(({ from }) => Number.isNaN(from));
    if (wrong !== undefined)
      return complain(
        wrong.part,
        "mapping.wrong-value",
        "a band begins at a number",
        "write bands such as 7: high",
        true,
      );
    bounds.sort((a, b) => b.from - a.from);
    return {
      run: (values) =>
        values.flatMap((one) => {
          const found = asNumber(one);
          return found === undefined ? [] : (bounds.find(({ from }) => found >= from)?.value ?? []);
        }),
      gives: wordsOf(given, bounds),
    };
  },
};

/** Their words to ours, whatever their case; what is not in the table is nothing. */
export const cases: Transform = {
  takes: ["text", "number"],
  example: "cases: { P1: critical, P2: high }",
  make(argument, given, { scale = [] }) {
    const rows = readRows(argument);
    if (rows === undefined) return undefined;
    const table = new Map<string, string>(scale.map((word) => [word, word]));
    for (const { key, value } of rows) table.set(key.toLowerCase(), value);
    return {
      run: (values) => values.flatMap((one) => table.get(asText(one).toLowerCase()) ?? []),
      gives: wordsOf(given, rows),
    };
  },
};

interface Row {
  key: string;
  value: string;
  part: Part;
}

function readRows(argument: Part): Row[] | undefined {
  if (!isRaw(argument.value) || Object.keys(argument.value).length === 0)
    return wrongShape(argument, "a table such as { P1: critical }");
  const entries = Object.entries(argument.value);
  if (entries.length > MAX_ROWS)
    return complain(argument, "mapping.too-large", `this table has ${entries.length} rows`, `at most ${MAX_ROWS}`);
  return entries.flatMap(([key, value]) => {
    const part = under(argument, key, value);
    const constant = readConstant(part);
    return constant === undefined ? [] : [{ key, value: String(constant), part }];
  });
}

function wordsOf({ list }: ValueType, rows: readonly Pick<Row, "value" | "part">[]): ValueType {
  return { kind: "text", list, words: rows.map(({ value, part }) => ({ word: value, part })) };
}

/** Scales that many products share. CVSS and percentages have the borders of CVSS 3; RFC 5424 6.2.1 counts from the gravest. */
const SHARED_SCALES: Readonly<Record<string, (value: unknown) => Severity | undefined>> = {
  words: (value) => severityOfWord(asText(value))?.severity,
  cvss: (value) => ofShare(value, 10),
  percent: (value) => ofShare(value, 100),
  syslog: (value) => SYSLOG_SEVERITY[asNumber(value) ?? -1],
};

function ofShare(value: unknown, top: number): Severity | undefined {
  const found = asNumber(value);
  return found === undefined || found < 0 || found > top ? undefined : severityOfShare(found / top);
}

const severity: Transform = {
  takes: ["text", "number"],
  example: "severity: words",
  make(argument, given) {
    const name = readName(argument, Object.keys(SHARED_SCALES));
    const read = name === undefined ? undefined : SHARED_SCALES[name];
    if (read === undefined) return undefined;
    const words = SEVERITIES.map((word) => ({ word, part: argument }));
    return {
      run: (values) => values.flatMap((value) => read(value) ?? []),
      gives: { kind: "text", list: given.list, words },
    };
  },
};

export const NUMBER_TRANSFORMS: Readonly<Record<string, Transform>> = { number, times, bands, cases, severity };
