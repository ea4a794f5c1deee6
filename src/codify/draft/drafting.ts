/** What one draft has come to so far: its ids, its notes, the fates of sentences, and what its last step is to tell. */
import { withoutSecrets } from "../../playbook/check-secrets.ts";
import { plainText } from "../../playbook/plain-text.ts";
import type { WrittenStep } from "../../playbook/written-form.ts";
import { Fates } from "../fate.ts";
import { spotText } from "../read/document.ts";
import type { Sentence } from "../understand/outline.ts";

/** What the author of a playbook has to fill in, so that it runs without asking. */
export interface Hole {
  step: string;
  /** What is missing, and what could stand there. */
  what: string;
}

/** How long people have for what they are asked. */
export const PATIENCE = "1d";
const MAX_QUOTE = 600;

export class Drafting {
  readonly queue: string;
  readonly fates = new Fates();
  /** Comments by step. */
  readonly notes = new Map<string, string>();
  readonly holes: Hole[] = [];
  /** Lines of the last step, templates. */
  readonly summary: string[] = [];
  /** What the runbook forbids, by capability. */
  readonly forbidden = new Map<string, Sentence>();
  /** What was said already, by its words. */
  readonly said = new Map<string, Sentence>();
  /** What every run of the draft does, by what it is: the steps. */
  readonly done = new Map<string, readonly string[]>();
  readonly #ids = new Map<string, number>();

  constructor(queue: string) {
    this.queue = queue;
  }

  /** An id that no other step, item or question has. */
  newId(what: string): string {
    const count = (this.#ids.get(what) ?? 0) + 1;
    this.#ids.set(what, count);
    return `${what}_${count}`;
  }

  /** Marks a step in which something is missing that a person says each time. Told of before its note. */
  hole(step: string, what: string): void {
    this.holes.push({ step, what });
  }

  /** Says above a step which sentences it came from. */
  note(id: string, ...sentences: readonly Sentence[]): void {
    const [first, ...rest] = sentences;
    if (first === undefined) return;
    const more = rest.map(({ spot }) => spotText(spot));
    const others = more.length === 0 ? "" : ` and ${[...new Set(more)].slice(0, 12).join(", ")}`;
    const hole = this.holes.findLast(({ step }) => step === id);
    const missing = hole === undefined ? "" : `hole: ${hole.what}\n`;
    this.notes.set(id, `${missing}from: "${clipped(first.text, 240)}" (${spotText(first.spot)}${others})`);
  }
}

/** A sentence as it may stand in a draft: on one line, within bounds, without secrets. Not yet a template. */
export function clipped(text: string, length = MAX_QUOTE): string {
  const line = withoutSecrets(text.replaceAll("\n", " "));
  return line.length <= length ? line : `${line.slice(0, length).toWellFormed().replaceAll("\ufffd", "")}…`;
}

/** The same as a value of the playbook. */
export function quoted(text: string, length = MAX_QUOTE): string {
  return plainText(clipped(text, length));
}

/** Whether the last of some steps ends the run. */
export function hasEnded(steps: readonly WrittenStep[]): boolean {
  const last = steps.at(-1);
  return last !== undefined && ("end" in last || ("handoff" in last && !("resume" in last)));
}
