/** Runs a program with given answers: the very stepper of production, with no world behind it. Waits pass at once. */

import type { z } from "zod";
import { DefectError, type ErrorJson, InputError } from "../errors.ts";
import type { IncidentFacts } from "../model/incident.ts";
import { answersSchema } from "./declared.ts";
import { type Asked, capabilityAsked, DrivenRun, issuesText } from "./driven-run.ts";
import { Observed, withEvent } from "./observed.ts";
import type { Program } from "./program.ts";
import { evaluateCondition } from "./scope.ts";
import type { AskPeople, Ending, Observe, Perform, RunEvent, StepRecord, Work } from "./state.ts";

/** What the world says to one piece of work: an output, or an error, or nothing in time. */
export type Answer = { output: Record<string, unknown> } | { error: ErrorJson } | { silence: true };

export interface Simulation {
  /** False when the trigger does not hold; then nothing ran. */
  triggered: boolean;
  ending: Ending | null;
  records: StepRecord[];
  asked: Asked[];
}

const MAX_EVENTS = 10_000;

/**
 * Runs to the end. `answer` is asked once for every attempt; `inputs` are those of a playbook that is a part of others. Throws InputError `playbook.bad-input` when a step asks for something its
 * capability does not accept: production would refuse it too.
 */
export function simulate(
  program: Program,
  facts: IncidentFacts,
  answer: (work: Work) => Answer,
  inputs: Record<string, unknown> = {},
): Simulation {
  const run = new DrivenRun(program, facts, inputs);
  const triggered = evaluateCondition(program.trigger, { incident: facts, steps: {} });
  const looked = new Set<string>();
  if (triggered) run.begin();
  for (let count = 0; triggered && run.ending === null; count++) {
    if (count === MAX_EVENTS)
      throw new DefectError("playbook.endless", `Playbook ${program.name} did not end within ${MAX_EVENTS} events.`);
    const [work] = run.pending;
    if (work !== undefined) run.give(eventOf(run, work, answer, looked));
    else if (!run.pass()) throw new DefectError("playbook.stuck", `Playbook ${program.name} waits for nothing.`);
  }
  return { triggered, ending: run.ending, records: run.records, asked: run.asked };
}

/** `looked`: the waits whose answer was given already; a second look finds nothing new. */
function eventOf(run: DrivenRun, work: Work, answer: (work: Work) => Answer, looked: Set<string>): RunEvent {
  const { now } = run;
  const { token } = work;
  if (work.kind === "observe" && work.since === null) return { kind: "observed", token, seen: atFirst(run.facts), now };
  if (work.kind === "observe" && looked.has(work.key)) return { kind: "expired", token, now };
  if (work.kind === "action") run.askedBy(work);
  const given = answer(work);
  if (work.kind === "observe" && "output" in given) looked.add(work.key);
  return answerEvent(work, given, now);
}

/** What an answer means to the run. @throws InputError `playbook.bad-answer` when it is no answer to that. */
export function answerEvent(work: Work, given: Answer, now: number): RunEvent {
  const { token } = work;
  if (work.kind === "action") return answered(work, given, now);
  if (!("output" in given)) return { kind: "expired", token, now };
  if (work.kind === "form") return { kind: "succeeded", token, output: checked(work, given), now };
  return { kind: "observed", token, seen: laterLook(work, given), now };
}

/** How the incident is before anything happened to it. */
export function atFirst(facts: IncidentFacts): Observed {
  const { severity, severityId, priority, initialDisposition, alertCount, observations } = facts;
  const counts = { commentCount: 0, revision: 1, ticketChanges: 0, leasesEnded: 0, approvalsAnswered: 0 };
  const common = { severity, severityId, priority, disposition: initialDisposition, owner: "" };
  return { status: "in-progress", ...common, alertCount, observations, ...counts };
}

/** The event has happened, and what the case says of the incident holds. */
function laterLook({ node, since, event }: Observe, given: { output: Record<string, unknown> }): Observed {
  const parsed = Observed.partial().strict().safeParse(given.output);
  if (parsed.success) return Observed.parse({ ...withEvent(since!, event), ...parsed.data });
  throw badAnswer(node, "look at the incident", parsed.error);
}

/** The answers of a form, as people would have to give them. */
function checked(work: AskPeople, given: { output: Record<string, unknown> }): Record<string, unknown> {
  const parsed = answersSchema(work.fields).safeParse(given.output);
  if (parsed.success) return parsed.data;
  throw badAnswer(work.node, "answer to its form", parsed.error);
}

function badAnswer(node: string, what: string, error: z.ZodError): InputError {
  return new InputError("playbook.bad-answer", `the answer for step "${node}" is no ${what}: ${issuesText(error)}`);
}

function answered(perform: Perform, given: Answer, now: number): RunEvent {
  if ("error" in given) return { kind: "failed", token: perform.token, error: given.error, now };
  const { id, output } = capabilityAsked(perform);
  const parsed = output.safeParse("output" in given ? given.output : {});
  if (parsed.success) return { kind: "succeeded", token: perform.token, output: parsed.data, now };
  throw badAnswer(perform.node, `output of ${id}`, parsed.error);
}
