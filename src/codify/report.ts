/** What became of a runbook, in figures and sentence by sentence. */
import type { Drafted } from "./draft/draft-playbook.ts";
import { LEFT_OUT, type SentenceFate } from "./fate.ts";
import { spotText } from "./read/document.ts";

export interface Counts {
  sentences: number;
  codified: number;
  handed: number;
  leftOut: number;
}

/** The three are all there are. */
export function countsOf(sentences: readonly Pick<SentenceFate, "fate">[]): Counts {
  const of = (fate: SentenceFate["fate"]) => sentences.filter((one) => one.fate === fate).length;
  return { sentences: sentences.length, codified: of("codified"), handed: of("handed"), leftOut: of("left-out") };
}

/** What became of one sentence, in words. */
export function fateText({ fate, steps, reason }: Pick<SentenceFate, "fate" | "steps" | "reason">): string {
  if (reason !== null) return `left out: ${LEFT_OUT[reason]}`;
  return `${fate === "codified" ? "codified as" : "handed to a person in"} ${steps.join(", ")}`;
}

/** The page that lies beside a draft: every sentence of the runbook, for whoever holds the two against each other. */
export function reportPage({ title, sentences, whole }: Drafted, file: string, mapping: string): string {
  const { codified, handed, leftOut } = countsOf(sentences);
  const rows = sentences.map((one) => `| ${spotText(one.spot)} | ${cell(one.text)} | ${cell(fateText(one))} |`);
  return [
    `# ${cell(title)}`,
    `Drafted from ${cell(file)}. ${whole ? "Read it beside the runbook before it is used." : "The runbook was too large for one playbook."}`,
    mapping,
    `Of ${sentences.length} sentences ${codified} are codified, ${handed} are handed to a person and ${leftOut} are left out.`,
    ["| where | sentence | what became of it |", "|---|---|---|", ...rows].join("\n"),
    "",
  ]
    .join("\n\n")
    .trimEnd()
    .concat("\n");
}

/** Text of a runbook in a table: it begins no markup of its own. */
function cell(text: string): string {
  const line = text.replaceAll("\n", " ").slice(0, 300);
  return line.replaceAll(/[\\`*_[\]<>|#]/g, (sign) => `\\${sign}`);
}
