/** The lines of one section as steps: machines do what they can, in the order of the runbook, and people the rest. */
import { durationText } from "../../playbook/duration.ts";
import type { WrittenStep } from "../../playbook/written-form.ts";
import { asksIntelligence } from "../understand/facts.ts";
import type { Line, Sentence } from "../understand/outline.ts";
import { isPlaceholder, MAX_LENGTH, readSentence } from "../understand/read-sentence.ts";
import { type Reading, STATEMENT } from "../understand/reading.ts";
import { actionSteps } from "./action.ts";
import { automates, sentencesIn } from "./automates.ts";
import { type Branch, branchOn, branchOnYes } from "./branch.ts";
import { clipped, type Drafting, hasEnded, quoted } from "./drafting.ts";
import type { Form } from "./form.ts";
import { joined } from "./join-steps.ts";
import { asksApproval, type Clause, clausesOf, deedOf, needsCare } from "./orders.ts";
import { runbookStep } from "./other-runbook.ts";

/** Branches in branches; a person takes what is deeper. */
const MAX_DEPTH = 4;
/** What is to be found out is answered in words, everything else by yes or no. */
const FINDS_OUT =
  /^(?:determine|identify|find|list|enumerate|gather|analy[sz]e|assess|investigate|understand|establish|estimate|document|record|note|collect|describe|what|which|who|whom|when|where|why|how|review|examine|search|look|inventory|discover|locate|categori[sz]e|classify|scope|track|calculate|quantify|evaluate|compare|correlate)\b/i;
const YES_OR_NO = /^(?:is|are|was|were|do|does|did|has|have|had|can|could|should|will|would|may|might)\b/i;

export class LineDrafting {
  readonly #drafting: Drafting;
  readonly #form: Form;
  readonly #depth: number;
  readonly #inBranch: boolean;
  #steps: WrittenStep[] = [];
  /** What ends the run comes last. */
  #ending: WrittenStep | null = null;
  /** The branch that an "otherwise" goes on from. */
  #last: Branch | null = null;
  /** The question that a "if yes" goes on from. */
  #asked: Sentence | null = null;
  #gate: string | null = null;

  constructor(drafting: Drafting, form: Form, depth = 0, inBranch = false) {
    this.#drafting = drafting;
    this.#form = form;
    this.#depth = depth;
    this.#inBranch = inBranch;
  }

  /** The steps of some lines; what people are asked last is asked by the caller's form when it is full, or done. */
  add(lines: readonly Line[], around = ""): void {
    for (const [index, line] of lines.entries()) this.#line(line, around, lines[index + 1]);
  }

  /** All of them, with the open questions. */
  steps(): WrittenStep[] {
    this.#flush();
    return this.#ending === null || hasEnded(this.#steps) ? this.#steps : [...this.#steps, this.#ending];
  }

  #line(line: Line, around: string, next: Line | undefined): void {
    const { sentence, below } = line;
    if (this.#leaveOut(line)) return this.add(below, sentence.text);
    const reading: Reading = line.isCondition
      ? { ...STATEMENT, condition: { text: sentence.text, unless: false } }
      : readSentence(sentence.text);
    if (this.#branches(line, reading, around)) return;
    this.#last = null;
    if (reading.mood === "question") return this.#question(line, next);
    if (reading.mood === "prohibition") this.#prohibition(line, reading);
    else if (reading.mood === "statement") this.#statement(line, reading, around);
    else this.#order(line, reading, `${around} ${reading.each ?? ""} ${reading.condition?.text ?? ""}`);
    this.#asked = null;
  }

  /** What says nothing of its own: answers whether it was that. */
  #leaveOut({ sentence, below }: Line): boolean {
    const { fates, said } = this.#drafting;
    if (sentence.is === "column") fates.leftOut(sentence, "column");
    else if (isPlaceholder(sentence.text)) fates.leftOut(sentence, "placeholder");
    else if (sentence.is === "code") {
      if (!this.#form.addDetail(sentence)) fates.leftOut(sentence, "code");
    } else {
      const words = sentence.text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, " ");
      const first = said.get(words);
      if (first === undefined) said.set(words, sentence);
      if (first === undefined || below.length > 0 || words.split(" ").length < 4) return false;
      fates.leftOut(sentence, "duplicate");
    }
    return true;
  }

  /** A condition over something that a machine does, an "otherwise", or an answer to the question before: answers whether it was one. */
  #branches(line: Line, reading: Reading, around: string): boolean {
    const { sentence, below } = line;
    const { condition, branch } = reading;
    if ((condition === null && branch === null) || this.#depth >= MAX_DEPTH || !automates(line, around)) return false;
    if (branch === "else" && this.#last !== null) {
      const { decides, id } = this.#last;
      const key = (decides.else as WrittenStep[]).length === 0 ? "else" : "then";
      decides[key] = this.#inner(line, { ...reading, branch: null }, around);
      this.#drafting.fates.codified(sentence, [id]);
      this.#last = null;
      return true;
    }
    if (condition === null) return branch === "else" ? false : this.#answer(line, reading);
    // What intelligence is to vouch for is asked of it, item by item, inside the loop.
    if (reading.mood === "order" && asksIntelligence(condition.text) && below.length === 0) return false;
    this.#flush();
    const holds = this.#inner(line, { ...reading, condition: null }, `${around} ${condition.text}`);
    this.#last = branchOn(condition, sentence, holds, this.#drafting);
    this.#drafting.fates.codified(sentence, [this.#last.id]);
    this.#steps.push(...this.#last.steps);
    return true;
  }

  /** `If yes, …` below a question. */
  #answer(line: Line, reading: Reading): boolean {
    const question = this.#asked;
    if (question === null) return false;
    this.#flush();
    const holds = this.#inner(line, { ...reading, branch: null }, question.text);
    const made =
      this.#last === null
        ? branchOnYes(clipped(question.text, 500), question, reading.branch === "no" ? [] : holds, this.#drafting)
        : null;
    const branch = made ?? (this.#last as Branch);
    branch.decides[reading.branch === "no" ? "else" : "then"] = holds;
    this.#drafting.fates.codified(line.sentence, [branch.id]);
    this.#drafting.fates.handed(question, [branch.id]);
    this.#steps.push(...(made?.steps ?? []));
    this.#last = branch;
    return true;
  }

  /** The steps of a branch. */
  #inner(line: Line, reading: Reading, around: string): WrittenStep[] {
    const inner = new LineDrafting(this.#drafting, this.#form, this.#depth + 1, true);
    if (reading.mood === "order" || reading.mood === "suggestion") inner.#order(line, reading, around);
    else {
      for (const sentence of line.beside) this.#drafting.fates.leftOut(sentence, "label");
      inner.add(line.below, `${around} ${line.sentence.text}`);
    }
    return inner.steps();
  }

  /** One that decides what a machine does is asked by itself, with what follows from it; any other is asked with the rest. */
  #question({ sentence, below, beside }: Line, next: Line | undefined): void {
    const answers = (line: Line | undefined) =>
      line !== undefined &&
      /^(?:yes|no)$/.test(readSentence(line.sentence.text).branch ?? "") &&
      automates(line, sentence.text);
    if (answers(next) || below.some(answers)) {
      this.#asked = sentence;
      return this.add(below, sentence.text);
    }
    this.#ask(YES_OR_NO.test(sentence.text) ? "boolean" : "text", sentence.text, sentence, beside);
    this.#below({ sentence, below, beside: [] });
  }

  #prohibition(line: Line, reading: Reading): void {
    for (const clause of clausesOf(reading, "", false))
      if (clause.kind === "act") this.#drafting.forbidden.set(clause.matched.capability.id, line.sentence);
    this.#form.caution(line.sentence);
    this.add(line.below, line.sentence.text);
  }

  /** Nothing by itself; what stands below it may be. A box to tick asks whether it is so. */
  #statement(line: Line, reading: Reading, around: string): void {
    const { sentence, below, beside, checkbox } = line;
    // What is to be done on a condition is told with it.
    if (
      below.length > 0 &&
      (reading.condition !== null || reading.branch !== null) &&
      !below.some((each) => automates(each))
    ) {
      const said = line.isCondition ? `If this holds: "${sentence.text}"` : sentence.text;
      return this.#ask("boolean", said, sentence, [
        ...beside,
        ...sentencesIn(below).filter((each) => !this.#drafting.fates.has(each)),
      ]);
    }
    if (checkbox && below.length === 0) return this.#ask("boolean", `Is it so: ${sentence.text}`, sentence, beside);
    // What stands in brackets by itself explains what is before it.
    if (below.length === 0 && /^\(.*\)[.\s]*$/.test(sentence.text) && this.#form.addDetail(sentence)) return;
    const nothing = sentence.text.length > MAX_LENGTH ? "too-long" : "statement";
    this.#drafting.fates.leftOut(sentence, below.length > 0 ? "label" : nothing);
    this.add(below, `${around} ${sentence.text}`);
  }

  #order(line: Line, reading: Reading, around: string): void {
    const { sentence } = line;
    const inBranch = this.#inBranch || this.#depth > 0;
    const clauses = clausesOf(reading, around, inBranch);
    const people = clauses.filter((clause) => clause.kind === "people");
    if (people.length === clauses.length && reading.delayMs === null) return this.#task(line, reading);
    this.#flush();
    const before = this.#steps;
    this.#steps = [];
    const acting = this.#clauses(clauses, line, reading);
    this.#drafting.fates.codified(sentence, acting);
    const made = this.#steps;
    this.#steps = joined(before, made, reading.parallel);
    if (people.length > 0) this.#ask("boolean", `Is the rest of it done: "${sentence.text}"`, sentence, line.beside);
    else for (const each of line.beside) this.#drafting.fates.handed(each, acting);
    this.add(line.below, sentence.text);
  }

  /** What machines do of a sentence. Answers the ids of the steps. */
  #clauses(clauses: readonly Clause[], { sentence }: Line, reading: Reading): string[] {
    const acting: string[] = [];
    if (reading.delayMs !== null) acting.push(this.#wait(reading.delayMs, sentence));
    for (const clause of clauses) {
      if (clause.kind === "wait") acting.push(this.#wait(clause.milliseconds, sentence));
      if (clause.kind === "end") {
        const id = this.#drafting.newId("end");
        this.#drafting.note(id, sentence);
        this.#ending = { id, end: clause.disposition, reason: quoted(sentence.text, 500), status: "closed" };
        acting.push(id);
      }
      if (clause.kind === "runbook") this.#steps.push(runbookStep(clause.name, sentence, this.#drafting, acting));
      if (clause.kind !== "act" || this.#isDone(clause, acting)) continue;
      const first = acting.length;
      const ifMalicious = asksIntelligence(reading.condition?.text ?? "");
      const steps = actionSteps({ ...clause, sentence, ifMalicious }, this.#drafting, acting);
      const question = this.#careFor(clause, sentence, reading);
      const deed = deedOf(clause.matched);
      if (question === null && this.#depth === 0 && deed !== null) this.#drafting.done.set(deed, acting.slice(first));
      if (question === null) this.#steps = joined(this.#steps, steps, false);
      else this.#steps.push(...branchOnYes(question, sentence, steps, this.#drafting).steps);
    }
    return acting;
  }

  /** A runbook that says a thing in its overview and again in its chapters wants it once. */
  #isDone({ matched }: Extract<Clause, { kind: "act" }>, acting: string[]): boolean {
    const done = this.#drafting.done.get(deedOf(matched) ?? "");
    acting.push(...(done ?? []));
    return done !== undefined;
  }

  /** What a person has to say yes to before an action; null where the runbook just orders it. */
  #careFor({ matched }: Extract<Clause, { kind: "act" }>, { text }: Sentence, reading: Reading): string | null {
    const says = `The runbook says: "${clipped(text, 400)}"`;
    if (reading.mood === "suggestion") return `Is it to be done? ${says}`;
    if (reading.approval) return `Has it been approved? ${says}`;
    if (!needsCare(matched)) return null;
    const forbidden = this.#drafting.forbidden.get(matched.capability.id);
    if (forbidden !== undefined) return `May it be done? ${says}, and also: "${clipped(forbidden.text, 300)}"`;
    return this.#gate === null ? null : `Is there a yes to this? ${says}, after: "${clipped(this.#gate, 300)}"`;
  }

  #wait(milliseconds: number, sentence: Sentence): string {
    const id = this.#drafting.newId("wait");
    this.#drafting.note(id, sentence);
    this.#steps.push({ id, title: "As the runbook says", wait: durationText(milliseconds) });
    return id;
  }

  /** Something for a person, with what belongs to it. */
  #task(line: Line, reading: Reading): void {
    const { sentence, below, beside } = line;
    if (reading.orders.some(asksApproval)) this.#gate = sentence.text;
    const inherited = this.#inherit(line, reading);
    if (inherited) return;
    const acts = below.some((each) => automates(each, sentence.text));
    if (acts && /:\W*$/.test(sentence.text)) return this.#statement(line, STATEMENT, "");
    const finds = FINDS_OUT.test(reading.orders[0] ?? "");
    const details = acts ? [] : sentencesIn(below).filter((each) => !this.#drafting.fates.has(each));
    this.#ask(finds ? "text" : "boolean", sentence.text, sentence, [
      ...beside,
      ...details.filter(({ text }) => !isPlaceholder(text)),
    ]);
    for (const each of details) if (isPlaceholder(each.text)) this.#drafting.fates.leftOut(each, "placeholder");
    if (acts) this.add(below, sentence.text);
  }

  /** "Disable the following: affected accounts": the verb is above, and what it acts on below. Answers whether all of it could be done so. */
  #inherit({ sentence, below, beside }: Line, reading: Reading): boolean {
    const [order, ...others] = reading.orders;
    const verb = /^\w[\w-]*/.exec(order ?? "")?.[0];
    if (
      verb === undefined ||
      others.length > 0 ||
      below.length === 0 ||
      reading.mood !== "order" ||
      !/:\W*$/.test(sentence.text)
    )
      return false;
    if (!/\b(?:following|these|all of|any of)\b|^\w+:/.test(order ?? "")) return false;
    const lines = below.map((line) => ({
      line,
      clauses: clausesOf({ orders: [`${verb} ${line.sentence.text}`], either: false }, "", false),
    }));
    if (lines.some(({ line, clauses }) => line.below.length > 0 || clauses.some(({ kind }) => kind !== "act")))
      return false;
    this.#flush();
    const all = lines.flatMap(({ line, clauses }) => {
      const acting = this.#clauses(clauses, line, reading);
      this.#drafting.fates.codified(line.sentence, acting);
      return acting;
    });
    this.#drafting.fates.codified(sentence, all);
    for (const each of beside) this.#drafting.fates.handed(each, all);
    return true;
  }

  #below({ sentence, below }: Line): void {
    if (below.some((line) => automates(line, sentence.text))) return this.add(below, sentence.text);
    for (const each of sentencesIn(below))
      if (!this.#drafting.fates.has(each) && (isPlaceholder(each.text) || !this.#form.addDetail(each)))
        this.#drafting.fates.leftOut(each, isPlaceholder(each.text) ? "placeholder" : "statement");
  }

  #ask(type: "text" | "boolean", ask: string, sentence: Sentence, details: readonly Sentence[] = []): void {
    if (this.#form.isFull) this.#flush();
    this.#form.ask(type, ask, sentence, details);
  }

  #flush(): void {
    this.#steps.push(...this.#form.flush());
  }
}
