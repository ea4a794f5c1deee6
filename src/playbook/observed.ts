/** What a run that waits can see of its incident. The look is an event of the run: it is recorded, and decides the same when it is replayed. */
import { z } from "zod";
import { Observation } from "../model/observation.ts";
import { Disposition, Priority, Severity, Status } from "../model/scale.ts";

/** `current` in the conditions of wait-for steps, and its output: the incident as it is at that moment. */
export const Observed = z.object({
  status: Status,
  severity: Severity,
  /** 0 unknown … 6 fatal, for comparisons. */
  severityId: z.number().int(),
  priority: Priority,
  disposition: Disposition,
  /** Who works on it; empty while nobody does. */
  owner: z.string(),
  alertCount: z.number().int(),
  /** What was seen when, an alert each. */
  observations: z.array(Observation),
  commentCount: z.number().int(),
  /** What was changed about the incident, at home and elsewhere. */
  revision: z.number().int(),
  /** Of the tickets of this incident: how many fields and comments came from there. */
  ticketChanges: z.number().int(),
  leasesEnded: z.number().int(),
  approvalsAnswered: z.number().int(),
});
export type Observed = z.infer<typeof Observed>;

/** The events that can be waited for, with the count that goes up when one happens. */
const COUNTS = {
  "alert-joined": "alertCount",
  "comment-added": "commentCount",
  "incident-changed": "revision",
  "ticket-changed": "ticketChanges",
  "lease-ended": "leasesEnded",
  "approval-answered": "approvalsAnswered",
} as const;

export type AwaitedEvent = keyof typeof COUNTS;
export const AWAITED_EVENTS = Object.keys(COUNTS) as AwaitedEvent[];

/** A look at an incident to which the event has happened once more. */
export function withEvent(seen: Observed, event: AwaitedEvent | null): Observed {
  return event === null ? seen : { ...seen, [COUNTS[event]]: seen[COUNTS[event]] + 1 };
}

/** Whether the event happened between two looks. */
export function happened(event: AwaitedEvent, before: Observed, now: Observed): boolean {
  return now[COUNTS[event]] > before[COUNTS[event]];
}
