/** Which playbooks another incident schema would break, and how: they are checked against it as if it were in force. */
import { checkPlaybook } from "./check.ts";
import type { Finding } from "./finding.ts";
import type { IncidentSchema } from "./incident-schema.ts";
import type { Library } from "./library.ts";

export interface WrittenPlaybook {
  name: string;
  source: string;
  file: string;
  library: Library;
}

export interface Broken {
  playbook: string;
  /** Errors that it does not have today. */
  findings: Finding[];
}

/** Those that would break, in the order given. */
export function brokenBy(schema: IncidentSchema, playbooks: readonly WrittenPlaybook[]): Broken[] {
  return playbooks.flatMap(({ name, source, file, library }) => {
    const today = new Set(errorsOf(checkPlaybook(source, { file, library }).findings).map(keyOf));
    const then = errorsOf(checkPlaybook(source, { file, library, schema }).findings);
    const findings = then.filter((finding) => !today.has(keyOf(finding)));
    return findings.length === 0 ? [] : [{ playbook: name, findings }];
  });
}

function errorsOf(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ severity }) => severity === "error");
}

function keyOf({ code, place }: Finding): string {
  return `${code} ${place.file}:${place.line}:${place.column}`;
}
