/** The findings of the three checkers in one shape. */
import { InputError } from "../errors.ts";
import type { PolicyFinding } from "../guard/finding.ts";
import type { Finding as PlaybookFinding } from "../playbook/finding.ts";
import type { Finding as TaxonomyFinding } from "../taxonomy/finding.ts";
import type { Finding } from "./contract/content.ts";

export function plainFinding({ code, file, line, column, message, fix }: TaxonomyFinding | PolicyFinding): Finding {
  return { severity: "error", code, file, line, column, message, fix };
}

export function playbookFinding({ severity, code, place, message, expected, fix }: PlaybookFinding): Finding {
  const { file, line, column } = place;
  return {
    severity,
    code,
    file,
    line,
    column,
    message,
    fix: fix ?? (expected === undefined ? "" : `expected ${expected}`),
  };
}

/** The refusal of content with errors; every finding is in the details. */
export function notValid(what: string, findings: Finding[]): InputError {
  const first = findings.find(({ severity }) => severity === "error")!;
  const more = findings.length > 1 ? ` (and ${findings.length - 1} more)` : "";
  const where = `${first.file}:${first.line}:${first.column}`;
  return new InputError(
    "api.not-valid",
    `The ${what} is not valid and was not put in force. ${where} ${first.message}${more}`,
    {
      details: { findings },
    },
  );
}
