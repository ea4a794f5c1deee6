/** The scheduled look at a playbook's effectiveness: figures, how they compare, what they say. docs/reviews.md is its page. */
import type { Queryable } from "../store/database.ts";
import { decisionsAbout } from "../store/decision-read.ts";
import { countBranches, countRuns, playbooksToReview, type RunCounts } from "../store/measure.ts";
import { writeReview } from "../store/review.ts";
import { type BranchShare, branchMix } from "./branch-mix.ts";
import { type Figures, figuresOf } from "./figures.ts";
import { type Finding, findingsOf } from "./findings.ts";

export interface Period {
  /** The first moment of it … */
  from: Date;
  /** … and the first moment after it. */
  to: Date;
}

/** What a review record holds in `figures`. */
export interface ReviewFigures {
  period: Figures;
  previousPeriod: Figures;
  /** Which ways the steps that choose went. */
  branches: BranchShare[];
  versions: { version: number; figures: Figures }[];
  /** The newest version that ran before those, in the period or in the one before it; null when there is none. */
  previousVersion: { version: number; figures: Figures } | null;
  /** Taken in the period, about the playbook: the newest 50. */
  decisions: Awaited<ReturnType<typeof decisionsAbout>>;
}

/** How long a review may wait for its answer. */
const ANSWER_WITHIN_MS = 7 * 86_400_000;

/**
 * Reviews one playbook, or every playbook that ran in a period or fell silent in it, and answers the ids of the records. Repeated for the same period it
 * brings the record up to date until it is answered, and never writes a second one. Within the caller's transaction.
 */
export async function runReview(
  client: Queryable,
  workspaceId: string,
  request: Period & { playbook?: string | undefined; by?: string },
): Promise<string[]> {
  const { from, to, by = "system" } = request;
  const ids: string[] = [];
  for (const playbook of await playbooksToReview(client, workspaceId, { from, to }, request.playbook)) {
    const figures = await figuresOfPeriod(client, workspaceId, playbook.name, { from, to });
    const findings = findingsIn(figures);
    const review = {
      playbook: playbook.name,
      from,
      to,
      figures,
      findings,
      owner: playbook.owner,
      dueAt: new Date(Math.max(to.getTime(), Date.now()) + ANSWER_WITHIN_MS),
      by,
    };
    ids.push((await writeReview(client, workspaceId, review)).id);
  }
  return ids;
}

/** What a review of a playbook holds: the period, the one of the same length before it, each version. */
export async function figuresOfPeriod(
  client: Queryable,
  workspaceId: string,
  playbook: string,
  period: Period,
): Promise<ReviewFigures> {
  const before = { from: new Date(2 * period.from.getTime() - period.to.getTime()), to: period.from };
  const counts = await countRuns(client, workspaceId, playbook, period);
  const earlier = await countRuns(client, workspaceId, playbook, before);
  const versions = counts.map((one) => ({ version: one.version, figures: figuresOf([one]) }));
  const newest = versions.at(-1);
  const previousVersion = newest === undefined ? null : versionBefore(newest.version, counts, earlier);
  const branches = branchMix(
    await countBranches(client, workspaceId, playbook, period),
    await countBranches(client, workspaceId, playbook, before),
  );
  const decisions = await decisionsAbout(client, workspaceId, playbook, period);
  const previousPeriod = figuresOf(earlier);
  return { period: figuresOf(counts), previousPeriod, branches, versions, previousVersion, decisions };
}

function findingsIn({ period, previousPeriod, versions, previousVersion }: ReviewFigures): Finding[] {
  const newest = versions.at(-1);
  const compared = newest === undefined || previousVersion === null ? null : { newest, earlier: previousVersion };
  return findingsOf(period, previousPeriod, compared);
}

/** All that is counted of the version before, in both periods. */
function versionBefore(
  newest: number,
  ...periods: (RunCounts & { version: number })[][]
): ReviewFigures["previousVersion"] {
  const older = periods.flat().filter(({ version }) => version < newest);
  if (older.length === 0) return null;
  const version = Math.max(...older.map((one) => one.version));
  return { version, figures: figuresOf(older.filter((one) => one.version === version)) };
}
