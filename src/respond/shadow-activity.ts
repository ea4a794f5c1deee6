/** What a shadow does instead of the real thing: it asks the guard, writes down what it would have done, and goes on as if it had. Reading is real. */
import type { Activity, RunRecord, Write, Writer } from "../engine/kind.ts";
import { plainWriter } from "../engine/plain-writer.ts";
import { RefusedError, toErrorJson } from "../errors.ts";
import type { AskPeople, Ending, Perform, RunEvent, RunState } from "../playbook/state.ts";
import type { Intent } from "../store/effect-intend.ts";
import { noteShadows, type ShadowLine } from "../store/shadow.ts";
import { blankOutput } from "./blank-output.ts";
import type { ReadyAction } from "./content.ts";
import { type Ask, decideAsks } from "./intend.ts";
import { failedEvent } from "./loaded-run.ts";

interface Verdict {
  decision: string;
  reason: string;
}

/** Whether a run's effects are cut off. */
export function isShadow(run: Pick<RunRecord, "state">): boolean {
  return (run.state as RunState).shadow === true;
}

interface AskedShadow {
  ask: Ask;
  /** Names the wish within the run. */
  key: string;
}

/** Asked in the commit of the step, as a real effect is; no budget is spent. */
const effectWriter: Writer<AskedShadow, Verdict> = {
  name: "shadow-effects",
  order: 60,
  async write(client, asked) {
    const intents = await decideAsks(
      client,
      asked.map(({ ask }) => ask),
    );
    await noteShadows(
      client,
      asked.map((one, index) => lineOf(one, intents[index]!)),
    );
    return intents.map(({ guard }) => ({ decision: guard.decision, reason: guard.reason }));
  },
};

function lineOf({ ask, key }: AskedShadow, intent: Intent): ShadowLine {
  const { capability, effectClass, connection, entityType, entityKey, args, leaseSeconds, step, guard } = intent;
  const effect = { capability, effectClass, connection, entityType, entityKey, args, leaseSeconds };
  return {
    ...{ runId: intent.runId!, workspaceId: intent.workspaceId, key, step, kind: "effect" },
    what: `${ask.question.capability.say(args as never)} by ${connection}`,
    details: { ...effect, decision: guard.decision, reason: guard.reason },
  };
}

const lineWriter = plainWriter<ShadowLine>("shadow-lines", 30, noteShadows);

/** An effect that is not caused: refused where the guard refuses it, done without an output of its own where it allows or would ask. */
export function shadowEffect(perform: Perform, ready: ReadyAction, ask: Ask): Activity<RunEvent> {
  return {
    prepare: { writer: effectWriter as Writer, row: { ask, key: perform.key } },
    async perform(prepared) {
      const { decision, reason } = prepared as Verdict;
      if (decision === "refuse")
        return { event: failedEvent(perform, toErrorJson(new RefusedError("guard.refused", reason))), writes: [] };
      const output = blankOutput(ready.action.capability.output);
      return { event: { kind: "succeeded", token: perform.token, output, now: Date.now() }, writes: [] };
    },
  };
}

/** A question that nobody is asked: the run goes the way for silence, at once. */
export function shadowQuestion(run: RunRecord, work: AskPeople): Activity<RunEvent> {
  const { key, node: step, queue, reason, fields, token } = work;
  const row: ShadowLine = {
    ...{ runId: run.id, workspaceId: run.workspaceId, key, step, kind: "question" },
    what: `Ask ${queue}: ${reason}`,
    details: { queue, questions: fields.map(({ ask }) => ask) },
  };
  return {
    prepare: { writer: lineWriter as Writer, row },
    perform: async () => ({ event: { kind: "expired", token, now: Date.now() }, writes: [] }),
  };
}

/** How the shadow ended. Its incident is left as it is. */
export function shadowEnding(run: RunRecord, ending: Ending): Write {
  const { kind: how, node: step, reason } = ending;
  const outcome = how === "end" ? { outcome: ending.disposition } : { outcome: "handoff", queue: ending.queue };
  const row: ShadowLine = {
    ...{ runId: run.id, workspaceId: run.workspaceId, key: "", step, kind: "ending", what: reason, details: outcome },
  };
  return { writer: lineWriter as Writer, row };
}
