/** How the risk of a false alarm is shared out: docs/reviews.md states it, and `npm run bench:drift` measures it. */
import { falseAlarmsPerYear } from "./drift-life.ts";

/** What is watched of a playbook … */
export const PLAYBOOK_WATCHES = ["falsePositives", "failures", "handoffs", "refusals", "branches", "volume"] as const;
/** … and of a source of alerts. */
export const SOURCE_WATCHES = ["fields", "volume"] as const;
/** The fields of a source, each by whether it is filled. */
export const SOURCE_FIELDS = ["severity", "entity", "initialDisposition", "techniques"] as const;

/** The yearly risk of each watch: with it a playbook's six make one false alarm in ten years. */
export const ALPHA = 1 / 61;

export const statedFalseAlarmsPerPlaybookYear = PLAYBOOK_WATCHES.length * falseAlarmsPerYear(ALPHA);
export const statedFalseAlarmsPerSourceYear = SOURCE_WATCHES.length * falseAlarmsPerYear(ALPHA);

/** The risk of one of several tests that are one watch together. */
export function alphaOfPart(parts: number): number {
  return ALPHA / Math.max(1, parts);
}
