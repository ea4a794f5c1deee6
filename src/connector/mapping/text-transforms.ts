/** Transforms of text: case, blanks, encodings, defanging, patterns, cutting it up and joining it. */

import { RE2JS } from "re2js";
import { patternFault } from "../../expression/functions.ts";
import { refang } from "../canonical.ts";
import { asText } from "../raw-fields.ts";
import { complain, type Part } from "./fault.ts";
import { readText, wrongShape } from "./read-part.ts";
import type { Scope } from "./scope.ts";
import { filledText, ofText, type Transform } from "./transform.ts";

/** Of one text a pattern reads so many characters, and an encoding is undone of so many. */
const MAX_MATCHED = 10_000;
const MAX_DECODED = 100_000;
/** So many pieces a text is cut into. */
const MAX_PIECES = 200;

const lower = ofText("lower", (text) => text.toLowerCase());
const upper = ofText("upper", (text) => text.toUpperCase());
const trim = ofText("trim", (text) => text.trim());
const refanged = ofText("refang", refang);
const base64 = ofText("base64", (text) => asText(Buffer.from(text.slice(0, MAX_DECODED), "base64").toString("utf8")));
const urlDecode = ofText("url-decode", (text) => {
  try {
    return asText(decodeURIComponent(text.slice(0, MAX_DECODED)));
  } catch {
    return undefined;
  }
});

const lines: Transform = {
  takes: ["text"],
  example: "lines",
  make: () => ({ run: (values) => pieces(values, /\r?\n/), gives: { kind: "text", list: true } }),
};

const split: Transform = {
  takes: ["text"],
  example: 'split: ","',
  make(argument) {
    const separator = readText(argument, 100);
    if (separator === undefined) return undefined;
    return { run: (values) => pieces(values, separator), gives: { kind: "text", list: true } };
  },
};

function pieces(values: readonly unknown[], separator: string | RegExp): string[] {
  return values
    .flatMap((value) => asText(value).split(separator, MAX_PIECES))
    .slice(0, MAX_PIECES)
    .flatMap((piece) => filledText(piece.trim()));
}

const join: Transform = {
  takes: ["anything"],
  example: 'join: ", "',
  make(argument) {
    const { value } = argument;
    if (typeof value !== "string" || value.length > 100) return wrongShape(argument, "a text to put between");
    return {
      run: (values) => filledText(values.map(asText).filter(Boolean).join(value)),
      gives: { kind: "text", list: false },
    };
  },
};

const regex: Transform = {
  takes: ["text"],
  example: 'regex: "user=(\\\\S+)"',
  make(argument, given) {
    const pattern = readPattern(argument);
    if (pattern === undefined) return undefined;
    const group = Math.min(1, pattern.groupCount());
    return {
      run: (values, scope) =>
        values.flatMap((value) => {
          const matcher = pattern.matcher(boundedText(value, scope));
          return matcher.find() ? filledText(matcher.group(group) ?? undefined) : [];
        }),
      gives: { kind: "text", list: given.list },
    };
  },
};

/** A pattern in RE2 syntax, whose time is linear in the text: https://github.com/google/re2/wiki/Syntax */
export function readPattern(part: Part): RE2JS | undefined {
  const source = readText(part, 200);
  if (source === undefined) return undefined;
  const fault = patternFault(source);
  if (fault !== null)
    return complain(part, "mapping.bad-pattern", `this is no pattern: ${fault}`, "write a pattern in RE2 syntax");
  return RE2JS.compile(source);
}

/** The text that a pattern may read of a value. @throws InputError `mapping.too-costly`. */
export function boundedText(value: unknown, { budget }: Scope): string {
  const text = asText(value).slice(0, MAX_MATCHED);
  budget.spendCharacters(text.length + 50);
  return text;
}

export const TEXT_TRANSFORMS: Readonly<Record<string, Transform>> = {
  lower,
  upper,
  trim,
  refang: refanged,
  base64,
  "url-decode": urlDecode,
  lines,
  split,
  join,
  regex,
};
