/** Reviews that are due by the calendar: every week, of the week before; and reminders of those that nobody answered. */
import type { Log } from "../log.ts";
import { type Database, inWorkspace, transaction } from "../store/database.ts";
import { noteReviewed, workspacesWithoutReview } from "../store/review.ts";
import { remindOfReviews } from "../store/review-drift.ts";
import { reviewIdle } from "./idle.ts";
import { runReview } from "./review.ts";

/**
 * Writes the weekly reviews that are missing, in every workspace by its own calendar; answers how many were written or brought up to date. Any number of
 * processes may call it at any time.
 */
export async function dueReviews(database: Database, now: Date): Promise<number> {
  let written = 0;
  for (const { workspaceId, ...week } of await workspacesWithoutReview(database.system, now)) {
    // As nobody in particular: a review is read by all, and tells of no restricted incident.
    const ids = await inWorkspace(database, workspaceId, async (client) => [
      ...(await runReview(client, workspaceId, week)),
      ...(await reviewIdle(client, workspaceId, week.to)),
    ]);
    // Only now: who is killed in between leaves the week to be looked through again, which writes nothing twice.
    await noteReviewed(database.system, workspaceId, week.to);
    written += ids.length;
  }
  return written;
}

/** Reminds of reviews that are overdue, once a day each, until they are answered; answers how many. */
export async function remindOfOverdue({ system }: Database, log: Log, now: Date): Promise<number> {
  const overdue = await transaction(system, (client) => remindOfReviews(client, now));
  for (const { id, about, owner, reminders } of overdue)
    log.warn({ review: id, about, owner, reminders }, "a review is overdue for an answer");
  return overdue.length;
}
