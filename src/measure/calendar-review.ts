/** Reviews by the calendar that are about no playbook: each quarter who may do what, each year whether what is allowed is still right. */
import { countAccess, openCalendarReview, writeAccessRows } from "../store/access-review.ts";
import { calendarReviewsDue, countPolicies, type DueReview, runningPeriod } from "../store/calendar-review.ts";
import { type Client, type Database, transaction } from "../store/database.ts";

const DAY_MS = 86_400_000;
/** How long each may wait for its answer. */
const ANSWER_WITHIN_DAYS = { access: 14, policies: 30 } as const;
const A_YEAR_DAYS = 365;

/** Writes the reviews that are due, in every workspace by its own calendar; answers how many. Any number of processes may do it at any time. */
export async function dueCalendarReviews({ system }: Database, now: Date): Promise<number> {
  let written = 0;
  for (const due of await calendarReviewsDue(system, now)) {
    const id = await transaction(system, (client) => writeCalendarReview(client, { ...due, by: "system" }, now));
    if (id !== null) written += 1;
  }
  return written;
}

/** Writes the review of the quarter or year that runs now, ahead of its time; null when it is there. For the system role. */
export async function reviewNow(
  client: Client,
  workspaceId: string,
  kind: DueReview["kind"],
  { by, now }: { by: string; now: Date },
): Promise<string | null> {
  const period = await runningPeriod(client, workspaceId, kind, now);
  return writeCalendarReview(client, { workspaceId, kind, ...period, to: now, by }, now);
}

async function writeCalendarReview(
  client: Client,
  { workspaceId, kind, from, to, owner, by }: DueReview & { by: string },
  now: Date,
): Promise<string | null> {
  const dueAt = new Date(now.getTime() + ANSWER_WITHIN_DAYS[kind] * DAY_MS);
  const looked =
    kind === "access"
      ? await lookAtAccess(client, workspaceId)
      : await lookAtPolicies(client, workspaceId, { from, to });
  const id = await openCalendarReview(client, workspaceId, { kind, from, to, owner, dueAt, by, ...looked });
  if (id !== null && kind === "access") await writeAccessRows(client, workspaceId, id);
  return id;
}

async function lookAtAccess(client: Client, workspaceId: string) {
  const figures = await countAccess(client, workspaceId);
  const { rows, admins, unused } = figures;
  const findings = [
    ...(unused === 0 ? [] : [{ code: "access-unused", text: `${unused} of ${rows} were not used for 90 days.` }]),
    ...(admins < 2
      ? [{ code: "access-one-admin", text: "Fewer than two people administer: nobody can answer for them." }]
      : []),
  ];
  return { figures, findings };
}

async function lookAtPolicies(client: Client, workspaceId: string, period: { from: Date; to: Date }) {
  const figures = await countPolicies(client, workspaceId, period);
  const { policiesAgeDays, taxonomyAgeDays, allowed, asked, refused } = figures;
  const old = (what: string, days: number | null) =>
    days !== null && days > A_YEAR_DAYS
      ? [{ code: `${what}-old`, text: `What is in force of ${what} is ${days} days old.` }]
      : [];
  const guarded = allowed + asked + refused;
  const findings = [
    ...old("policies", policiesAgeDays),
    ...old("taxonomy", taxonomyAgeDays),
    ...(guarded > 0 && allowed === 0
      ? [{ code: "policies-allow-nothing", text: `None of ${guarded} effects was allowed without asking.` }]
      : []),
  ];
  return { figures, findings };
}
