/** The draft of a playbook: all steps, its head, and the checker's consent. */
import { checkPlaybook } from "../../playbook/check.ts";
import type { Finding } from "../../playbook/finding.ts";
import { nameFrom, plainText } from "../../playbook/plain-text.ts";
import type { WrittenPlaybook, WrittenStep } from "../../playbook/written-form.ts";
import { yamlOf } from "../../playbook/written-form-yaml.ts";
import type { SentenceFate } from "../fate.ts";
import type { Outline, Sentence } from "../understand/outline.ts";
import { clipped, Drafting, type Hole, quoted } from "./drafting.ts";
import { sectionSteps } from "./section-drafting.ts";
import { techniquesIn } from "./techniques.ts";

export interface DraftOptions {
  /** As it is told of in the draft. */
  file: string;
  /** Whom everything goes to that people do. */
  queue: string;
  /** Names that other drafts have. */
  taken?: ReadonlySet<string>;
}

export interface Drafted {
  name: string;
  title: string;
  source: string;
  techniques: string[];
  sentences: SentenceFate[];
  /** In the order of the draft. */
  holes: Hole[];
  /** Warnings; an error is never among them. */
  findings: Finding[];
  /** False where the steps were more, or other, than the language takes, and the whole was given to people instead. */
  whole: boolean;
}

const MAX_LESSONS = 30;

/** Drafts a playbook. The checker takes it whatever the runbook says. */
export function draftPlaybook(outline: Outline, options: DraftOptions): Drafted {
  const title = titleOf(outline, options.file);
  const techniques = techniquesIn([options.file, ...outline.sentences.map(({ text }) => text)].join("\n"));
  const drafting = new Drafting(options.queue);
  const { steps, lessons } = sectionSteps(outline, drafting);
  const closing = closingStep(steps, lessons, drafting);
  const draft = written(title, [...steps, closing], techniques, drafting, options);
  const fates = drafting.fates.all(outline.sentences);
  const common = { name: draft.name, title, techniques, holes: drafting.holes, whole: true };
  const findings = findingsOf(draft);
  if (findings !== null) return { ...common, source: draft.source, sentences: fates, findings };
  return { ...common, ...givenToPeople(title, fates, techniques, options) };
}

/** What stands over all: its first heading, without what says that it is a runbook; else the name of its file. */
function titleOf({ title }: Outline, file: string): string {
  const bare = title
    .replace(/^[^\p{L}\p{N}<]+/u, "")
    .replace(/^(?:playbook|runbook|procedure|sop|incident response playbook|response playbook)\s*[:–—-]\s*/i, "")
    .trim();
  const stem = (file.split(/[/\\]/).at(-1) ?? "")
    .replace(/\.[a-z]+$/i, "")
    .replaceAll(/[-_]+/g, " ")
    .trim();
  const title2 = bare === "" || /^<.*>$/.test(bare) ? stem : bare;
  return clipped(title2 === "" ? "Drafted playbook" : title2, 150);
}

/** The last step: what was done and found, what is to be learned, and what it was. */
function closingStep(steps: readonly WrittenStep[], lessons: readonly Sentence[], drafting: Drafting): WrittenStep {
  const id = "closing";
  for (const lesson of lessons.slice(0, MAX_LESSONS)) drafting.fates.handed(lesson, [id]);
  for (const lesson of lessons.slice(MAX_LESSONS)) drafting.fates.handed(lesson, [id]);
  const more =
    lessons.length > MAX_LESSONS
      ? [`What else does the runbook say about lessons? It has ${lessons.length - MAX_LESSONS} sentences more.`]
      : [];
  const told =
    steps.length === 0 ? "The runbook orders nothing that could be codified." : "The runbook has been gone through.";
  return {
    id,
    title: "What was it?",
    handoff: drafting.queue,
    reason: [told, ...drafting.summary.slice(0, 60)].join("\n"),
    questions: [
      "What did the incident turn out to be?",
      ...lessons.slice(0, MAX_LESSONS).map(({ text }) => quoted(text, 300)),
      ...more,
    ],
  };
}

interface Source {
  name: string;
  source: string;
}

function written(
  title: string,
  steps: WrittenStep[],
  techniques: string[],
  drafting: Drafting,
  { file, queue, taken }: DraftOptions,
): Source {
  const name = freeName(nameFrom(title, "drafted"), taken ?? new Set());
  const from = clipped(file.split(/[/\\]/).at(-1) ?? file, 200);
  const playbook: WrittenPlaybook = {
    playbook: name,
    title: plainText(title),
    description: plainText(
      `Drafted from the runbook ${from}. Each step says which sentence it comes from; read it beside the runbook before it is used.`,
    ),
    maturity: "sandbox",
    trigger: "true",
    "default-queue": queue,
    ...(techniques.length === 0 ? {} : { techniques }),
    steps,
  };
  return { name, source: yamlOf(playbook, drafting.notes) };
}

/** The name, or the first number behind it that no other draft has. */
function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const tried = number === 1 ? name : `${name.slice(0, 54).replace(/-+$/, "")}-${number}`;
    if (!taken.has(tried)) return tried;
  }
}

/** The checker's warnings; null when it refuses. */
function findingsOf({ name, source }: Source): Finding[] | null {
  const { program, findings } = checkPlaybook(source, { file: `${name}/playbook.yaml` });
  return program === undefined ? null : findings;
}

/** A runbook that is too large for a playbook, or that asks what the language refuses: all that orders something goes to people. */
function givenToPeople(title: string, fates: readonly SentenceFate[], techniques: string[], options: DraftOptions) {
  const drafting = new Drafting(options.queue);
  const wanted = fates.filter(({ reason }) => reason === null);
  const shown = wanted.slice(0, 200).map(({ text }) => quoted(text, 300));
  const step = {
    id: "closing",
    title: "By hand",
    handoff: options.queue,
    reason: "This runbook is too large for one playbook. Split it, and codify its parts.",
    questions: ["What did the incident turn out to be?", ...shown],
  };
  const draft = written(title, [step], techniques, drafting, options);
  const sentences = fates.map((each) =>
    each.reason !== null ? each : { ...each, fate: "handed" as const, steps: ["closing"] },
  );
  return { source: draft.source, sentences, holes: [], findings: findingsOf(draft) ?? [], whole: false };
}
