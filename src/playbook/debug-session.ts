/** A run that is gone through step by step: the stepper of production, with whoever debugs it in the place of the world. */
import { InputError } from "../errors.ts";
import { didYouMean } from "../expression/nearest.ts";
import type { IncidentFacts } from "../model/incident.ts";
import { type Asked, DrivenRun } from "./driven-run.ts";
import type { NodeId, Program, ProgramNode } from "./program.ts";
import { evaluateValue, type RunScope } from "./scope.ts";
import { type Answer, answerEvent, atFirst } from "./simulate.ts";
import type { Ending, RunEvent, StepRecord, Work } from "./state.ts";
import { scopeOf, type Walk } from "./walk.ts";

/** Answers from elsewhere: a case, or a record of the past. Null where it has none. Asked anew for every run that is begun. */
export type AnswerSource = (run: DrivenRun) => (work: Work) => Answer | null;

/** A step that the run came to, with what its expressions see. */
interface Visit {
  node: ProgramNode;
  scope: RunScope;
  /** Which event led to it, counted from 0. */
  move: number;
  /** How much was recorded before it. */
  recorded: number;
}

interface Move {
  event: RunEvent;
  /** What was answered with it, and whether the source had the answer. */
  work: Work | null;
  fromSource: boolean;
}

/** Where the run stands: before a step, at one that waits for an answer, or at its end. */
export type Standing =
  | { at: "step"; node: ProgramNode }
  | { at: "waiting"; node: ProgramNode; work: Work }
  | { at: "end"; ending: Ending }
  | { at: "nowhere" };

export class DebugSession {
  readonly program: Program;
  readonly facts: IncidentFacts;
  readonly breakpoints = new Set<NodeId>();
  /** By step or by capability; they go before all other answers. */
  readonly overrides = new Map<string, Answer>();
  readonly #source: AnswerSource;
  readonly #inputs: Record<string, unknown>;
  #run!: DrivenRun;
  #answers!: (work: Work) => Answer | null;
  #visits: Visit[] = [];
  #moves: Move[] = [];
  /** Waits whose answer was given: a second look finds nothing new. */
  #looked = new Set<string>();
  /** The visit it stands before; behind the last there is a wait, or the end. */
  #cursor = 0;

  /** It stands before the first step. */
  constructor(
    program: Program,
    facts: IncidentFacts,
    source: AnswerSource = () => () => null,
    inputs: Record<string, unknown> = {},
  ) {
    this.program = program;
    this.facts = facts;
    this.#source = source;
    this.#inputs = inputs;
    this.#restart([]);
  }

  get standing(): Standing {
    const visit = this.#visits[this.#cursor];
    if (visit !== undefined) return { at: "step", node: visit.node };
    if (this.#run.ending !== null) return { at: "end", ending: this.#run.ending };
    const [work] = this.#run.pending;
    return work === undefined ? { at: "nowhere" } : { at: "waiting", node: this.program.nodes[work.node]!, work };
  }

  /** What was recorded up to where it stands. */
  get records(): readonly StepRecord[] {
    return this.#run.records.slice(0, this.#visits[this.#cursor]?.recorded);
  }

  /** The steps that were come to before where it stands, in order. */
  get passed(): readonly NodeId[] {
    return this.#visits.slice(0, this.#cursor).map(({ node }) => node.id);
  }

  /** Everything that was asked for so far. */
  get asked(): readonly Asked[] {
    return this.#run.asked;
  }

  /** What expressions see where it stands. */
  get scope(): RunScope {
    const [work] = this.#run.pending;
    const here = this.#visits[this.#cursor] ?? this.#visits.findLast(({ node }) => node.id === work?.node);
    return (here ?? this.#visits.at(-1))?.scope ?? { incident: this.facts, steps: {} };
  }

  /** The step of that id. @throws InputError `debug.no-such-step` with the nearest there is. */
  nodeNamed(name: string): NodeId {
    const names = Object.keys(this.program.nodes);
    if (names.includes(name)) return name;
    throw new InputError("debug.no-such-step", `The playbook has no step "${name}"; ${didYouMean(name, names)}`);
  }

  /** The value of an expression where it stands. @throws InputError `expression.<reason>`. */
  evaluate(text: string): unknown {
    return evaluateValue(text, this.scope);
  }

  /** Goes past one step. False when it cannot: it waits for an answer that nobody has, or is at its end. */
  step(): boolean {
    if (this.#cursor >= this.#visits.length) return this.#reachStep();
    this.#cursor += 1;
    if (this.#cursor >= this.#visits.length) this.#reachStep();
    return true;
  }

  /** Goes on to the next breakpoint, or as far as there are answers. */
  continue(): void {
    while (this.step()) {
      const { standing } = this;
      if (standing.at !== "step" || this.breakpoints.has(standing.node.id)) return;
    }
  }

  /** Answers what it waits for. @throws InputError `debug.not-waiting`, and `playbook.bad-answer` for what is none. */
  answer(answer: Answer): void {
    const { standing } = this;
    if (standing.at !== "waiting")
      throw new InputError(
        "debug.not-waiting",
        "The run waits for no answer here; go on to a step that asks something.",
      );
    this.#give(standing.work, answer, false);
    this.#reachStep();
  }

  /** Goes back to where it came to a step last; what follows is done anew. @throws InputError `debug.not-passed`. */
  rerun(node: NodeId): void {
    const at = this.#visits.findLastIndex((visit, index) => visit.node.id === node && index <= this.#cursor);
    if (at === -1) {
      const passed = [...new Set(this.#visits.slice(0, this.#cursor).map((visit) => visit.node.id))];
      throw new InputError("debug.not-passed", `The run has not come to "${node}" yet; ${didYouMean(node, passed)}`);
    }
    this.#restart(this.#moves.slice(0, this.#visits[at]!.move + 1));
    this.#cursor = at;
  }

  #restart(moves: readonly Move[]): void {
    this.#visits = [];
    this.#moves = [];
    this.#looked = new Set();
    this.#cursor = 0;
    this.#run = new DrivenRun(this.program, this.facts, this.#inputs, (walk, node) => this.#visit(walk, node));
    this.#answers = this.#source(this.#run);
    if (moves.length === 0) this.#happen({ kind: "started", now: this.#run.now });
    for (const { event, work, fromSource } of moves) {
      if (work !== null && fromSource) this.#answers(work);
      this.#happen(event, work, fromSource);
    }
  }

  #visit(walk: Readonly<Walk>, node: ProgramNode): void {
    const { steps, vars, each, inputs, incident } = scopeOf(walk as Walk, node);
    const scope = { incident, steps: { ...steps }, vars: { ...vars }, each: { ...each }, inputs: { ...inputs } };
    const recorded = this.#run.records.length + walk.records.length;
    this.#visits.push({ node, scope, move: this.#moves.length, recorded });
  }

  #happen(event: RunEvent, work: Work | null = null, fromSource = false): void {
    this.#run.give(event);
    this.#moves.push({ event, work, fromSource });
    if (work?.kind === "observe") this.#looked.add(work.key);
  }

  /** Goes on until there is a step to stand before. False when nothing could go on. */
  #reachStep(): boolean {
    let moved = false;
    while (this.#cursor >= this.#visits.length && this.#goOn()) moved = true;
    return moved;
  }

  /** Answers what is asked, or lets the time pass. False when nobody can. */
  #goOn(): boolean {
    const run = this.#run;
    if (run.ending !== null) return false;
    for (const work of run.pending) {
      const named = work.kind === "action" ? [work.node, work.capability] : [work.node];
      const over = this.overrides.get(named.find((each) => this.overrides.has(each)) ?? "");
      const answer = over ?? (this.#looked.has(work.key) ? SILENCE : this.#answers(work));
      if (answer === null) continue;
      this.#give(work, answer, over === undefined);
      return true;
    }
    if (run.pending.length > 0 || run.wakeAt === null) return false;
    this.#happen({ kind: "woken", now: Math.max(run.now, run.wakeAt) });
    return true;
  }

  #give(work: Work, answer: Answer, fromSource: boolean): void {
    const { now } = this.#run;
    if (work.kind === "action") this.#run.askedBy(work);
    if (work.kind !== "observe" || work.since !== null)
      return this.#happen(answerEvent(work, answer, now), work, fromSource);
    // A wait looks first at how things are, and then at what has happened since.
    this.#happen({ kind: "observed", token: work.token, seen: atFirst(this.facts), now });
    this.#happen({ kind: "woken", now });
    const again = this.#run.pending.find(({ token }) => token === work.token);
    if (again !== undefined) this.#happen(answerEvent(again, answer, now), again, fromSource);
  }
}

const SILENCE: Answer = { silence: true };
