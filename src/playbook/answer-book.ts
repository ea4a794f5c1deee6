/** What was answered in the past of one incident, to be looked up by what is asked. Nothing is made up: what was not recorded is not found. */
import { capabilities } from "../connector/capabilities/catalog.ts";
import { type ErrorJson, InputError } from "../errors.ts";
import { canonicalJson } from "../ids.ts";
import type { Asked, DrivenRun } from "./driven-run.ts";
import type { Answer } from "./simulate.ts";
import type { Perform, Work } from "./state.ts";

/** An effect as the journal has it. */
export interface RecordedEffect {
  capability: string;
  args: Record<string, unknown>;
  status: string;
  output: Record<string, unknown> | null;
  error: ErrorJson | null;
}

/** How an answer was found: to the very same question, or to one that is the same but for its wording. */
export type FoundBy = "exact" | "wording";

export interface Found {
  answer: Answer;
  by: FoundBy;
  /** Its place in the record: what was answered first is answered first again. */
  at: number;
  wish: Wish;
  key: string;
}

/** One wish of the past with the answers to its attempts, and the connection that it named. */
interface Wish {
  connection: string | null;
  /** How long was waited where nobody answered. */
  waited: number;
  attempts: { answer: Answer; at: number }[];
}

/** What only words or bounds an effect, and does not make it another one. */
const WORDING = new Set(["reason", "text", "comment", "subject", "body", "seconds"]);

export class AnswerBook {
  readonly #wishes = new Map<string, Wish[]>();
  readonly #last = new Map<string, Wish>();
  #journal: readonly RecordedEffect[];
  #count = 0;

  /** `journal`: effects that a recalled run may not tell of, asked only for what is in no record. */
  constructor(journal: readonly RecordedEffect[] = []) {
    this.#journal = journal;
  }

  /** Writes down what a piece of work was answered in the run that is recalled. */
  note(run: DrivenRun, work: Work, answer: Answer): void {
    const [exact, wording] = keysOf(run, work);
    if (exact === null) return;
    const key = `${work.token} ${work.key}`;
    let wish = work.attempt > 1 ? this.#last.get(key) : undefined;
    if (wish === undefined) {
      wish = { connection: connectionOf(work), waited: waitOf(run, work), attempts: [] };
      this.#last.set(key, wish);
      for (const each of [exact, wording]) if (each !== null) this.#add(each, wish);
    }
    wish.attempts[work.attempt - 1] = { answer, at: this.#count };
    this.#count += 1;
  }

  /** Wishes like this one, the oldest first. */
  wishesFor(run: DrivenRun, work: Work): { wishes: readonly Wish[]; by: FoundBy; key: string } | null {
    const found = this.#recorded(run, work);
    if (found !== null || this.#journal.length === 0) return found;
    this.#openJournal();
    return this.#recorded(run, work);
  }

  #recorded(run: DrivenRun, work: Work): ReturnType<AnswerBook["wishesFor"]> {
    const named = connectionOf(work);
    for (const [index, key] of keysOf(run, work).entries()) {
      const known = key === null ? undefined : this.#wishes.get(key);
      if (key === null || known === undefined) continue;
      const wishes = known.filter(({ connection }) => connection === null || named === null || connection === named);
      if (wishes.length > 0) return { wishes, by: index === 0 ? "exact" : "wording", key };
    }
    return null;
  }

  /** Those without an outcome say nothing. */
  #openJournal(): void {
    for (const { capability, args, status, output, error } of this.#journal) {
      const happened = status === "applied" || status === "verified";
      const parsed = capabilities.get(capability)?.input.safeParse(args);
      if (parsed?.success !== true || (!happened && error === null)) continue;
      const answer: Answer = happened ? { output: output ?? {} } : { error: error! };
      const wish: Wish = { connection: null, waited: 0, attempts: [{ answer, at: this.#count }] };
      const [exact, wording] = effectKeys(capability, parsed.data as Record<string, unknown>);
      if (this.#wishes.has(exact)) continue;
      this.#add(exact, wish);
      this.#add(wording, wish);
      this.#count += 1;
    }
    this.#journal = [];
  }

  #add(key: string, wish: Wish): void {
    const known = this.#wishes.get(key);
    if (known === undefined) this.#wishes.set(key, [wish]);
    else known.push(wish);
  }
}

/** The answers of a book as one run takes them: each wish the next one. */
export class Answers {
  readonly #book: AnswerBook;
  readonly #run: DrivenRun;
  readonly #taken = new Map<string, number>();
  readonly #under = new Map<string, Wish>();

  constructor(book: AnswerBook, run: DrivenRun) {
    this.#book = book;
    this.#run = run;
  }

  /**
   * The answer to a piece of work; null where none was recorded. A question or an effect that is asked more often than in the past gets the last
   * answer again, as nothing later is known; people, waits and another try at what failed do not.
   */
  find(work: Work): Found | null {
    const found = this.#book.wishesFor(this.#run, work);
    if (found === null) return null;
    const { wishes, by, key } = found;
    const taken = this.#taken.get(key) ?? 0;
    const next = work.kind === "action" ? Math.min(taken, wishes.length - 1) : taken;
    const wish = work.attempt > 1 ? this.#under.get(`${work.token} ${work.key}`) : wishes[next];
    const attempt = wish?.attempts[work.attempt - 1];
    if (wish === undefined || attempt === undefined) return null;
    if ("silence" in attempt.answer && waitOf(this.#run, work) > wish.waited) return null;
    return { ...attempt, by, wish, key };
  }

  /** The answer that was found is given: the next wish gets the next one. */
  take(work: Work, { wish, key }: Found): void {
    if (work.attempt > 1) return;
    this.#taken.set(key, (this.#taken.get(key) ?? 0) + 1);
    this.#under.set(`${work.token} ${work.key}`, wish);
  }
}

function connectionOf(work: Work): string | null {
  return work.kind === "action" ? work.connection : null;
}

/** Seconds that a form or a wait lasts at most. */
function waitOf({ program }: DrivenRun, { node }: Work): number {
  const found = program.nodes[node];
  return found?.kind === "form" || found?.kind === "wait-for" ? found.atMostSeconds : 0;
}

/** What a piece of work is known by: exactly, and but for its wording. */
function keysOf(run: DrivenRun, work: Work): [string | null, string | null] {
  switch (work.kind) {
    case "action":
      return actionKeys(run, work);
    case "form":
      return [`form ${canonicalJson(work.fields)}`, null];
    case "observe":
      return [`wait ${work.event ?? "condition"}`, null];
  }
}

function actionKeys(run: DrivenRun, work: Perform): [string | null, string | null] {
  const asked = acceptable(run, work);
  if (asked === null) return [null, null];
  if (asked.effect === "observe") return [`${asked.capability} ${JSON.stringify(asked.input)}`, null];
  return effectKeys(asked.capability, asked.input);
}

/** Null for what no capability would take. */
function acceptable(run: DrivenRun, work: Perform): Asked | null {
  try {
    return run.askedBy(work);
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}

/** The input has been through its capability's schema, so that its fields stand in the order of that. */
function effectKeys(capability: string, input: Record<string, unknown>): [string, string] {
  const rest: Record<string, unknown> = {};
  for (const name in input) if (!WORDING.has(name)) rest[name] = input[name];
  return [`${capability} ${JSON.stringify(input)}`, `${capability} but for its wording ${JSON.stringify(rest)}`];
}
