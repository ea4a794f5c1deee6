/** Reviews that are due by the calendar: every week, of the week before. */
import { type Database, transaction } from "../store/database.ts";
import { workspacesWithoutReview } from "../store/review.ts";
import { type Period, runReview } from "./review.ts";

const DAY_MS = 86_400_000;
const DUE_AFTER_MS = 6 * 3_600_000;

/** The newest ISO week (ISO 8601: Monday to Sunday, in UTC) whose review is due: from Monday 06:00 on it is the week before. */
export function weekDue(now: Date): Period {
  const at = new Date(now.getTime() - DUE_AFTER_MS);
  const midnight = Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate());
  const daysSinceMonday = (at.getUTCDay() + 6) % 7;
  const to = midnight - daysSinceMonday * DAY_MS;
  return { from: new Date(to - 7 * DAY_MS), to: new Date(to) };
}

/** Writes the weekly reviews that are missing, in every workspace; answers how many. Any number of processes may call it at any time. */
export async function dueReviews(database: Database, now: Date): Promise<number> {
  const week = weekDue(now);
  let written = 0;
  for (const { workspaceId, playbooks } of await workspacesWithoutReview(database.system, week)) {
    for (const playbook of playbooks) {
      written += (await transaction(database.system, (client) => runReview(client, workspaceId, { ...week, playbook })))
        .length;
    }
  }
  return written;
}
