/** One effect of one step: asked of the guard and journalled in the commit of the step, performed after it, settled in the next. */
import type { Activity, RunRecord, Write, Writer } from "../engine/kind.ts";
import { plainWriter } from "../engine/plain-writer.ts";
import { DefectError, RefusedError, toErrorJson } from "../errors.ts";
import { hashOf, newId } from "../ids.ts";
import type { Perform, RunEvent } from "../playbook/state.ts";
import { type Settlement, settleEffects } from "../store/effect-settle.ts";
import { blankOutput } from "./blank-output.ts";
import type { ReadyAction } from "./content.ts";
import { evidenceText } from "./evidence-words.ts";
import { guardRequestOf } from "./guard-request.ts";
import { type Ask, type AskStanding, type Held, intentWriter } from "./intend.ts";
import { actorOf, failedEvent, type LoadedRun } from "./loaded-run.ts";
import { lookBack, type Outcome, perform as performEffect } from "./perform.ts";
import { ASK_FROZEN_MS, LOOK_AFTER_RELEASE_MS } from "./settings.ts";
import { isShadow, shadowEffect } from "./shadow-activity.ts";
import { targetOf } from "./target.ts";

export const settlementWriter = plainWriter<Settlement>("effect-settlements", 20, settleEffects);

/** The activity of an effect. `again`: it may have been journalled before, and what the journal says then counts. */
export function effectActivity(
  loaded: LoadedRun,
  run: RunRecord,
  perform: Perform,
  ready: ReadyAction,
  again: boolean,
): Activity<RunEvent> {
  const input = ready.action.capability.input.safeParse(perform.input);
  if (!input.success) {
    const fields = input.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
    const error = new RefusedError("respond.bad-input", `The input of ${perform.capability} is not usable: ${fields}.`);
    return { prepare: null, perform: async () => ({ event: failedEvent(perform, toErrorJson(error)), writes: [] }) };
  }
  const args = input.data as Record<string, unknown>;
  const ask = askFor(loaded, run, perform, ready, args, again);
  if (isShadow(run)) return shadowEffect(perform, ready, ask);
  return {
    prepare: { writer: intentWriter as Writer, row: ask },
    perform: (prepared, signal) => follow(loaded, run, perform, ready, args, prepared as AskStanding, signal),
  };
}

function askFor(
  loaded: LoadedRun,
  run: RunRecord,
  perform: Perform,
  ready: ReadyAction,
  args: Record<string, unknown>,
  again: boolean,
): Ask {
  const { capability } = ready.action;
  const target = targetOf(capability, args);
  const { facts, program } = loaded;
  return {
    content: loaded.content,
    intent: {
      id: newId(),
      workspaceId: run.workspaceId,
      incidentId: run.subjectId,
      runId: run.id,
      step: perform.node,
      playbook: program.name,
      idempotencyKey: `${run.id}:${perform.key}`,
      capability: capability.id,
      effectClass: capability.effect,
      connectionId: ready.connection.id,
      connection: ready.connection.name,
      entityType: target.type,
      entityKey: target.key,
      args,
      argsHash: hashOf({ capability: capability.id, connection: ready.connection.name, args }),
      leaseSeconds: perform.leaseSeconds,
      answerSeconds: Math.ceil(perform.timeoutMs / 1000),
      reverses: null,
      actor: actorOf(loaded),
      again,
    },
    question: {
      capability,
      connection: ready.connection.name,
      args,
      leaseSeconds: perform.leaseSeconds,
      step: program.nodes[perform.node]?.title ?? perform.node,
      incident: facts,
      evidence: evidenceText(facts),
      playbook: `${program.name} version ${loaded.playbookVersion} (${program.maturity})`,
      queue: program.defaultQueue,
    },
    request: guardRequestOf(run.workspaceId, program, facts, capability),
  };
}

async function follow(
  loaded: LoadedRun,
  run: RunRecord,
  perform: Perform,
  ready: ReadyAction,
  args: Record<string, unknown>,
  standing: AskStanding,
  signal: AbortSignal,
): Promise<{ event: RunEvent; writes: Write[] }> {
  switch (standing.kind) {
    case "settled":
      return {
        event: { kind: "succeeded", token: perform.token, output: standing.output, now: Date.now() },
        writes: [],
      };
    case "parked":
      return {
        event: { kind: "parked", token: perform.token, wakeAt: standing.until.getTime(), now: Date.now() },
        writes: [],
      };
    case "given-back": {
      const output = blankOutput(ready.action.capability.output);
      return { event: { kind: "succeeded", token: perform.token, output, now: Date.now() }, writes: [] };
    }
    case "not-given-back":
      return { event: failedEvent(perform, standing.error), writes: [] };
    case "out-of-turn":
      return { event: askedAgain(perform, LOOK_AFTER_RELEASE_MS), writes: [] };
    case "held":
      return followHeld(loaded, run, perform, { ready, held: standing, signal });
    case "refused":
      return { event: failedEvent(perform, standing.error), writes: [] };
    default: {
      const bounds = { idempotencyKey: `${run.id}:${perform.key}`, timeoutMs: perform.timeoutMs, signal };
      const since = standing.kind === "check" ? standing : undefined;
      const asTried = standing.args ?? args;
      const outcome = await performEffect(ready, asTried, bounds, since !== undefined, since);
      return settled(loaded, run, perform, { ready, args: asTried, outcome, effectId: standing.effectId });
    }
  }
}

/** Under a freeze nothing is done, and what was on its way is looked at: a containment that took hold gets its lease, and its way back. */
async function followHeld(
  loaded: LoadedRun,
  run: RunRecord,
  perform: Perform,
  { ready, held, signal }: { ready: ReadyAction; held: Held; signal: AbortSignal },
): Promise<{ event: RunEvent; writes: Write[] }> {
  const { onItsWay } = held;
  if (onItsWay === null) return { event: askedAgain(perform, ASK_FROZEN_MS), writes: [] };
  const { id: effectId, args } = onItsWay;
  const bounds = { idempotencyKey: `${run.id}:${perform.key}`, timeoutMs: perform.timeoutMs, signal };
  const outcome = await lookBack(ready, args, bounds);
  if (outcome !== null) return settled(loaded, run, perform, { ready, args, outcome, effectId });
  return { event: askedAgain(perform, ASK_FROZEN_MS), writes: [] };
}

function askedAgain({ token }: Perform, inMs: number): RunEvent {
  const now = Date.now();
  return { kind: "parked", token, wakeAt: now + inMs, now };
}

/** What became of an effect, for the run and for the journal. */
function settled(
  loaded: LoadedRun,
  run: RunRecord,
  perform: Perform,
  of: { ready: ReadyAction; args: Record<string, unknown>; outcome: Outcome; effectId: string },
): { event: RunEvent; writes: Write[] } {
  const settlement = settlementOf({
    ...of,
    workspaceId: run.workspaceId,
    actor: actorOf(loaded),
    leaseSeconds: perform.leaseSeconds,
    owner: `playbook:${loaded.program.name}`,
  });
  return { event: eventOf(perform, of.outcome), writes: [{ writer: settlementWriter as Writer, row: settlement }] };
}

function eventOf(perform: Perform, outcome: Outcome): RunEvent {
  if (outcome.status === "applied" || outcome.status === "verified")
    return { kind: "succeeded", token: perform.token, output: outcome.output, now: Date.now() };
  return failedEvent(
    perform,
    outcome.error ?? toErrorJson(new DefectError("effect.no-reason", "The effect failed without a reason.")),
  );
}

/** The journal row of an outcome, with the lease a containment leaves behind and the link an opened ticket makes. */
export function settlementOf(from: {
  ready: ReadyAction;
  args: Record<string, unknown>;
  outcome: Outcome;
  effectId: string;
  workspaceId: string;
  actor: string;
  leaseSeconds: number | null;
  owner: string;
}): Settlement {
  const { ready, args, outcome } = from;
  const { capability } = ready.action;
  const happened = outcome.status === "applied" || outcome.status === "verified";
  const reversal = capability.reversal;
  const leased = happened && reversal !== undefined && from.leaseSeconds !== null;
  const opened =
    happened && capability.id === "ticket.create" && typeof outcome.output?.id === "string" && outcome.output.id !== "";
  return {
    effectId: from.effectId,
    workspaceId: from.workspaceId,
    status: outcome.status,
    output: outcome.output,
    error: outcome.error,
    readBack: outcome.readBack,
    actor: from.actor,
    lease: leased
      ? {
          id: newId(),
          reversal,
          seconds: from.leaseSeconds!,
          owner: from.owner,
          target: targetOf(capability, args).key,
          mark: outcome.mark,
          reason: typeof args.reason === "string" && args.reason !== "" ? args.reason : capability.title,
        }
      : null,
    // An answer lost in a crash is ours: nobody else was there in between.
    alreadySo:
      outcome.output !== null && !outcome.recovered && capability.alreadySo?.(outcome.output as never) === true,
    contains: happened && capability.effect === "contain",
    link: opened
      ? { id: newId(), kind: "ticket", externalId: String(outcome.output!.id), url: String(outcome.output!.url ?? "") }
      : null,
  };
}
