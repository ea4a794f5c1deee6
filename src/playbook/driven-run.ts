/** A run with no world behind it: the very stepper of production, and whoever drives it gives the answers. */
import type { z } from "zod";
import { capabilities } from "../connector/capabilities/catalog.ts";
import type { Capability } from "../connector/capability.ts";
import { DefectError, InputError } from "../errors.ts";
import type { IncidentFacts } from "../model/incident.ts";
import type { Program } from "./program.ts";
import {
  type Ending,
  initialState,
  type Perform,
  type RunEvent,
  type RunState,
  type StepRecord,
  type Work,
} from "./state.ts";
import { advance, type Watch } from "./step.ts";

/** An action as it was asked for, the first time. */
export interface Asked {
  step: string;
  capability: string;
  effect: Capability["effect"];
  input: Record<string, unknown>;
  /** The entity it acts on, and of which type; null for what acts on none. */
  target: string | null;
  targetType: string | null;
  leaseSeconds: number | null;
}

interface At {
  readonly state: RunState;
  readonly now: number;
  readonly wakeAt: number | null;
  readonly pending: readonly Work[];
}

/** Where a run stood, by its own clock: enough to go on from. */
export interface Moment {
  readonly state: RunState;
  readonly now: number;
}

export class DrivenRun {
  readonly program: Program;
  readonly facts: IncidentFacts;
  readonly records: StepRecord[] = [];
  /** Everything that was asked for, in order; another attempt at the same step is the same wish. */
  readonly asked: Asked[] = [];
  readonly #watch: Watch | undefined;
  #at: At;
  readonly #begun = new Map<number, Asked | InputError>();

  /** It begins when it is given its first event. `inputs` are those of a playbook that is a part of others. */
  constructor(program: Program, facts: IncidentFacts, inputs: Record<string, unknown> = {}, watch?: Watch) {
    this.program = program;
    this.facts = facts;
    this.#watch = watch;
    const state: RunState = { ...initialState, inputs: { "": inputs } };
    this.#at = { state, now: Date.parse(facts.openedAt) || 0, wakeAt: null, pending: [] };
  }

  /** One that goes on where another stood. */
  static at(program: Program, facts: IncidentFacts, { state, now }: Moment): DrivenRun {
    const run = new DrivenRun(program, facts);
    run.#at = { state, now, wakeAt: null, pending: [] };
    return run;
  }

  get state(): RunState {
    return this.#at.state;
  }

  /** Milliseconds since 1970, by its own clock. */
  get now(): number {
    return this.#at.now;
  }

  /** When something is due; null when nothing waits for the time. */
  get wakeAt(): number | null {
    return this.#at.wakeAt;
  }

  get ending(): Ending | null {
    return this.#at.state.ending;
  }

  /** What was asked and not answered, the oldest first. */
  get pending(): readonly Work[] {
    return this.#at.pending;
  }

  begin(): void {
    this.give({ kind: "started", now: this.now });
  }

  /** Takes an answer, or whatever else happened. */
  give(event: RunEvent): void {
    const move = advance(this.program, this.facts, this.#at.state, event, this.#watch);
    this.records.push(...move.records);
    const token = "token" in event ? event.token : null;
    const performing = new Set(move.state.tokens.filter(({ phase }) => phase === "performing").map(({ id }) => id));
    const before = this.#at.pending.filter((work) => work.token !== token && performing.has(work.token));
    for (const work of move.perform) if (work.kind === "action") this.#note(work);
    const pending = move.perform.length === 0 ? before : [...before, ...move.perform];
    this.#at = { state: move.state, now: event.now, wakeAt: move.wakeAt, pending };
  }

  /** Lets the time pass until something is due. False when nothing waits for it. */
  pass(): boolean {
    const { wakeAt, now } = this.#at;
    if (wakeAt === null) return false;
    this.give({ kind: "woken", now: Math.max(now, wakeAt) });
    return true;
  }

  /** What a pending action asks for. @throws InputError `playbook.bad-input` when its capability does not accept it: production would refuse it too. */
  askedBy({ token }: Perform): Asked {
    const asked = this.#begun.get(token)!;
    if (asked instanceof InputError) throw asked;
    return asked;
  }

  #note(work: Perform): void {
    // One that goes on where another stood may begin with a later attempt.
    if (work.attempt > 1 && this.#begun.has(work.token)) return;
    const asked = askedFor(work);
    this.#begun.set(work.token, asked);
    if (!(asked instanceof InputError)) this.asked.push(asked);
  }
}

/** The capability that an action asks for. */
export function capabilityAsked({ capability: id }: Perform): Capability {
  const capability = capabilities.get(id);
  if (capability !== undefined) return capability;
  throw new DefectError("playbook.no-such-capability", `There is no capability ${id}.`);
}

function askedFor(perform: Perform): Asked | InputError {
  const capability = capabilityAsked(perform);
  const { node: step, leaseSeconds } = perform;
  const parsed = capability.input.safeParse(perform.input);
  if (!parsed.success)
    return new InputError(
      "playbook.bad-input",
      `step "${step}" asks ${perform.capability} for something it does not accept: ${issuesText(parsed.error)}`,
    );
  const input = parsed.data as Record<string, unknown>;
  const target = capability.target === undefined ? null : String(input[capability.target.field]);
  const named = typeof input.entityType === "string" ? input.entityType : capability.target?.type;
  const targetType = target === null ? null : (named ?? null);
  return { step, capability: capability.id, effect: capability.effect, input, target, targetType, leaseSeconds };
}

/** What does not fit a schema, in one line. */
export function issuesText(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
}
