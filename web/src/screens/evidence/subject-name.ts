/** What an entry of the record is about, as people call it. */
import { useCallback } from "react";
import type { AuditEntry } from "../../../../src/api/contract/audit.ts";
import { useCapabilityTitle } from "../../api/capabilities.ts";
import { spaced } from "../../ui/action-words.ts";

type About = Pick<AuditEntry, "subjectType" | "subjectId" | "called">;

/** `incident 7: Mail reported as phishing`; of what has no name, its id. */
export function subjectName({ subjectType, subjectId, called }: About, title: (capability: string) => string): string {
  const kind = spaced(subjectType);
  if (called === null) return `${kind} ${subjectId}`;
  const { capability, name } = called;
  return [kind, capability === null ? name : [title(capability), name].filter(Boolean).join(": ")]
    .filter(Boolean)
    .join(" ");
}

export function useSubjectName(): (about: About) => string {
  const title = useCapabilityTitle();
  return useCallback((about) => subjectName(about, title), [title]);
}
