/** Our scales in Request Tracker's words: its default lifecycle, and its priorities from 0 to 100. */
import type { Priority, Status } from "../../src/model/scale.ts";

const TO_RT: Record<Status, string> = {
  new: "new",
  "in-progress": "open",
  "on-hold": "stalled",
  resolved: "resolved",
  closed: "resolved",
};
const FROM_RT: Record<string, Status> = {
  new: "new",
  open: "in-progress",
  stalled: "on-hold",
  resolved: "resolved",
  rejected: "closed",
  deleted: "closed",
};

export function statusInRt(status: Status): string {
  return TO_RT[status];
}

/** A status of a lifecycle of one's own counts as in progress: somebody still has to act. */
export function statusFromRt(status: string): Status {
  return FROM_RT[status] ?? "in-progress";
}

/** RT 5 names 0 low, 50 medium and 100 high. */
export function priorityInRt(priority: Priority): number {
  return { unknown: 0, low: 0, medium: 50, high: 100, critical: 100 }[priority];
}
