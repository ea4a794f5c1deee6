/** All sections of a runbook as steps: what is to be done during an incident, in their order; the rest has its reason. */
import type { WrittenStep } from "../../playbook/written-form.ts";
import type { LeftOut } from "../fate.ts";
import type { Line, Outline, Section, Sentence } from "../understand/outline.ts";
import type { Phase } from "../understand/phase.ts";
import { isPlaceholder, readSentence } from "../understand/read-sentence.ts";
import { automates, sentencesIn } from "./automates.ts";
import { branchOn } from "./branch.ts";
import type { Drafting } from "./drafting.ts";
import { Form } from "./form.ts";
import { LineDrafting } from "./line-drafting.ts";

/** Sections that no step is made of. */
const CLOSED: Readonly<Partial<Record<Phase, LeftOut>>> = { preparation: "preparation", reference: "reference" };

/** The steps, and what the last one is to ask besides: the lessons to be learned. */
export function sectionSteps(outline: Outline, drafting: Drafting): { steps: WrittenStep[]; lessons: Sentence[] } {
  const steps: WrittenStep[] = [];
  const lessons: Sentence[] = [];
  for (const section of outline.sections) leaveOut(section, drafting);
  for (const group of groupsOf(outline.sections)) {
    const [first] = group;
    if (first === undefined) continue;
    if (first.phase === "lessons") lessons.push(...group.flatMap((section) => lessonsOf(section)));
    else if (CLOSED[first.phase] === undefined) steps.push(...groupSteps(group, drafting));
  }
  return { steps, lessons };
}

function leaveOut({ headings, phase, lines }: Section, drafting: Drafting): void {
  for (const heading of headings) drafting.fates.leftOut(heading, "heading");
  const reason = CLOSED[phase];
  if (reason !== undefined) leaveOutLines(lines, reason, drafting);
}

/** Of what is in no step some wanted nothing in the first place. */
function leaveOutLines(lines: readonly Line[], reason: LeftOut, drafting: Drafting): void {
  for (const { sentence, beside, below, checkbox } of lines) {
    for (const each of [sentence, ...beside]) {
      const wants = sentence.is === "code" || wantsSomething(each.text) || (checkbox && each === sentence);
      if (wants) drafting.fates.leftOut(each, isPlaceholder(each.text) ? "placeholder" : reason);
    }
    leaveOutLines(below, reason, drafting);
  }
}

function wantsSomething(text: string): boolean {
  const { mood, condition } = readSentence(text);
  return mood !== "statement" || condition !== null;
}

/** Sections that follow one another under one heading that says when they hold; each other section by itself. */
function groupsOf(sections: readonly Section[]): Section[][] {
  const groups: Section[][] = [];
  for (const section of sections) {
    const last = groups.at(-1)?.[0];
    const together =
      last !== undefined &&
      section.condition !== null &&
      section.condition === last.condition &&
      section.phase === last.phase;
    if (together) groups.at(-1)?.push(section);
    else groups.push([section]);
  }
  return groups;
}

function groupSteps(group: readonly Section[], drafting: Drafting): WrittenStep[] {
  const heading = group[0]?.condition ?? null;
  const branches = heading !== null && group.some(({ lines }) => lines.some((line) => automates(line)));
  const condition = heading === null ? null : readSentence(`${heading.text.replace(/[:.\s]+$/, "")}:`).condition;
  const steps = group.flatMap((section) => linesSteps(section, drafting, branches ? 1 : 0));
  if (heading === null || condition === null || !branches || steps.length === 0) return steps;
  const branch = branchOn(condition, heading, steps, drafting);
  drafting.fates.codified(heading, [branch.id]);
  return branch.steps;
}

function linesSteps({ titles, headings, phase, lines }: Section, drafting: Drafting, depth: number): WrittenStep[] {
  const title = titles.slice(-2).join(": ") || "What the runbook says first";
  const form = new Form(drafting, title, phase === "other" ? "people" : phase);
  const drafted = new LineDrafting(drafting, form, depth);
  drafted.add([...orderedBy(headings, lines), ...lines]);
  const steps = drafted.steps();
  form.dropCautions();
  return steps;
}

/** A heading that orders what a machine can do, and under which nothing else does, is an order like another. */
function orderedBy(headings: readonly Sentence[], lines: readonly Line[]): Line[] {
  return headings
    .map((sentence): Line => ({ sentence, below: [], beside: [] }))
    .filter(
      (line) =>
        readSentence(line.sentence.text).condition === null &&
        automates(line) &&
        !lines.some((each) => automates(each)),
    );
}

/** What people are asked once it is over: the orders and questions among lessons; what they contain belongs to them. */
function lessonsOf({ lines }: Section): Sentence[] {
  return sentencesIn(lines).filter(({ text, is }) => {
    const { mood } = readSentence(text);
    return is === "prose" && (mood === "order" || mood === "question" || mood === "suggestion");
  });
}
