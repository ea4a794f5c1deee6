import type { Finding } from "../api/contract/content.ts";
import { Ended, EXIT, findingLine } from "./exit.ts";
import type { Session } from "./session.ts";

/** Says what a check found, and ends with 2 when there is an error among it. */
export function sayChecked({ say }: Session, findings: Finding[]): void {
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const warnings = findings.length - errors;
  const sum = findings.length === 0 ? "No findings." : `${counted(errors, "error")}, ${counted(warnings, "warning")}.`;
  say({ ok: errors === 0, findings }, () => [...findings.map(findingLine), sum].join("\n"));
  if (errors > 0) throw new Ended(EXIT.input);
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
