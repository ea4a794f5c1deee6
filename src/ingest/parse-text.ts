/** Bodies that are text: lines of syslog, CEF, LEEF and the like, or one message that is read whole. Pure. */
import { openText } from "../connector/open-text.ts";
import type { Collector } from "./parse.ts";
import { decodeTolerant, textLines } from "./text-body.ts";

/** How a source reads what is not JSON; `isWhole` finds, among bodies read by line, those that are one message after all. */
export type TextWay = "lines" | "whole" | { lines: true; isWhole(text: string): boolean };

/** Longer ones are no line of any log; RFC 5425 4.3.1 asks for 8 KiB at most. */
const MAX_LINE = 65_536;

/** True when the body was read as text; false when it is JSON, or would be but for a fault, and is to be read as such. */
export function readText(body: Uint8Array, way: TextWay, collector: Collector): boolean {
  const first = body.find((byte) => byte > 0x20);
  // What begins as JSON is JSON, also where it is broken: its fault has a place, and a half is not taken for a line.
  if (first === undefined || (first === 0x5b && isJsonArray(body))) return false;
  if (first === 0x7b) {
    if (way === "whole" || !isMixed(body)) return false;
    readLines(body, collector);
    return true;
  }
  const text = decodeTolerant(body);
  if (isWholeJson(text)) return false;
  if (way === "whole" || (typeof way === "object" && way.isWhole(text))) collector.accept(text, 1, text, false);
  else readLines(body, collector);
  return true;
}

/** Lines of which the first is JSON and another is not: listeners gather what different programs of a machine write. */
function isMixed(body: Uint8Array): boolean {
  const lines = decodeTolerant(body).split("\n");
  return lines.length > 1 && isObject(lines[0] ?? "") && lines.some((line) => /^\s{0,8}[^\s{]/.test(line));
}

function isObject(line: string): boolean {
  try {
    return line.trim() !== "" && JSON.parse(line) !== null;
  } catch {
    return false;
  }
}

/** `[` also begins lines of some logs: `[2026-03-01 …`, `[action:"Drop"; …`. */
function isJsonArray(body: Uint8Array): boolean {
  const at = body.indexOf(0x5b);
  const next = body.subarray(at + 1).find((byte) => byte > 0x20);
  return next === 0x7b || next === 0x5d || next === 0x5b || next === undefined;
}

/** A JSON text that is no object: a quoted string is how a message that was held is read again. */
function isWholeJson(text: string): boolean {
  const start = text.trimStart()[0];
  if (start !== '"' && start !== "n" && start !== "t" && start !== "f") return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function readLines(body: Uint8Array, collector: Collector): void {
  for (const { number, text } of textLines(body)) {
    if (text.length > MAX_LINE) {
      collector.reject(number, 1, `the line is longer than ${MAX_LINE} characters`, text.slice(0, 1000));
    } else if (text.startsWith("{") && !isObject(text)) {
      collector.reject(number, 1, "the line begins as JSON and is none", text);
    } else collector.accept(openText(text.replaceAll("\0", " ")), number, text, true);
  }
}
