/** Which of the first steps are done, by what is there. */
import type { firstSteps } from "../../words/first-steps.ts";

export type StepKey = keyof typeof firstSteps.steps;

/** What was found; undefined while it is not known. */
export interface Found {
  connections: number;
  delivered: boolean;
  /** The newest incident's number; null when there is none. */
  newestIncident: number | null;
  contained: boolean;
  answered: boolean;
  released: boolean;
  stopped: boolean;
  people: number;
}

export interface StepState {
  key: StepKey;
  done: boolean;
  /** The first that is not done. */
  next: boolean;
  /** Where the step is made. */
  to: string;
  search: Record<string, string>;
}

export function stepsOf(found: Found): StepState[] {
  const { newestIncident } = found;
  const rows: [StepKey, boolean, string, Record<string, string>][] = [
    ["connect", found.connections > 0, "/connections", { tab: "catalogue" }],
    ["alert", found.delivered || newestIncident !== null, "/connections", {}],
    ["incident", newestIncident !== null, newestIncident === null ? "/" : `/incidents/${newestIncident}`, {}],
    ["contained", found.contained, "/containment", {}],
    ["answered", found.answered, "/approvals", {}],
    ["released", found.released, "/containment", {}],
    ["stopped", found.stopped, "/containment", { tab: "stop" }],
    ["people", found.people > 1, "/settings", {}],
  ];
  const first = rows.findIndex(([, done]) => !done);
  return rows.map(([key, done, to, search], place) => ({ key, done, next: place === first, to, search }));
}

/** Nothing was ever connected, and nothing ever came: the first steps are the home. */
export function isEmpty(found: Pick<Found, "connections" | "newestIncident">): boolean {
  return found.connections === 0 && found.newestIncident === null;
}
