/** A document as sections of sentences: each sentence once, with its place, and what stands below it. */
import { InputError } from "../../errors.ts";
import type { Block, ListItem, RunbookDocument, Spot } from "../read/document.ts";
import { isPhaseTitle, type Phase, phaseOf } from "./phase.ts";
import { splitSentences } from "./split-sentences.ts";
import { type TableBlock, type TableReading, tableLines } from "./table.ts";

export interface Sentence {
  /** From 1, in the order of the document. */
  number: number;
  text: string;
  spot: Spot;
  is: "heading" | "prose" | "code" | "column";
}

/** A sentence and what belongs to it: the items of the list that it announces, and those below its own item. */
export interface Line {
  sentence: Sentence;
  below: Line[];
  /** What stands beside it in its row of a table. */
  beside: Sentence[];
  /** It says when what is below it is to be done, though it has no word for that: a column does. */
  isCondition?: true;
  /** Something to tick: what is not said as an order is then a question whether it is so. */
  checkbox?: true;
}

export interface Section {
  /** Its own, and those of the sections around it, from the outside. */
  titles: string[];
  headings: Sentence[];
  phase: Phase;
  /** The heading around it, or its own, that says when it is to be done at all ("If the key is public"). */
  condition: Sentence | null;
  lines: Line[];
}

export interface Outline {
  /** What the runbook calls itself; empty where it has no heading. */
  title: string;
  sections: Section[];
  /** All of them. */
  sentences: Sentence[];
}

/** More would be no runbook; what is beyond is refused rather than left out. */
export const MAX_SENTENCES = 6000;

/** @throws InputError `codify.too-large`. */
export function outlineOf(document: RunbookDocument): Outline {
  const outlining = new Outlining();
  for (const block of document.blocks) outlining.add(block);
  const outline = outlining.outline();
  if (outline.sentences.length <= MAX_SENTENCES) return outline;
  throw new InputError(
    "codify.too-large",
    `The runbook has ${outline.sentences.length} sentences; at most ${MAX_SENTENCES} are read. Split it.`,
  );
}

interface Open {
  level: number;
  title: string;
  phase: Phase;
  condition: Sentence | null;
}

const NOTHING_OPEN = { titles: [], headings: [], phase: "other" as const, condition: null };
const CONDITION = /^\W*(?:\d[\d.]*\s+)?(?:if|when|in case|in the event|unless|should)\b/i;
/** So many of its rows named like phases make a table the whole runbook on a page. */
const PHASE_ROWS = 3;

class Outlining implements TableReading {
  readonly #sentences: Sentence[] = [];
  readonly #sections: Section[] = [{ ...NOTHING_OPEN, lines: [] }];
  #open: Open[] = [];
  #title = "";
  /** The sentence that announced a list, until something else comes. */
  #announcing: Line | null = null;

  outline(): Outline {
    return { title: this.#title, sections: this.#sections, sentences: this.#sentences };
  }

  sentence(text: string, spot: Spot, is: Sentence["is"]): Sentence {
    const made = { number: this.#sentences.length + 1, text, spot, is };
    this.#sentences.push(made);
    return made;
  }

  lines(text: string, spot: Spot): Line[] {
    return splitSentences(text).map((each) => ({
      sentence: this.sentence(each, spot, "prose"),
      below: [],
      beside: [],
    }));
  }

  add(block: Block): void {
    if (block.kind === "heading") return this.#head(block.text, block.spot, block.level);
    if (block.kind === "paragraph" && isPhaseTitle(block.text)) return this.#head(block.text, block.spot, 7);
    if (block.kind === "table" && this.#isPhaseTable(block)) return this.#phaseTable(block);
    const lines = this.#linesOf(block);
    const section = this.#sections.at(-1) as Section;
    if (block.kind === "paragraph") {
      section.lines.push(...lines);
      const last = lines.at(-1);
      this.#announcing = last !== undefined && announces(last) ? last : null;
      return;
    }
    if (this.#announcing === null) section.lines.push(...lines);
    else this.#announcing.below.push(...lines);
    if (block.kind !== "code") this.#announcing = null;
  }

  #head(text: string, spot: Spot, level: number): void {
    this.#announcing = null;
    const title = text.replaceAll("\n", " ");
    const sentence = this.sentence(title, spot, "heading");
    if (this.#title === "" && level < 7 && !isPhaseTitle(title)) {
      // The name of the whole says what it is about, which is no phase even where it sounds like one.
      this.#title = title;
      this.#sections.push({ ...NOTHING_OPEN, headings: [sentence], lines: [] });
      return;
    }
    const around = this.#open.filter((one) => one.level < level);
    const phase = phaseOf(title, around.at(-1)?.phase ?? "other");
    const condition = CONDITION.test(title) ? sentence : (around.at(-1)?.condition ?? null);
    this.#open = [...around, { level, title, phase, condition }];
    this.#begin([sentence]);
  }

  /** A section where the headings that are open now lead to. */
  #begin(headings: Sentence[]): void {
    const { phase, condition } = this.#open.at(-1) ?? NOTHING_OPEN;
    this.#sections.push({ titles: this.#open.map((one) => one.title), headings, phase, condition, lines: [] });
  }

  #isPhaseTable({ head, rows }: TableBlock): boolean {
    return [head, ...rows].filter(([first]) => isPhaseTitle(first?.text ?? "")).length >= PHASE_ROWS;
  }

  /** A section for each row that is named like a phase; the others belong to what stands around the table. */
  #phaseTable({ head, rows }: TableBlock): void {
    const open = this.#open;
    for (const [first, ...cells] of [head, ...rows]) {
      if (first === undefined) continue;
      this.#open = open;
      const named = isPhaseTitle(first.text);
      if (named) this.#head(first.text, first.spot, 7);
      else this.#begin([]);
      const all = named ? cells : [first, ...cells];
      (this.#sections.at(-1) as Section).lines.push(...all.flatMap(({ text, spot }) => this.lines(text, spot)));
    }
    this.#open = open;
    this.#begin([]);
  }

  #linesOf(block: Block): Line[] {
    switch (block.kind) {
      case "heading":
      case "paragraph":
        return this.lines(block.text, block.spot);
      case "code":
        return [{ sentence: this.sentence(block.text, block.spot, "code"), below: [], beside: [] }];
      case "list":
        return block.items.flatMap((item) => this.#item(item));
      case "table":
        return tableLines(block, this);
    }
  }

  /** Sentences of one item stand side by side; what is listed in it stands below the one that announces it, or below the first. */
  #item({ blocks, checkbox }: ListItem): Line[] {
    const lines: Line[] = [];
    for (const block of blocks) {
      const own = this.#linesOf(block);
      const last = lines.at(-1);
      const holder = last !== undefined && announces(last) ? last : lines[0];
      if (holder === undefined || block.kind === "paragraph") lines.push(...own);
      else holder.below.push(...own);
    }
    const [first] = lines;
    if (checkbox && first !== undefined) first.checkbox = true;
    return lines;
  }
}

function announces({ sentence }: Line): boolean {
  return /[:：]\W*$/.test(sentence.text);
}
