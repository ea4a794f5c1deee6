/** A faulty variant of a playbook: one edit, and what the checker has to say about it. */
import type { Library } from "../../src/playbook/library.ts";

/** A playbook without faults. */
export interface Original {
  name: string;
  file: string;
  source: string;
  library: Library;
  /** Codes of true remarks about it that are left unsaid: what another product declares and never uses. */
  unsaid: ReadonlySet<string>;
}

/** The text between two offsets becomes another. */
export interface Edit {
  from: number;
  to: number;
  text: string;
}

/** An edit that makes a playbook faulty for certain, and the code of the finding it must lead to. */
export interface Fault {
  edit: Edit;
  code: string;
  /** Where the finding must be: an offset of the original; for what is new, `into` says how far in the new text. */
  at: number;
  into?: number;
}

export interface Mutant {
  operator: string;
  original: Original;
  source: string;
  expected: { code: string; line: number };
}

/** The variant with its expected line counted in its own text. */
export function mutantOf(operator: string, original: Original, { edit, code, at, into }: Fault): Mutant {
  const source = original.source.slice(0, edit.from) + edit.text + original.source.slice(edit.to);
  const grown = edit.text.length - (edit.to - edit.from);
  const offset = into === undefined ? (at >= edit.to && at !== edit.from ? at + grown : at) : edit.from + into;
  return { operator, original, source, expected: { code, line: source.slice(0, offset).split("\n").length } };
}
