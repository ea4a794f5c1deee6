/** A draft beside the version in force, over the incidents of the past: what would have been different for each, and in sum. */
import type { IncidentFacts } from "../model/incident.ts";
import { AnswerBook, type RecordedEffect } from "./answer-book.ts";
import {
  type AskedEffect,
  isTriggered,
  NOT_TRIGGERED,
  type PastOptions,
  type PastRun,
  pastRun,
  whatCameOf,
} from "./backtest-run.ts";
import type { Program } from "./program.ts";
import { type RecordedRun, recall } from "./recall.ts";

/** An incident as it was when it was responded to, with what its runs recorded. */
export interface PastIncident {
  id: string;
  number: number;
  type: string;
  facts: IncidentFacts;
  /** Ended ones, the oldest first. */
  runs: RecordedRun[];
  effects: RecordedEffect[];
}

export interface Trial {
  draft: Program;
  /** Null when none of that name is in force: then the draft is compared with nothing being done. */
  inForce: { id: string; program: Program } | null;
  /** Of versions that runs pinned, by id. */
  programs: ReadonlyMap<string, Program>;
  options: PastOptions;
}

export const CHANGES = ["trigger", "path", "effects", "outcome"] as const;
export type Change = (typeof CHANGES)[number];

/** One incident, compared. Where a run got no further for want of answers, only what it did up to there is compared. */
export interface Comparison {
  id: string;
  number: number;
  type: string;
  changed: Change[];
  inForce: PastRun;
  draft: PastRun;
  newEffects: AskedEffect[];
  goneEffects: AskedEffect[];
  /** False where the record of a run does not tell what its version would have done: an older Cordon, or a record that is cut. */
  told: boolean;
}

/** Compares one incident. */
export function compareOne(incident: PastIncident, { draft, inForce, programs, options }: Trial): Comparison {
  const { id, number, type, facts } = incident;
  const book = new AnswerBook(incident.effects);
  let told = true;
  let before: PastRun | null = null;
  for (const recorded of incident.runs) {
    const program = programs.get(recorded.programId);
    if (program === undefined) continue;
    const recalled = recall(program, facts, recorded, book);
    told &&= recalled.told;
    if (recalled.told && recorded.programId === inForce?.id && isTriggered(program, facts))
      before = { ...whatCameOf(recalled.run), byWording: 0, assumed: 0 };
  }
  before ??= inForce === null ? NOT_TRIGGERED : pastRun(inForce.program, facts, book, options);
  const after = pastRun(draft, facts, book, options);
  return { id, number, type, told, inForce: before, draft: after, ...differencesOf(before, after) };
}

type Differences = Pick<Comparison, "changed" | "newEffects" | "goneEffects">;

function differencesOf(before: PastRun, after: PastRun): Differences {
  const began = (run: PastRun) => run.outcome !== "not-triggered";
  const newEffects = without(after.effects, before.effects);
  const goneEffects = without(before.effects, after.effects);
  // Of what got no further nobody knows what it would have left out.
  const [moreMayCome, moreMayHaveCome] = [after.outcome === "unanswered", before.outcome === "unanswered"];
  const differ: Record<Change, boolean> = {
    trigger: began(before) !== began(after),
    path: !samePath(before, after),
    effects: (newEffects.length > 0 && !moreMayHaveCome) || (goneEffects.length > 0 && !moreMayCome),
    outcome: !moreMayCome && !moreMayHaveCome && (before.outcome !== after.outcome || before.queue !== after.queue),
  };
  return {
    changed: CHANGES.filter((change) => differ[change]),
    newEffects: moreMayHaveCome ? [] : newEffects,
    goneEffects: moreMayCome ? [] : goneEffects,
  };
}

/** Equal as far as both of them got. */
function samePath(before: PastRun, after: PastRun): boolean {
  const length = Math.min(
    before.outcome === "unanswered" ? before.path.length : Number.POSITIVE_INFINITY,
    after.outcome === "unanswered" ? after.path.length : Number.POSITIVE_INFINITY,
  );
  const [a, b] = [before.path.slice(0, length), after.path.slice(0, length)];
  return a.length === b.length && a.every((step, index) => step === b[index]);
}

/** Those of `some` that are not among `others`, each counted as often as it is there. */
function without(some: readonly AskedEffect[], others: readonly AskedEffect[]): AskedEffect[] {
  const left = others.map(effectText);
  return some.filter((effect) => {
    const at = left.indexOf(effectText(effect));
    if (at === -1) return true;
    left.splice(at, 1);
    return false;
  });
}

/** `capability target for 3600s`. */
export function effectText({ capability, target, leaseSeconds }: AskedEffect): string {
  return `${capability}${target === null ? "" : ` ${target}`}${leaseSeconds === null ? "" : ` for ${leaseSeconds}s`}`;
}
