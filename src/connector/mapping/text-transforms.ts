/** Transforms of text: case, blanks, encodings, defanging, patterns, cutting it up and joining it. */

import { refang } from "../canonical.ts";
import { asText } from "../raw-fields.ts";
import { readPattern } from "./pattern.ts";
import { readText, wrongShape } from "./read-part.ts";
import { filledText, ofText, type Transform } from "./transform.ts";

/** Of one text an encoding is undone of so many characters. */
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
    const find = readPattern(argument);
    if (find === undefined) return undefined;
    return {
      run: (values, scope) => values.flatMap((value) => filledText(find(value, scope))),
      gives: { kind: "text", list: given.list },
    };
  },
};

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
