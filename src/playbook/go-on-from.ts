/** From which state a run goes on at one of its steps, worked out from its record: what was before stays as it was, what comes after is done anew. */
import { InputError, RefusedError } from "../errors.ts";
import { didYouMean } from "../expression/nearest.ts";
import type { IncidentFacts } from "../model/incident.ts";
import type { NodeId, Program } from "./program.ts";
import { type RecordedRun, recall } from "./recall.ts";
import type { RunState } from "./state.ts";

/**
 * The state of a recorded run when it last came to `step`, with its clocks set to `now` (milliseconds since 1970).
 * @throws InputError `run.no-such-step` with the nearest there is; RefusedError `run.not-from-there` where the step asks for nothing or was not come
 * to, where the record is not what this version does, and where what was done before has been taken back: nothing is guessed.
 */
export function stateFrom(
  program: Program,
  facts: IncidentFacts,
  recorded: RecordedRun,
  step: NodeId,
  now: number,
): RunState {
  if (program.nodes[step] === undefined)
    throw new InputError(
      "run.no-such-step",
      `The playbook has no step "${step}"; ${didYouMean(step, Object.keys(program.nodes))}`,
    );
  const { moments, told } = recall(program, facts, recorded, { note: () => {} });
  if (!told) throw notFrom("its record is not what this version of the playbook does");
  const moment = moments.get(step);
  if (moment === undefined) {
    const known = [...moments.keys()];
    const where = known.length === 0 ? "it came to none that asks for something" : `it can from ${known.join(", ")}`;
    throw notFrom(`it never came to "${step}", or that step asks for nothing; ${where}`);
  }
  if (
    isTakingBack(step) ||
    recorded.lines.slice(moment.recorded).some(({ step: at, status }) => isTakingBack(at) && status === "succeeded")
  )
    throw notFrom("what it did before has been taken back");
  return withClock(moment.state, now - moment.now);
}

function isTakingBack(step: NodeId): boolean {
  return step.includes(".compensate-");
}

/** Waits that have begun last as long as they would have, from now on. */
function withClock(state: RunState, later: number): RunState {
  const tokens = state.tokens.map(({ wakeAt, deadline, ...token }) => ({
    ...token,
    wakeAt: wakeAt === null ? null : wakeAt + later,
    ...(deadline === undefined ? {} : { deadline: deadline + later }),
  }));
  return { ...state, tokens };
}

function notFrom(why: string): RefusedError {
  return new RefusedError("run.not-from-there", `The run cannot go on from there: ${why}.`);
}
