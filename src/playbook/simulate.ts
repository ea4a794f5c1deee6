/** Runs a program with given answers: the very stepper of production, with no world behind it. Waits pass at once. */

import { capabilities } from "../connector/capabilities/catalog.ts";
import type { Capability } from "../connector/capability.ts";
import { DefectError, type ErrorJson, InputError } from "../errors.ts";
import type { IncidentFacts } from "../model/incident.ts";
import type { Program } from "./program.ts";
import { evaluateCondition } from "./scope.ts";
import { type Ending, initialState, type Perform, type RunEvent, type StepRecord } from "./state.ts";
import { advance } from "./step.ts";

/** What the world says to one action: an output, or an error. */
export type Answer = { output: Record<string, unknown> } | { error: ErrorJson };

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

const MAX_EVENTS = 10_000;

/**
 * Runs to the end. `answer` is asked once for every attempt. Throws InputError `playbook.bad-input` when a step asks for something its
 * capability does not accept: production would refuse it too.
 */
export function simulate(program: Program, facts: IncidentFacts, answer: (perform: Perform) => Answer): Simulation {
  const simulation: Simulation = {
    triggered: evaluateCondition(program.trigger, { incident: facts, steps: {} }),
    ending: null,
    records: [],
    asked: [],
  };
  if (!simulation.triggered) return simulation;
  let now = Date.parse(facts.openedAt) || 0;
  let state = initialState;
  const events: RunEvent[] = [{ kind: "started", now }];
  for (let count = 0; count < MAX_EVENTS; count++) {
    const event = events.shift();
    if (event === undefined) throw new DefectError("playbook.stuck", `Playbook ${program.name} waits for nothing.`);
    const transition = advance(program, facts, state, event);
    state = transition.state;
    simulation.records.push(...transition.records);
    if (state.ending !== null) return { ...simulation, ending: state.ending };
    for (const perform of transition.perform) events.push(answered(perform, note(perform, simulation), answer, now));
    if (events.length > 0 || transition.wakeAt === null) continue;
    now = Math.max(now, transition.wakeAt);
    events.push({ kind: "woken", now });
  }
  throw new DefectError("playbook.endless", `Playbook ${program.name} did not end within ${MAX_EVENTS} events.`);
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

function answered(
  perform: Perform,
  capability: Capability,
  answer: (perform: Perform) => Answer,
  now: number,
): RunEvent {
  const given = answer(perform);
  if ("error" in given) return { kind: "failed", token: perform.token, error: given.error, now };
  const parsed = capability.output.safeParse(given.output);
  if (parsed.success) return { kind: "succeeded", token: perform.token, output: parsed.data, now };
  const issues = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
  throw new InputError(
    "playbook.bad-answer",
    `the answer for step "${perform.node}" is no output of ${capability.id}: ${issues}`,
  );
}
