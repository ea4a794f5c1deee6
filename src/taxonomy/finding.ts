/** What is wrong with a taxonomy, and where: never a bare message. */

export interface Finding {
  /** Stable: `taxonomy.<reason>`; docs/errors.md lists them. */
  code: string;
  file: string;
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
  message: string;
  /** What to do about it, in a sentence. */
  fix: string;
}

/** Orders findings as a person reads files: by file, line, column, then code. */
export function byPlace(a: Finding, b: Finding): number {
  return compareText(a.file, b.file) || a.line - b.line || a.column - b.column || compareText(a.code, b.code);
}

/** Findings as `file:line:column message (fix) [code]`, one a line. */
export function findingText(finding: Finding): string {
  const { file, line, column, message, fix, code } = finding;
  return `${file}:${line}:${column} ${message} ${fix} [${code}]`;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
