/** What was seen when: one observation for each alert of an incident, in the sense of STIX, as far as there is room for them. */
import { z } from "zod";
import { Observable } from "./observable.ts";

/** An alert has no more observables than this; one that has as many may have had more. */
export const MOST_OBSERVABLES = 200;
/** Observations that are written down, and observables in them all: what a storm has more is counted. */
const MOST_SEEN = 100;
const MOST_OBSERVABLES_SEEN = 500;

export const Observation = z.object({
  /** ISO 8601. An alert is seen at one moment; what several stand for was seen between the two. */
  firstAt: z.iso.datetime(),
  lastAt: z.iso.datetime(),
  /** How many alerts it stands for. */
  count: z.number().int().min(1),
  observables: z.array(Observable),
  /** False where more was seen than is written here: nobody can say that something was not among it. */
  complete: z.boolean(),
});
export type Observation = z.infer<typeof Observation>;

/** One alert, and what was seen in it. */
export interface SeenAlert {
  time: Date;
  observables: readonly Observable[];
}

/** The observations of alerts, in their order; `count` of them there are, of which `alerts` are the first. What there is no room for is the last, and incomplete. */
export function observationsOf(alerts: readonly SeenAlert[], count = alerts.length): Observation[] {
  const seen: Observation[] = [];
  let room = MOST_OBSERVABLES_SEEN;
  for (const { time, observables } of alerts.slice(0, MOST_SEEN)) {
    room -= observables.length;
    if (room < 0) break;
    const at = time.toISOString();
    const complete = observables.length < MOST_OBSERVABLES;
    seen.push({ firstAt: at, lastAt: at, count: 1, observables: [...observables], complete });
  }
  const left = count - seen.length;
  return left > 0 ? [...seen, unseen(left)] : seen;
}

/** So many alerts of which nobody wrote down what was seen, and when. */
export function unseen(count: number): Observation {
  return {
    firstAt: "1970-01-01T00:00:00.000Z",
    lastAt: "9999-12-31T23:59:59.999Z",
    count,
    observables: [],
    complete: false,
  };
}
