/** What is wrong with a policy file, and where. */
export interface PolicyFinding {
  /** Stable: `guard.<reason>`; docs/errors.md lists them. */
  code: string;
  file: string;
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
  message: string;
  fix: string;
}

/** Findings as `file:line:column message fix [code]`. */
export function policyFindingText(finding: PolicyFinding): string {
  const { file, line, column, message, fix, code } = finding;
  return `${file}:${line}:${column} ${message} ${fix} [${code}]`;
}

/** Line and column of a character of a text, both from 1. */
export function placeAt(file: string, text: string, offset: number): Pick<PolicyFinding, "file" | "line" | "column"> {
  const before = text.slice(0, offset).split("\n");
  return { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
