/** A playbook run as the durable engine sees it: the pure stepper inside, effects through the guard and the journal outside. */
import type { Activity, Move, RunKind, RunRecord, Write } from "../engine/kind.ts";
import { type ErrorJson, RefusedError, toErrorJson } from "../errors.ts";
import type { Ending, Perform, RunEvent, RunState, Transition, Work } from "../playbook/state.ts";
import { advance } from "../playbook/step.ts";
import type { Client } from "../store/database.ts";
import { actionFor, call, type ReadyAction } from "./content.ts";
import { effectActivity } from "./effect-activity.ts";
import { endingWrite } from "./ending.ts";
import { formActivity } from "./form-activity.ts";
import { failedEvent, type LoadedRun } from "./loaded-run.ts";
import { observeActivity } from "./observe-activity.ts";
import { isShadow, shadowEnding, shadowQuestion } from "./shadow-activity.ts";

export type RunLoader = (client: Client, runs: RunRecord[]) => Promise<Map<string, LoadedRun>>;

/** The one kind of run there is. `load` comes from the wiring, which knows the caches. */
export function playbookRuns(load: RunLoader): RunKind<LoadedRun, RunEvent> {
  return {
    load,
    started: (now) => ({ kind: "started", now }),
    woken: (now) => ({ kind: "woken", now }),
    recovered: (now) => ({ kind: "recovered", now }),
    advance(loaded, run, event) {
      const transition = advance(loaded.program, loaded.facts, run.state as RunState, event);
      const again = event.kind === "woken" || event.kind === "recovered";
      return moveOf(loaded, run, transition, again);
    },
    abort: (loaded, run, reason) => abortMove(loaded, run, reason),
  };
}

function moveOf(loaded: LoadedRun, run: RunRecord, transition: Transition, again: boolean): Move<RunEvent> {
  const { state } = transition;
  const ending = state.ending;
  return {
    state,
    activities: transition.perform.map((work) => workOf(loaded, run, work, again || work.attempt > 1)),
    records: transition.records,
    writes: ending === null ? [] : [endOf(loaded, run, ending)],
    wakeAt: transition.wakeAt === null ? null : new Date(transition.wakeAt),
    ended:
      ending === null
        ? null
        : {
            status: "done",
            outcome: ending.kind === "end" ? ending.disposition : "handoff",
            error: ending.kind === "handoff" ? ending.error : null,
          },
  };
}

function endOf(loaded: LoadedRun | null, run: RunRecord, ending: Ending): Write {
  return isShadow(run) ? shadowEnding(run, ending) : endingWrite(loaded, run, ending);
}

function workOf(loaded: LoadedRun, run: RunRecord, work: Work, again: boolean): Activity<RunEvent> {
  if (work.kind === "form") return isShadow(run) ? shadowQuestion(run, work) : formActivity(loaded, run, work);
  return work.kind === "observe" ? observeActivity(run, work) : activityOf(loaded, run, work, again);
}

function activityOf(loaded: LoadedRun, run: RunRecord, perform: Perform, again: boolean): Activity<RunEvent> {
  const ready = actionFor(loaded.content, perform.capability, perform.connection);
  if (ready === null) {
    const which =
      perform.connection === null ? "No connection" : `The connection "${perform.connection}" does not exist or`;
    return failing(
      perform,
      new RefusedError(
        "respond.no-connection",
        `${which} ${perform.connection === null ? "implements" : "does not implement"} ${perform.capability}; add one with "cordon connections add".`,
      ),
    );
  }
  if (ready.action.capability.effect === "observe") return observation(run, perform, ready);
  return effectActivity(loaded, run, perform, ready, again);
}

/** Reading changes nothing in the world, so it needs no journal: it may be repeated. */
function observation(run: RunRecord, perform: Perform, ready: ReadyAction): Activity<RunEvent> {
  return {
    prepare: null,
    async perform(_prepared, signal) {
      try {
        const output = await call(ready, perform.input, {
          idempotencyKey: `${run.id}:${perform.key}`,
          timeoutMs: perform.timeoutMs,
          signal,
        });
        return { event: { kind: "succeeded", token: perform.token, output, now: Date.now() }, writes: [] };
      } catch (error) {
        return { event: failedEvent(perform, toErrorJson(error)), writes: [] };
      }
    },
  };
}

function failing(perform: Perform, error: RefusedError): Activity<RunEvent> {
  return {
    prepare: null,
    perform: async () => ({ event: failedEvent(perform, toErrorJson(error)), writes: [] as Write[] }),
  };
}

function abortMove(
  loaded: LoadedRun | null,
  run: RunRecord,
  reason: { cancelledBy: string } | { error: ErrorJson },
): Move<RunEvent> {
  const cancelled = "cancelledBy" in reason;
  const words = cancelled
    ? `The run was cancelled by ${reason.cancelledBy}.`
    : `The run could not go on: ${reason.error.message}`;
  const ending = {
    kind: "handoff" as const,
    node: "",
    queue: loaded?.program.defaultQueue ?? "soc",
    reason: words,
    questions: [],
    error: cancelled ? null : reason.error,
  };
  return {
    state: { ...(run.state as RunState), tokens: [], ending },
    activities: [],
    records: [],
    writes: [endOf(loaded, run, ending)],
    wakeAt: null,
    ended: { status: cancelled ? "cancelled" : "failed", outcome: "handoff", error: cancelled ? null : reason.error },
  };
}
