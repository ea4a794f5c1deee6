/** What is wrong with a playbook, and where: never a bare message. */
import { placeText } from "../errors.ts";

/** Lines and columns count from 1. */
export interface FindingPlace {
  file: string;
  line: number;
  column: number;
}

/** A playbook with an error is not published; a warning is for its author to judge. */
export interface Finding {
  severity: "error" | "warning";
  /** Stable: `playbook.<reason>` or `expression.<reason>`. */
  code: string;
  place: FindingPlace;
  message: string;
  expected?: string;
  /** The nearest fix, as half a sentence. */
  fix?: string;
}

/** `file:line:column severity code message; fix`, in one line. */
export function findingText(finding: Finding): string {
  const { place, severity, code, message, expected, fix } = finding;
  const hint = fix ?? (expected === undefined ? undefined : `expected ${expected}`);
  return `${placeText(place)} ${severity} ${code} ${message}${hint === undefined ? "" : `; ${hint}`}`;
}

/** Findings as a person reads files: by line, column, then code. */
export function byPlace(a: Finding, b: Finding): number {
  return (
    a.place.line - b.place.line || a.place.column - b.place.column || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)
  );
}

/** Collects the findings of one check. */
export class Findings {
  readonly all: Finding[] = [];

  error(code: string, place: FindingPlace, message: string, hint: { expected?: string; fix?: string } = {}): void {
    this.all.push({ severity: "error", code, place, message, ...hint });
  }

  warn(code: string, place: FindingPlace, message: string, hint: { expected?: string; fix?: string } = {}): void {
    this.all.push({ severity: "warning", code, place, message, ...hint });
  }
}
