/** What became of a runbook, in figures and sentence by sentence. */
import type { Drafted } from "./draft/draft-playbook.ts";
import type { Hole } from "./draft/drafting.ts";
import { reasonText, type SentenceFate } from "./fate.ts";
import { spotText } from "./read/document.ts";

export interface Counts {
  sentences: number;
  codified: number;
  handed: number;
  leftOut: number;
  nothing: number;
}

/** The four are all there are. */
export function countsOf(sentences: readonly Pick<SentenceFate, "fate">[]): Counts {
  const of = (fate: SentenceFate["fate"]) => sentences.filter((one) => one.fate === fate).length;
  const counted = { codified: of("codified"), handed: of("handed"), leftOut: of("left-out"), nothing: of("nothing") };
  return { sentences: sentences.length, ...counted };
}

/** The sum of a runbook: of those that want something, what became of each. */
export function countsText({ sentences, codified, handed, leftOut, nothing }: Counts): string {
  const wanted = sentences - nothing;
  return `Of ${sentences} sentences ${wanted} want something done: ${codified} are codified, ${handed} handed to a person and ${leftOut} left out. There is nothing to do in the other ${nothing}.`;
}

/** What became of one sentence, in words. */
export function fateText({ fate, steps, reason }: Pick<SentenceFate, "fate" | "steps" | "reason">): string {
  if (reason !== null) return `${fate === "nothing" ? "nothing to do" : "left out"}: ${reasonText(reason)}`;
  return `${fate === "codified" ? "codified as" : "handed to a person in"} ${steps.join(", ")}`;
}

/** The page that lies beside a draft: every sentence of the runbook, for whoever holds the two against each other. */
export function reportPage({ title, sentences, holes, whole }: Drafted, file: string, mapping: string): string {
  const rows = sentences.map((one) => `| ${spotText(one.spot)} | ${cell(one.text)} | ${cell(fateText(one))} |`);
  return [
    `# ${cell(title)}`,
    `Drafted from ${cell(file)}. ${whole ? "Read it beside the runbook before it is used." : "The runbook was too large for one playbook."}`,
    mapping,
    countsText(countsOf(sentences)),
    holesText(holes),
    ...(holes.length === 0
      ? []
      : ["## Holes", holes.map(({ step, what }) => `* \`${step}\`: ${cell(what)}`).join("\n")]),
    "## Sentences",
    ["| where | sentence | what became of it |", "|---|---|---|", ...rows].join("\n"),
    "",
  ]
    .join("\n\n")
    .trimEnd()
    .concat("\n");
}

/** How many holes there are, in words. */
export function holesText(holes: readonly Hole[]): string {
  if (holes.length === 0) return "It has no holes.";
  return `It has ${holes.length === 1 ? "one hole, marked" : `${holes.length} holes, each marked`} with "hole:" above its step: a person is asked there each time, until you fill it.`;
}

/** Text of a runbook in a table: it begins no markup of its own. */
function cell(text: string): string {
  const line = text.replaceAll("\n", " ").slice(0, 300);
  return line.replaceAll(/[\\`*_[\]<>|#]/g, (sign) => `\\${sign}`);
}
