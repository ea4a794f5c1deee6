/** Runs with a world that answers by the dice, and remembers every event. */
import type { IncidentFacts } from "../../src/model/incident.ts";
import type { Observed } from "../../src/playbook/observed.ts";
import type { Program } from "../../src/playbook/program.ts";
import { initialState, type RunEvent, type RunState, type Transition, type Work } from "../../src/playbook/state.ts";
import { advance } from "../../src/playbook/step.ts";

export interface RandomRun {
  events: RunEvent[];
  /** One a move, as JSON. */
  moves: string[];
  state: RunState;
  /** Every wish with the attempt it was made at. */
  wishes: Work[];
}

const NOW = 1_800_000_000_000;
const MAX_EVENTS = 400;
const SEEN = {
  status: "in-progress",
  severity: "medium",
  severityId: 3,
  priority: "medium",
  disposition: "unknown",
} as const;
const COUNTS = { alertCount: 1, commentCount: 0, revision: 1, ticketChanges: 0, leasesEnded: 0, approvalsAnswered: 0 };

/** Runs until it ends, or for so many events. `dice` gives numbers from 0 up to 1. */
export function randomRun(program: Program, facts: IncidentFacts, dice: () => number): RandomRun {
  const run: RandomRun = { events: [], moves: [], state: initialState, wishes: [] };
  let open: Work[] = [];
  let now = NOW;
  let joined = 0;
  let event: RunEvent = { kind: "started", now };
  for (let count = 0; count < MAX_EVENTS; count++) {
    const move = take(program, facts, run, event);
    if (run.state.ending !== null) return run;
    if (event.kind === "recovered") open = [];
    open = [
      ...open.filter((work) =>
        run.state.tokens.some((token) => token.id === work.token && token.phase === "performing"),
      ),
      ...move.perform,
    ];
    const chosen = open.splice(Math.floor(dice() * open.length), 1)[0];
    now += Math.floor(dice() * 1000);
    if (dice() < 0.05) event = { kind: "recovered", now };
    else if (chosen !== undefined) event = answer(chosen, dice, now, () => ++joined);
    else {
      now = Math.max(now, move.wakeAt ?? now);
      event = { kind: "woken", now };
    }
  }
  return run;
}

function take(program: Program, facts: IncidentFacts, run: RandomRun, event: RunEvent): Transition {
  const move = advance(program, facts, run.state, event);
  run.events.push(event);
  run.moves.push(JSON.stringify(move));
  run.wishes.push(...move.perform);
  run.state = move.state;
  return move;
}

function answer(work: Work, dice: () => number, now: number, join: () => number): RunEvent {
  const { token } = work;
  const luck = dice();
  if (work.kind === "observe") {
    const seen: Observed = {
      ...SEEN,
      observations: [],
      owner: "",
      ...COUNTS,
      alertCount: luck < 0.5 ? 1 + join() : COUNTS.alertCount,
    };
    return { kind: "observed", token, seen, now };
  }
  if (luck < 0.15) return { kind: "parked", token, wakeAt: now + 60_000, now };
  if (work.kind === "form")
    return luck < 0.3 ? { kind: "expired", token, now } : { kind: "succeeded", token, output: { yes: true }, now };
  if (luck < 0.4) {
    const root = luck < 0.3 ? "transient" : "refused";
    return { kind: "failed", token, error: { root, code: "test.failed", message: "no" }, now };
  }
  return { kind: "succeeded", token, output: { id: "1" }, now };
}
