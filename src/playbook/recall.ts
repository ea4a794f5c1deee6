/** A run of the past, run again from its record: what it asked is worked out by the stepper, what it was answered is what was recorded. */
import type { ErrorJson } from "../errors.ts";
import type { IncidentFacts } from "../model/incident.ts";
import { unseen } from "../model/observation.ts";
import type { AnswerBook } from "./answer-book.ts";
import { DrivenRun, type Moment } from "./driven-run.ts";
import { Observed } from "./observed.ts";
import type { NodeId, Program } from "./program.ts";
import { type Answer, atFirst } from "./simulate.ts";
import type { RunEvent, StepRecord, Work } from "./state.ts";

/** A run as the store has it. */
export interface RecordedRun {
  /** The version that it ran. */
  programId: string;
  status: string;
  outcome: string | null;
  error: ErrorJson | null;
  lines: StepRecord[];
}

/** What comes next for a piece of work, and its place in the record. */
export interface Next {
  event: RunEvent;
  at: number;
  take(): void;
  /** It is asked again at once. */
  again?: true;
}

const MAX_EVENTS = 10_000;
/** A run that failed may have been started over, or gone on from one of its steps; its record goes on below. */
const MAX_STARTS = 10;
const IN_VAIN = new Set(["playbook.no-answers", "playbook.waited-in-vain"]);

/**
 * Drives a run as far as there are answers, in the order they were recorded; the time passes when nothing else can happen, or when `due`, the place
 * in the record that comes next, is before all of them, and only as `mayPass` says.
 */
export function drive(
  run: DrivenRun,
  nextFor: (work: Work) => Next | null,
  due: () => number = () => Number.POSITIVE_INFINITY,
  mayPass: () => boolean = () => true,
): void {
  for (let count = 0; run.ending === null && count < MAX_EVENTS; count += 1) {
    let next: Next | null = null;
    for (const work of run.pending) {
      const candidate = nextFor(work);
      if (candidate !== null && (next === null || candidate.at < next.at)) next = candidate;
    }
    if ((next === null || next.at > due()) && mayPass() && run.pass()) continue;
    if (next === null) return;
    next.take();
    run.give(next.event);
    if (next.again) run.give({ kind: "woken", now: run.now });
  }
}

/** The first look of a wait for an event, which nothing is recorded of: nothing has happened yet. */
export function firstLook(run: DrivenRun, work: Work): Next | null {
  if (work.kind !== "observe" || work.since !== null || work.event === null) return null;
  const event: RunEvent = { kind: "observed", token: work.token, seen: atFirst(run.facts), now: run.now };
  return { event, at: -1, take: () => {}, again: true };
}

/** What a recorded answer means to the run; it was checked when it came. Null for a look at the incident that an older Cordon recorded otherwise. */
export function recordedEvent({ kind, token }: Work, answer: Answer, now: number): RunEvent | null {
  if ("error" in answer) return { kind: "failed", token, error: answer.error, now };
  if ("silence" in answer) return { kind: "expired", token, now };
  if (kind !== "observe") return { kind: "succeeded", token, output: answer.output, now };
  const { alertCount } = answer.output;
  const observations = [unseen(typeof alertCount === "number" ? Math.max(1, alertCount) : 1)];
  const seen = Observed.safeParse({ observations, ...answer.output });
  return seen.success ? { kind: "observed", token, seen: seen.data, now } : null;
}

/** The run as it went, and whether the record tells the very same. */
export interface Recalled {
  run: DrivenRun;
  told: boolean;
  /** How it stood when it last came to each step that asks for something, before the answer. */
  moments: ReadonlyMap<NodeId, RecalledMoment>;
}

export interface RecalledMoment extends Moment {
  /** How many lines of the record come before it. */
  recorded: number;
}

/** Takes down what a run was answered. */
type Notes = Pick<AnswerBook, "note">;

/** Runs it again, and writes into the book what it was answered. */
export function recall(program: Program, facts: IncidentFacts, recorded: RecordedRun, book: Notes): Recalled {
  const queues = queuesOf(recorded.lines);
  const records: StepRecord[] = [];
  const moments = new Map<NodeId, RecalledMoment>();
  const comeTo = (of: DrivenRun, { node, attempt }: Work) => {
    // Another attempt is no other coming.
    if (attempt > 1 && moments.has(node)) return;
    moments.set(node, { state: of.state, now: of.now, recorded: records.length + of.records.length });
  };
  const noting: Notes = {
    note(of, work, answer) {
      comeTo(of, work);
      book.note(of, work, answer);
    },
  };
  let run = new DrivenRun(program, facts);
  for (let starts = 0; starts < MAX_STARTS; starts += 1) {
    const next = recorded.lines[records.length];
    const from = starts === 0 || startsOver(recorded, next) ? undefined : moments.get(next?.step ?? "");
    if (starts > 0 && (next === undefined || (from === undefined && !startsOver(recorded, next)))) break;
    run = from === undefined ? new DrivenRun(program, facts) : DrivenRun.at(program, facts, from);
    recallOnce(run, queues, recorded, noting, records.length);
    records.push(...run.records);
  }
  for (const work of run.ending === null ? run.pending : []) comeTo(run, work);
  return { run, told: tellTheSame(records, recorded.lines), moments };
}

function startsOver({ lines: [first] }: RecordedRun, next: StepRecord | undefined): boolean {
  return next !== undefined && next.step === first?.step && next.status === first.status;
}

type Queues = Map<string, { line: StepRecord; at: number }[]>;

/** What was answered, by the step that asked. */
function queuesOf(lines: readonly StepRecord[]): Queues {
  const queues: Queues = new Map();
  for (const [at, line] of lines.entries()) {
    if (line.kind !== "action" && line.kind !== "form" && line.kind !== "wait-for") continue;
    const queue = queues.get(line.step);
    if (queue === undefined) queues.set(line.step, [{ line, at }]);
    else queue.push({ line, at });
  }
  return queues;
}

function recallOnce(run: DrivenRun, queues: Queues, recorded: RecordedRun, book: Notes, told: number): void {
  const { lines } = recorded;
  const inVain = [recorded, ...lines].some(({ error }) => error !== null && IN_VAIN.has(error.code));
  const due = () => told + run.records.length;
  const nextFor = (work: Work): Next | null => {
    const looked = firstLook(run, work);
    if (looked !== null) return looked;
    const queue = queues.get(work.node);
    const line = lines[due()];
    // Where nothing else is under way, the next line is its answer, or it had none: the run was cut off here, and what its step was answered later is of another start.
    const cutOff = line !== undefined && line.step !== work.node && run.state.tokens.length === 1;
    const first = cutOff ? undefined : queue?.[0];
    // A wait in vain that no step answers for leaves no line of its own.
    if (first === undefined && inVain && endsInVain(run, work)) {
      const at = cutOff || isGivingUp(line) ? due() : lines.length;
      return given(run, work, { silence: true }, at, book);
    }
    if (first === undefined) return null;
    return given(run, work, answerOf(work, first.line), first.at, book, () => queue!.shift());
  };
  // One that stands somewhere is taken up there, as by a worker.
  if (run.state.tokens.length === 0) run.begin();
  else run.give({ kind: "recovered", now: run.now });
  // A run that was cut off while it waited, at the end of its record or before it went on elsewhere, has not waited to the end.
  const mayPass = () => {
    const line = lines[due()];
    return line === undefined ? recorded.status === "done" : run.state.tokens.some(({ node }) => node === line.step);
  };
  drive(run, nextFor, due, mayPass);
}

/** Whether the run, by what comes next, has given up: it takes back, a call answers for it, or there is nothing more. */
function isGivingUp(next: StepRecord | undefined): boolean {
  return next === undefined || next.step.includes(".compensate-") || (next.kind === "call" && next.status === "failed");
}

function endsInVain({ program }: DrivenRun, { node }: Work): boolean {
  const waiting = program.nodes[node];
  return (waiting?.kind === "form" || waiting?.kind === "wait-for") && waiting.onTimeout === null;
}

function given(
  run: DrivenRun,
  work: Work,
  answer: Answer,
  at: number,
  book: Notes,
  taken: () => void = () => {},
): Next | null {
  const event = recordedEvent(work, answer, run.now);
  const take = () => {
    book.note(run, work, answer);
    taken();
  };
  return event === null ? null : { event, at, take };
}

function answerOf({ kind }: Work, { status, output, error }: StepRecord): Answer {
  if (status === "succeeded") return { output: (output ?? {}) as Record<string, unknown> };
  return kind === "action" && error !== null ? { error } : { silence: true };
}

/** In which order the branches of a parallel step took turns is nobody's concern. */
function tellTheSame(records: readonly StepRecord[], lines: readonly StepRecord[]): boolean {
  if (records.length !== lines.length) return false;
  const textOf = ({ step, status }: StepRecord) => `${step} ${status}`;
  if (records.every((each, index) => textOf(each) === textOf(lines[index]!))) return true;
  const [some, others] = [records.map(textOf).sort(), lines.map(textOf).sort()];
  return some.every((text, index) => text === others[index]);
}
