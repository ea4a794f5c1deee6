import type { GuardRequest } from "../guard/request.ts";
import type { IncidentFacts } from "../model/incident.ts";
import type { Program } from "../playbook/program.ts";
import type { Ask } from "./intend.ts";

/** What scope policy is asked of one capability, but for the entity it acts on and the time. */
export function guardRequestOf(
  workspaceId: string,
  { name, maturity }: Pick<Program, "name" | "maturity">,
  { type, severity, severityId, priority, confidence }: IncidentFacts,
  capability: { id: string; effect: GuardRequest["effectClass"] },
): Ask["request"] {
  return {
    ...{ workspaceId, playbook: { name, maturity }, capability: capability.id, effectClass: capability.effect },
    incident: { type, severity, severityId, priority, confidence },
  };
}
