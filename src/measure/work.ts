/** Analyst work: what incidents cost people, one formula each. docs/reviews.md is its page. */
import type { WorkCounts } from "../store/work.ts";
import { type Share, share } from "./wilson.ts";

export interface Work {
  /** A type, or the Monday of a week. */
  part: string;
  incidents: number;
  /** Incidents that were resolved without a person touching them. */
  withoutPerson: Share;
  /** Entries of the record that are people's, for each incident; null of none. */
  touchesPerIncident: number | null;
  minutesPerIncident: number | null;
}

/** The figures of one part's counts. */
export function workOf({ part, incidents, untouched, touches, minutes }: WorkCounts): Work {
  const each = (sum: number) => (incidents === 0 ? null : sum / incidents);
  return {
    part,
    incidents,
    withoutPerson: share(untouched, incidents),
    touchesPerIncident: each(touches),
    minutesPerIncident: each(minutes),
  };
}
