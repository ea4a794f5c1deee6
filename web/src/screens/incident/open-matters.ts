/** What is not finished in an incident: what closing it would leave behind, or end. */
import { incident as words } from "../../words/incident.ts";
import type { Detail } from "./incident-detail.ts";

export interface Matter {
  kind: "approval" | "lease" | "form" | "run" | "unknown";
  text: string;
}

/** The gravest first. `forms` are the questions without an answer. */
export function openMatters(
  incident: Pick<Detail, "approvals" | "containment" | "runs" | "effects">,
  forms = 0,
): Matter[] {
  const { matters } = words.close;
  const count = <T>(list: readonly T[], is: (one: T) => boolean) => list.filter(is).length;
  const counts = [
    ["unknown", count(incident.effects, ({ status }) => status === "unknown")],
    ["approval", count(incident.approvals, ({ status }) => status === "pending")],
    ["lease", count(incident.containment, ({ status }) => status === "active" || status === "releasing")],
    ["form", forms],
    ["run", count(incident.runs, ({ status }) => status === "ready" || status === "running" || status === "waiting")],
  ] as const;
  return counts.flatMap(([kind, number]) => (number === 0 ? [] : [{ kind, text: matters[kind](number) }]));
}
