/** Edits that leave a YAML text readable. */
import type { Edit } from "./mutant.ts";
import type { Branch, Field, Fields, Step } from "./survey.ts";

/** Another text in place of a value. */
export function replaced({ from, to }: { from: number; to: number }, text: string): Edit {
  return { from, to, text };
}

/** Without one of its fields; null for the only one. */
export function without({ all }: Fields, gone: Field): Edit | null {
  const index = all.indexOf(gone);
  const [before, next] = [all[index - 1], all[index + 1]];
  if (next !== undefined) return { from: gone.keyAt, to: next.keyAt, text: "" };
  return before === undefined ? null : { from: before.to, to: gone.to, text: "" };
}

/** With one field more, last; null where there is none yet. `into` is where it begins in the new text. */
export function withField({ all, flow }: Fields, source: string, text: string): { edit: Edit; into: number } | null {
  const [last, first] = [all.at(-1), all[0]];
  if (last === undefined || first === undefined) return null;
  const glue = flow ? ", " : `\n${" ".repeat(columnOf(source, first.keyAt))}`;
  return { edit: { from: last.to, to: last.to, text: glue + text }, into: glue.length };
}

/** Without one step; an empty list where it was the only one. */
export function withoutStep({ steps, at, block }: Branch, gone: Step): Edit {
  const index = steps.indexOf(gone);
  const [before, next] = [steps[index - 1], steps[index + 1]];
  if (next !== undefined) return { from: gone.at, to: next.at, text: "" };
  if (before !== undefined) return { from: before.to, to: gone.to, text: "" };
  return block ? { from: at, to: gone.to, text: "[]" } : { from: gone.at, to: gone.to, text: "" };
}

/** With one step more behind another; null where the list is written in one line. `into` is where it begins in the new text. */
export function withStep(
  branch: Branch,
  before: Step,
  source: string,
  step: string,
): { edit: Edit; into: number } | null {
  if (!branch.block) return null;
  const glue = `\n${" ".repeat(columnOf(source, before.at) - 2)}- `;
  return { edit: { from: before.to, to: before.to, text: glue + step }, into: glue.length };
}

/** A step twice in the branches of a parallel, the second without its id; null where lines cannot be moved. `first` and `second` are where they begin. */
export function besideItself(step: Step, source: string): { edit: Edit; first: number; second: number } | null {
  if (!step.parent.block || step.flow) return null;
  const column = columnOf(source, step.at);
  const text = source.slice(step.at, step.to).replaceAll("\n", `\n${" ".repeat(6)}`);
  const again = text.replace(/^id: [^\n]*\n\s*|\n\s*id: [^\n]*/, "");
  const open = (name: string) => `${" ".repeat(column + 2)}${name}:\n${" ".repeat(column + 4)}- `;
  const before = `parallel:\n${open("one")}`;
  const between = `\n${open("other")}`;
  const edit = { from: step.at, to: step.to, text: before + text + between + again };
  return { edit, first: before.length, second: before.length + text.length + between.length };
}

function columnOf(source: string, offset: number): number {
  return offset - (source.lastIndexOf("\n", offset - 1) + 1);
}
