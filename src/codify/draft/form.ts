/** What people are asked to do or to find out: the questions of one section, in one form. */

import { plainText } from "../../playbook/plain-text.ts";
import { isId } from "../../playbook/read-id.ts";
import type { WrittenDeclaration, WrittenStep } from "../../playbook/written-form.ts";
import type { Sentence } from "../understand/outline.ts";
import { clipped, type Drafting, PATIENCE, quoted } from "./drafting.ts";

/** Nobody answers more at once. */
const MAX_QUESTIONS = 12;
const MAX_ASK = 1200;
/** Answers that the last step repeats. */
const MAX_REPEATED = 3;

interface Task {
  name: string;
  ask: string;
  type: "text" | "boolean";
  sentences: Sentence[];
}

export class Form {
  readonly #drafting: Drafting;
  readonly #title: string;
  readonly #what: string;
  #tasks: Task[] = [];
  #cautions: Sentence[] = [];

  /** `what` begins the ids of its steps; `title` is whatever it stands under. */
  constructor(drafting: Drafting, title: string, what: string) {
    this.#drafting = drafting;
    this.#title = title;
    this.#what = what;
  }

  get isFull(): boolean {
    return this.#tasks.length >= MAX_QUESTIONS;
  }

  get isEmpty(): boolean {
    return this.#tasks.length === 0;
  }

  /** `details` belong to it and are told with it. */
  ask(type: Task["type"], ask: string, sentence: Sentence, details: readonly Sentence[] = []): void {
    const told =
      details.length === 0 ? ask : `${ask.replace(/[.:\s]+$/, "")}: ${details.map(({ text }) => text).join("; ")}`;
    const name = nameOf(ask, new Set(this.#tasks.map((task) => task.name)));
    this.#tasks.push({ name, ask: told, type, sentences: [sentence, ...details] });
  }

  /** More of what was asked last; false when nothing was. */
  addDetail(sentence: Sentence): boolean {
    const last = this.#tasks.at(-1);
    if (last === undefined) return false;
    last.ask += ` ${clipped(sentence.text, 300)}`;
    last.sentences.push(sentence);
    return true;
  }

  caution(sentence: Sentence): void {
    this.#cautions.push(sentence);
  }

  /** Warnings that no form came for: they are about nothing that is done here. */
  dropCautions(): void {
    for (const sentence of this.#cautions) this.#drafting.fates.leftOut(sentence, "warning");
    this.#cautions = [];
  }

  /** The step, and an empty form again; none where nothing is asked. */
  flush(): WrittenStep[] {
    if (this.isEmpty) return [];
    const id = this.#drafting.newId(this.#what);
    const tasks = this.#tasks;
    const sentences = tasks.flatMap((task) => task.sentences);
    for (const sentence of [...sentences, ...this.#cautions]) this.#drafting.fates.handed(sentence, [id]);
    this.#drafting.note(id, ...sentences);
    this.#drafting.summary.push(summaryOf(id, this.#title, tasks));
    const step: WrittenStep = {
      id,
      title: quoted(this.#title, 150),
      handoff: this.#drafting.queue,
      reason: `Incident {{ incident.number }}: the runbook leaves this to a person.${this.#warnings()}`,
      resume: Object.fromEntries(
        tasks.map(({ name, ask, type }): [string, WrittenDeclaration & { [key: string]: string }] => [
          name,
          { ask: quoted(ask, MAX_ASK), type },
        ]),
      ),
      "at-most": PATIENCE,
    };
    this.#tasks = [];
    this.#cautions = [];
    return [step];
  }

  #warnings(): string {
    return this.#cautions.map(({ text }) => ` Mind: ${plainText(clipped(text, 300)).replace(/^==/, "=")}`).join("");
  }
}

/** What the last step says of a form: whether all is done, and what was found. */
function summaryOf(id: string, title: string, tasks: readonly Task[]): string {
  const done = tasks.filter(({ type }) => type === "boolean").map(({ name }) => `steps.${id}.${name}`);
  const found = tasks.filter(({ type }) => type === "text").slice(0, MAX_REPEATED);
  const parts = [
    ...(done.length === 0
      ? []
      : [`{{ has(steps.${id}) ? (${done.join(" && ")} ? "all yes" : "not all yes") : "not asked" }}`]),
    ...found.map(({ name }) => `{{ has(steps.${id}) ? clip(steps.${id}.${name}, 200) : "not asked" }}`),
  ];
  return `${plainText(clipped(title, 100)).replace(/^==/, "=")}: ${parts.join("; ")}`;
}

/** A name in expressions, of the first words that mean something. */
function nameOf(ask: string, taken: ReadonlySet<string>): string {
  const words = ask
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, " ")
    .split(" ")
    .filter((word) => word !== "" && !/^(?:the|an?|of|to|and|or|in|on|for|with|is|are|be|any|this|that)$/.test(word))
    .slice(0, 4);
  const plain = words.join("_").slice(0, 40).replace(/_+$/, "");
  const name = /^[a-z]/.test(plain) && isId(plain) ? plain : `answer_${taken.size + 1}`;
  return taken.has(name) ? `${name}_${taken.size + 1}` : name;
}
