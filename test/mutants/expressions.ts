/** Where the expressions of a playbook stand in its text. */
import { isMap, isScalar, isSeq, type Node } from "yaml";
import { type Field, fieldsOf, type Step, type Survey, textOf } from "./survey.ts";

/** The source of one expression, as it is written. */
export interface Span {
  from: number;
  to: number;
  text: string;
  /** The step it belongs to; null for one of the head. */
  step: Step | null;
}

/** Keys whose value is an expression as it stands. */
const BARE: ReadonlySet<string> = new Set(["if", "switch", "while", "for-each", "collect", "when", "until"]);
/** Keys of a step that hold expressions after "=" or in braces. */
const WRITTEN: ReadonlySet<string> = new Set(["with", "set", "reason"]);

/** All of them, those of a step's branches at their own steps. */
export function expressionsOf(survey: Survey): Span[] {
  const { source, head, steps } = survey;
  const trigger = head.all.filter(({ key }) => key === "trigger").flatMap((each) => bare(each, null, source));
  return [...trigger, ...steps.flatMap((step) => expressionsOfStep(step, source))];
}

/** Those of one step itself. */
export function expressionsOfStep(step: Step, source: string): Span[] {
  return step.all.flatMap((each) => {
    if (BARE.has(each.key)) return bare(each, step, source);
    return WRITTEN.has(each.key) ? scalarsIn(each.value).flatMap((node) => templated(node, step, source)) : [];
  });
}

/** Every match of a pattern in expressions, with its offset. */
export function matchesIn(
  spans: readonly Span[],
  pattern: RegExp,
): { at: number; match: RegExpExecArray; span: Span }[] {
  return spans.flatMap((span) =>
    [...span.text.matchAll(pattern)].map((match) => ({
      at: span.from + match.index,
      match: match as RegExpExecArray,
      span,
    })),
  );
}

function bare({ from, to, value }: Field, step: Step | null, source: string): Span[] {
  return textOf(value) === null ? [] : [{ from, to, text: source.slice(from, to), step }];
}

function templated(node: Node, step: Step, source: string): Span[] {
  const [from, to] = node.range ?? [0, 0];
  const text = source.slice(from, to);
  if (/^["']?=(?!=)/.test(text)) return [{ from, to, text, step }];
  return [...text.matchAll(/\{\{.*?\}\}/gs)].map((match) => ({
    from: from + match.index,
    to: from + match.index + match[0].length,
    text: match[0],
    step,
  }));
}

/** The texts within a value. */
export function scalarsIn(node: Node | null | undefined): Node[] {
  if (isScalar(node)) return typeof node.value === "string" ? [node] : [];
  if (isSeq(node)) return node.items.flatMap((item) => scalarsIn(item as Node));
  return isMap(node) ? fieldsOf(node, "").all.flatMap(({ value }) => scalarsIn(value)) : [];
}
