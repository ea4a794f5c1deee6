/** Runs a program with given answers: the very stepper of production, with no world behind it. Waits pass at once. */

import type { z } from "zod";
import { capabilities } from "../connector/capabilities/catalog.ts";
import type { Capability } from "../connector/capability.ts";
import { DefectError, type ErrorJson, InputError } from "../errors.ts";
import type { IncidentFacts } from "../model/incident.ts";
import { answersSchema } from "./declared.ts";
import { Observed, withEvent } from "./observed.ts";
import type { Program } from "./program.ts";
import { evaluateCondition } from "./scope.ts";
import {
  type AskPeople,
  type Ending,
  initialState,
  type Observe,
  type Perform,
  type RunEvent,
  type RunState,
  type StepRecord,
  type Work,
} from "./state.ts";
import { advance } from "./step.ts";

/** What the world says to one piece of work: an output, or an error, or nothing in time. */
export type Answer = { output: Record<string, unknown> } | { error: ErrorJson } | { silence: true };

/** An action as it was asked for, the first time. */
export interface Asked {
  step: string;
  capability: string;
  effect: Capability["effect"];
  input: Record<string, unknown>;
  /** The entity it acts on; null for what acts on none. */
  target: string | null;
  leaseSeconds: number | null;
}

export interface Simulation {
  /** False when the trigger does not hold; then nothing ran. */
  triggered: boolean;
  ending: Ending | null;
  records: StepRecord[];
  asked: Asked[];
}

/** A simulation under way, and the waits whose answer was given already: a second look finds nothing new. */
interface Going extends Simulation {
  facts: IncidentFacts;
  looked: Set<string>;
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
  const simulation: Going = {
    facts,
    looked: new Set(),
    triggered: evaluateCondition(program.trigger, { incident: facts, steps: {} }),
    ending: null,
    records: [],
    asked: [],
  };
  if (!simulation.triggered) return outcome(simulation, null);
  let now = Date.parse(facts.openedAt) || 0;
  let state: RunState = { ...initialState, inputs: { "": inputs } };
  const events: RunEvent[] = [{ kind: "started", now }];
  for (let count = 0; count < MAX_EVENTS; count++) {
    const event = events.shift();
    if (event === undefined) throw new DefectError("playbook.stuck", `Playbook ${program.name} waits for nothing.`);
    const transition = advance(program, facts, state, event);
    state = transition.state;
    simulation.records.push(...transition.records);
    if (state.ending !== null) return outcome(simulation, state.ending);
    for (const work of transition.perform) events.push(eventOf(work, answer, now, simulation));
    if (events.length > 0 || transition.wakeAt === null) continue;
    now = Math.max(now, transition.wakeAt);
    events.push({ kind: "woken", now });
  }
  throw new DefectError("playbook.endless", `Playbook ${program.name} did not end within ${MAX_EVENTS} events.`);
}

function outcome({ triggered, records, asked }: Simulation, ending: Ending | null): Simulation {
  return { triggered, ending, records, asked };
}

function eventOf(work: Work, answer: (work: Work) => Answer, now: number, going: Going): RunEvent {
  const { token } = work;
  if (work.kind === "observe" && work.since === null)
    return { kind: "observed", token, seen: atFirst(going.facts), now };
  if (work.kind === "observe" && going.looked.has(work.key)) return { kind: "expired", token, now };
  const capability = work.kind === "action" ? note(work, going) : null;
  const given = answer(work);
  if (work.kind === "action") return answered(work, capability!, given, now);
  if (!("output" in given)) return { kind: "expired", token, now };
  if (work.kind === "form") return { kind: "succeeded", token, output: checked(work, given), now };
  going.looked.add(work.key);
  return { kind: "observed", token, seen: laterLook(work, given), now };
}

/** How the incident is before anything happened to it. */
function atFirst({ severity, severityId, priority, initialDisposition, alertCount }: IncidentFacts): Observed {
  const counts = { commentCount: 0, revision: 1, ticketChanges: 0, leasesEnded: 0, approvalsAnswered: 0 };
  const common = { severity, severityId, priority, disposition: initialDisposition, owner: "" };
  return { status: "in-progress", ...common, alertCount, ...counts };
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
  const issues = error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
  return new InputError("playbook.bad-answer", `the answer for step "${node}" is no ${what}: ${issues}`);
}

/** Notes what is asked for; another attempt at the same step is the same wish. */
function note(perform: Perform, simulation: Simulation): Capability {
  const capability = capabilities.get(perform.capability);
  if (capability === undefined)
    throw new DefectError("playbook.no-such-capability", `There is no capability ${perform.capability}.`);
  if (perform.attempt > 1) return capability;
  const parsed = capability.input.safeParse(perform.input);
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
    throw new InputError(
      "playbook.bad-input",
      `step "${perform.node}" asks ${perform.capability} for something it does not accept: ${issues}`,
    );
  }
  const input = parsed.data as Record<string, unknown>;
  const target = capability.target === undefined ? null : String(input[capability.target.field]);
  const { node: step, leaseSeconds } = perform;
  simulation.asked.push({ step, capability: capability.id, effect: capability.effect, input, target, leaseSeconds });
  return capability;
}

function answered(perform: Perform, capability: Capability, given: Answer, now: number): RunEvent {
  if ("error" in given) return { kind: "failed", token: perform.token, error: given.error, now };
  const parsed = capability.output.safeParse("output" in given ? given.output : {});
  if (parsed.success) return { kind: "succeeded", token: perform.token, output: parsed.data, now };
  throw badAnswer(perform.node, `output of ${capability.id}`, parsed.error);
}
