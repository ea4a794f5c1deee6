/** A playbook that never runs is a promise that nobody has tried: it is said once, in one review of all of them, not in one each week. */
import type { Queryable } from "../store/database.ts";
import { idlePlaybooks, writeIdleReview } from "../store/idle.ts";

const DAY_MS = 86_400_000;
/** A quarter: what is only for rare days may well be silent for a month. */
const IDLE_DAYS = 90;
const ANSWER_WITHIN_DAYS = 14;

/**
 * Writes one review of the playbooks in force that did not run in the 90 days before `to` and were not named since they last ran. Answers its id; nothing
 * where there is none to name. Within the caller's transaction.
 */
export async function reviewIdle(client: Queryable, workspaceId: string, to: Date): Promise<string[]> {
  const from = new Date(to.getTime() - IDLE_DAYS * DAY_MS);
  const idle = await idlePlaybooks(client, workspaceId, { from, to });
  if (idle.length === 0) return [];
  const findings = idle.map(({ name, lastRun }) => ({
    code: "idle",
    playbook: name,
    text: `${name} ${lastRun === null ? "has never run" : `has not run since ${lastRun.toISOString().slice(0, 10)}`}. See whether anything maps to it, rehearse it (cordon playbook test), or retire it.`,
  }));
  const figures = { playbooks: idle.length, neverRan: idle.filter(({ lastRun }) => lastRun === null).length };
  const dueAt = new Date(Math.max(to.getTime(), Date.now()) + ANSWER_WITHIN_DAYS * DAY_MS);
  const id = await writeIdleReview(client, workspaceId, { from, to, figures, findings, dueAt });
  return id === null ? [] : [id];
}
