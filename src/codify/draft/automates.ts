/** Whether anything in some lines is done by a machine: only then is a condition over them worth a branch. A person reads conditions for himself. */
import type { Line } from "../understand/outline.ts";
import { readSentence } from "../understand/read-sentence.ts";
import { clausesOf } from "./orders.ts";

export function automates({ sentence, below }: Line, around = ""): boolean {
  const reading = readSentence(sentence.text);
  const said = `${around} ${reading.condition?.text ?? ""} ${reading.each ?? ""}`;
  const acts = reading.mood === "order" || reading.mood === "suggestion";
  const own = acts && clausesOf(reading, said, true).some(({ kind }) => kind !== "people");
  return own || below.some((line) => automates(line, sentence.text));
}

/** The sentences of lines and of all that is below them, in their order, without the names of columns. */
export function sentencesIn(lines: readonly Line[]) {
  const all: Line["sentence"][] = [];
  const stack = [...lines].reverse();
  for (let line = stack.pop(); line !== undefined; line = stack.pop()) {
    if (line.sentence.is !== "column") all.push(line.sentence, ...line.beside);
    stack.push(...[...line.below].reverse());
  }
  return all;
}
