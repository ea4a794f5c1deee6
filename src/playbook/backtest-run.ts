/** What a playbook would have done with an incident of the past, as far as the answers of that time say. Pure: no system is within reach. */
import { InputError, toErrorJson } from "../errors.ts";
import type { IncidentFacts } from "../model/incident.ts";
import { type AnswerBook, Answers } from "./answer-book.ts";
import { blankOutput } from "./blank-answer.ts";
import { byBranch } from "./branch-order.ts";
import { capabilityAsked, DrivenRun } from "./driven-run.ts";
import type { Program } from "./program.ts";
import { drive, firstLook, type Next, recordedEvent } from "./recall.ts";
import { pathOf } from "./run-cases.ts";
import { evaluateCondition } from "./scope.ts";
import type { Perform, Work } from "./state.ts";

/** An effect that a run asked for. Whether the guard lets it happen is not asked here. */
export interface AskedEffect {
  capability: string;
  /** The entity, and of which type; null for what acts on none. */
  target: string | null;
  targetType: string | null;
  leaseSeconds: number | null;
}

/** What a run asked and nothing was recorded of. */
export interface Unanswered {
  step: string;
  /** A capability, `form` or `wait-for`. */
  what: string;
  target: string | null;
}

export interface PastRun {
  /** A disposition, `handoff`, `not-triggered`, or `unanswered` when it got no further. */
  outcome: string;
  /** Of a handoff: to whom. */
  queue: string | null;
  /** The steps passed, by the ids that people gave them. */
  path: string[];
  effects: AskedEffect[];
  unanswered: Unanswered[];
  /** Answers to questions that differed in their wording, and effects that were taken to succeed. */
  byWording: number;
  assumed: number;
}

export interface PastOptions {
  /** Takes an effect that nothing was recorded of to succeed, where no step reads what it gives. */
  assumeEffects?: boolean;
}

export const NOT_TRIGGERED: PastRun = {
  outcome: "not-triggered",
  queue: null,
  path: [],
  effects: [],
  unanswered: [],
  byWording: 0,
  assumed: 0,
};

/** Runs a program over an incident as it was when its run began. */
export function pastRun(
  program: Program,
  facts: IncidentFacts,
  book: AnswerBook,
  { assumeEffects = false }: PastOptions = {},
): PastRun {
  if (!isTriggered(program, facts)) return NOT_TRIGGERED;
  const run = new DrivenRun(program, facts);
  const answers = new Answers(book, run);
  const counts = { byWording: 0, assumed: 0 };
  run.begin();
  drive(run, (work) => recordedNext(run, work, answers, counts) ?? assumedNext(run, work, assumeEffects, counts));
  return { ...whatCameOf(run), ...counts };
}

/** The same of a run that is there already. */
export function whatCameOf(run: DrivenRun): Omit<PastRun, "byWording" | "assumed"> {
  const { ending } = run;
  const outcome = ending === null ? "unanswered" : ending.kind === "end" ? ending.disposition : "handoff";
  return {
    outcome,
    queue: ending?.kind === "handoff" ? ending.queue : null,
    path: pathOf({ records: byBranch(run.program, run.records) }),
    effects: run.asked
      .filter(({ effect }) => effect !== "observe")
      .map(({ capability, target, targetType, leaseSeconds }) => ({ capability, target, targetType, leaseSeconds })),
    unanswered: ending === null ? run.pending.map((work) => unansweredOf(run, work)) : [],
  };
}

/** As production does: a trigger that these facts give no value does not hold. */
export function isTriggered(program: Program, facts: IncidentFacts): boolean {
  if (program.called === true) return false;
  try {
    return evaluateCondition(program.trigger, { incident: facts, steps: {} });
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}

function recordedNext(run: DrivenRun, work: Work, answers: Answers, counts: { byWording: number }): Next | null {
  const looked = firstLook(run, work) ?? unusable(run, work);
  if (looked !== null) return looked;
  const found = answers.find(work);
  const event = found === null ? null : recordedEvent(work, found.answer, run.now);
  if (found === null || event === null) return null;
  const take = () => {
    answers.take(work, found);
    if (found.by === "wording") counts.byWording += 1;
  };
  return { event, at: found.at, take };
}

/** What its capability does not accept is refused, as production refuses it. */
function unusable(run: DrivenRun, work: Work): Next | null {
  if (work.kind !== "action") return null;
  try {
    run.askedBy(work);
    return null;
  } catch (error) {
    const json = { ...toErrorJson(error), root: "refused" as const };
    return { event: { kind: "failed", token: work.token, error: json, now: run.now }, at: -1, take: () => {} };
  }
}

/** After everything that was recorded. */
function assumedNext(run: DrivenRun, work: Work, assume: boolean, counts: { assumed: number }): Next | null {
  if (!assume || work.kind !== "action" || work.attempt > 1) return null;
  const capability = capabilityAsked(work);
  if (capability.effect === "observe" || isRead(run.program, work)) return null;
  const event = { kind: "succeeded" as const, token: work.token, output: blankOutput(capability.output), now: run.now };
  const take = () => {
    counts.assumed += 1;
  };
  return { event, at: Number.MAX_SAFE_INTEGER, take };
}

const texts = new WeakMap<Program, string>();

/** Whether anything in the program may read what the step gives. */
function isRead(program: Program, { node }: Perform): boolean {
  let text = texts.get(program);
  if (text === undefined) {
    text = JSON.stringify(program);
    texts.set(program, text);
  }
  const name = node.slice(node.lastIndexOf("/") + 1);
  return /^\w+$/.test(name) && new RegExp(`steps\\s*(\\.\\s*${name}\\b|\\[)`).test(text);
}

function unansweredOf(run: DrivenRun, work: Work): Unanswered {
  if (work.kind !== "action")
    return { step: work.node, what: work.kind === "form" ? "form" : "wait-for", target: null };
  return { step: work.node, what: work.capability, target: run.askedBy(work).target };
}
