/** `cordon codify`: runbooks become drafts of playbooks, without a server. */
import { existsSync, globSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Command } from "commander";
import { playbookFinding } from "../../api/content-findings.ts";
import type { Drafted } from "../../codify/draft/draft-playbook.ts";
import type { SuggestedType } from "../../codify/suggest-type.ts";
import { type CordonError, InputError, isCordonError } from "../../errors.ts";
import type { IncidentType } from "../../taxonomy/taxonomy.ts";
import { readInput } from "../ask.ts";
import { Ended, EXIT } from "../exit.ts";
import { taxonomyFiles } from "../read-content.ts";
import { safeLine, safeLines } from "../safe-text.ts";
import { does, type Session } from "../session.ts";
import { section, table } from "../show.ts";

interface CodifyOptions {
  out?: string;
  type?: string;
  queue: string;
  taxonomy: string;
}

interface Codified {
  file: string;
  drafted: Drafted;
  suggested: SuggestedType | null;
  /** Where it was written; null when it was only shown. */
  written: string | null;
}

interface Refused {
  file: string;
  error: CordonError;
}

/** Adds the command. */
export function codifyCommand(cordon: Command): void {
  const command = cordon
    .command("codify")
    .description("draft a playbook of a runbook, and say what became of each of its sentences; without a server")
    .argument("<path>", "a runbook (.md, .txt, .html, .docx or .pdf), or a folder of them")
    .option("--out <folder>", "write <folder>/<name>/playbook.yaml with its report instead of showing it")
    .option("--type <type>", "the incident type that it is for, as the taxonomy names it; else it is suggested")
    .option("--queue <queue>", "whom everything goes to that people do", "soc")
    .option("--taxonomy <folder>", "where the incident types are", "taxonomy");
  does<[string], CodifyOptions>(command, codifyPath);
}

async function codifyPath(session: Session, options: CodifyOptions, path: string): Promise<void> {
  const types = await typesIn(options);
  const files = filesAt(path);
  const codified: Codified[] = [];
  const refused: Refused[] = [];
  for (const [index, file] of files.entries()) {
    if (files.length > 1 && process.stderr.isTTY) session.note(`${index + 1} of ${files.length}: ${safeLine(file)}`);
    try {
      codified.push(await codifyFile(file, options, types, codified));
    } catch (error) {
      if (!isCordonError(error) || files.length === 1) throw error;
      refused.push({ file, error });
    }
  }
  const { countsOf } = await import("../../codify/report.ts");
  const all = codified.flatMap(({ drafted }) => drafted.sentences);
  const text = await textOf(codified, options);
  session.say({ counts: countsOf(all), codified: codified.map(jsonOf), refused: refused.map(refusalOf) }, () => text);
  for (const { file, error } of refused) session.note(safeLines(`${file}: ${error.message}`));
  if (refused.length > 0) throw new Ended(codified.length === 0 ? EXIT.input : EXIT.failed);
}

/** The runbooks at a path, in the order of their names. */
function filesAt(path: string): string[] {
  if (!existsSync(path)) throw new InputError("cli.unreadable", `There is no file or folder ${path}.`);
  if (!statSync(path).isDirectory()) return [path];
  const found = globSync("**/*.{md,markdown,txt,html,htm,docx,pdf}", { cwd: path }).sort();
  if (found.length > 0) return found.map((file) => join(path, file));
  throw new InputError("cli.unreadable", `There are no runbooks in ${path}; expected .md, .txt, .html, .docx or .pdf.`);
}

async function codifyFile(
  file: string,
  options: CodifyOptions,
  types: readonly IncidentType[],
  before: readonly Codified[],
): Promise<Codified> {
  const { kindByName, readRunbook } = await import("../../codify/read/read-runbook.ts");
  const { codify } = await import("../../codify/codify.ts");
  const { suggestType } = await import("../../codify/suggest-type.ts");
  const document = await readRunbook(readInput(file), file, kindByName(file));
  const drafted = codify(document, {
    file,
    queue: options.queue,
    taken: new Set(before.map((one) => one.drafted.name)),
  });
  const said = types.find(({ id }) => id === options.type);
  const suggested =
    said === undefined
      ? suggestType(drafted.title, drafted.techniques, types)
      : { id: said.id, name: said.name, because: "you said so" };
  const written = options.out === undefined ? null : await write(options.out, drafted, file, suggested);
  return { file, drafted, suggested, written };
}

/** The types of the taxonomy that lies there; none where there is none, unless one is asked for. */
async function typesIn({ taxonomy, type }: CodifyOptions): Promise<readonly IncidentType[]> {
  if (!existsSync(taxonomy) && type === undefined) return [];
  const { parseTaxonomy } = await import("../../taxonomy/parse.ts");
  const { typeNamed } = await import("../../playbook/draft.ts");
  const [main, ...classes] = taxonomyFiles(taxonomy);
  const types = parseTaxonomy(main!, classes).taxonomy?.types ?? [];
  if (type !== undefined) typeNamed(type, types);
  return types;
}

/** A file that is there may hold somebody's work. */
async function write(out: string, drafted: Drafted, file: string, suggested: SuggestedType | null): Promise<string> {
  const { reportPage } = await import("../../codify/report.ts");
  const folder = join(out, drafted.name);
  const target = join(folder, "playbook.yaml");
  if (existsSync(target))
    throw new InputError("cli.exists", `${target} is there already; move it, or choose another --out.`);
  const mapping =
    suggested === null
      ? `Map it to an incident type in the taxonomy: \`playbook: ${drafted.name}\`.`
      : `It may be for the incident type \`${suggested.id}\` (${suggested.because}). Map it there in the taxonomy: \`playbook: ${drafted.name}\`.`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(target, drafted.source);
  writeFileSync(join(folder, "README.md"), reportPage(drafted, basename(file), mapping));
  return target;
}

/** One runbook whole, or a line for each of many. */
async function textOf(codified: readonly Codified[], { out }: CodifyOptions): Promise<string> {
  const { countsOf, countsText, fateText, holesText } = await import("../../codify/report.ts");
  const { spotText } = await import("../../codify/read/document.ts");
  const [only, ...others] = codified;
  if (only === undefined) return "Nothing was codified.";
  if (others.length > 0)
    return table(
      ["runbook", "playbook", "type", "sentences", "codified", "handed", "left out", "nothing", "holes"],
      codified.map(({ file, drafted, suggested, written }) => {
        const { sentences, codified: done, handed, leftOut, nothing } = countsOf(drafted.sentences);
        return [
          file,
          written ?? drafted.name,
          suggested?.id,
          sentences,
          done,
          handed,
          leftOut,
          nothing,
          drafted.holes.length,
        ];
      }),
      { spare: ["type"] },
    );
  const { drafted, suggested, written } = only;
  const rows = drafted.sentences.map((one) => [spotText(one.spot), one.text.slice(0, 200), fateText(one)]);
  return [
    out === undefined ? safeLines(drafted.source.trimEnd()) : (written ?? ""),
    section("Every sentence", table(["where", "sentence", "what became of it"], rows)),
    `\n${countsText(countsOf(drafted.sentences))}`,
    holesText(drafted.holes),
    suggested === null ? "" : `It may be for the incident type ${suggested.id}: ${suggested.because}.`,
  ]
    .join("\n")
    .trimEnd();
}

function jsonOf({ file, drafted, suggested, written }: Codified) {
  const { name, title, source, techniques, sentences, holes, findings, whole } = drafted;
  return {
    file,
    written,
    name,
    title,
    techniques,
    whole,
    type: suggested,
    sentences,
    holes,
    findings: findings.map(playbookFinding),
    source,
  };
}

function refusalOf({ file, error }: Refused) {
  return { file, code: error.code, message: error.message };
}
