/** A question to policies, as its form is filled in, and as it is asked. */
import type { SourceFile } from "../../../../src/api/contract/content.ts";
import type { Severity } from "../../../../src/model/scale.ts";

export interface Question {
  capability: string;
  /** Empty: a new one. */
  playbook: string;
  /** Empty: not determined. */
  incidentType: string;
  severity: Severity;
}

export const FIRST_QUESTION: Question = { capability: "", playbook: "", incidentType: "", severity: "high" };

/** The body that both questions have in common. */
export function asked({ capability, playbook, incidentType, severity }: Question, files: readonly SourceFile[]) {
  return {
    capability,
    files,
    ...(playbook === "" ? {} : { playbook }),
    incident: { severity, ...(incidentType === "" ? {} : { type: incidentType }) },
  };
}
