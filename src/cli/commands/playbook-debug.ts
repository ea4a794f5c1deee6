/** `cordon playbook debug`: a playbook gone through step by step, with effects cut off. At the terminal, or from a script. */

import { existsSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { type Command, InvalidArgumentError } from "commander";
import { playbookFinding } from "../../api/content-findings.ts";
import { InputError, isCordonError, toErrorJson } from "../../errors.ts";
import type { PastIncident } from "../../playbook/backtest.ts";
import type { CheckedPlaybook } from "../../playbook/check.ts";
import type { DebugSession } from "../../playbook/debug-session.ts";
import type { Program } from "../../playbook/program.ts";
import type { PlaybookCase } from "../../playbook/test-file.ts";
import { sayChecked } from "../checked.ts";
import { type Debugged, type Debugging, debug } from "../debug-commands.ts";
import { standingText } from "../debug-text.ts";
import { Ended, report } from "../exit.ts";
import { part } from "../options.ts";
import { playbooksInForceWith } from "../playbooks-in-force.ts";
import { playbooksAt, textFile } from "../read-content.ts";
import { safeLines } from "../safe-text.ts";
import { does, type Session } from "../session.ts";

interface Options {
  case?: string;
  incident?: string;
  script?: string;
  json?: boolean;
}

export function addDebug(playbook: Command): void {
  const command = playbook
    .command("debug")
    .description("go through a playbook step by step; no effect is caused, and nobody is asked but you")
    .argument("<playbook>", "a folder with playbook.yaml, or the name of one in force")
    .option("--case <name>", "with the incident and the answers of a case in its playbook.test.yaml")
    .option(
      "--incident <incident>",
      "with an incident of the past and the answers of that time: its number or id",
      incident,
    )
    .option("--script <file>", "commands from a file, one a line; - for standard input");
  does<[string], Options>(command, async (session, options, name) => {
    const debugging = await debuggingOf(session, options, name);
    if (options.script === undefined) return atTerminal(session, debugging);
    const { file, text } = textFile(options.script);
    const lines = text.split("\n").map((line, index) => ({ line: line.trim(), place: `${file}:${index + 1}` }));
    const { came, failure } = runScript(
      debugging,
      lines.filter(({ line }) => line !== "" && !line.startsWith("#")),
    );
    const told = failure === null ? { items: came } : { items: came, error: toErrorJson(failure) };
    if (failure === null || came.length > 0 || options.json)
      session.say(told, () =>
        came.map(({ command: said, text: shown }) => `> ${safeLines(said)}\n${shown}`).join("\n"),
      );
    if (failure !== null) throw new Ended(report(failure, false));
  });
}

function incident(text: string): string {
  if (/^(\d{1,15}|[0-9a-f-]{36})$/i.test(text)) return text;
  throw new InvalidArgumentError("Expected an incident's number or id.");
}

/** Up to its end, to quit, or to a line that is wrong: what came until then is kept, and the failure says its place. */
function runScript(
  debugging: Debugging,
  lines: { line: string; place: string }[],
): { came: Debugged[]; failure: InputError | null } {
  const came: Debugged[] = [];
  for (const { line, place } of lines) {
    try {
      const one = debug(debugging, line);
      if (one === null) break;
      came.push({ ...one, command: line });
    } catch (error) {
      if (!isCordonError(error)) throw error;
      const failure = new InputError(error.code, `${place} ${error.message}`, { details: { place }, cause: error });
      return { came, failure };
    }
  }
  return { came, failure: null };
}

async function atTerminal({ note }: Session, debugging: Debugging): Promise<void> {
  const reader = createInterface({ input: process.stdin, output: process.stdout, prompt: "debug> " });
  note(`${standingText(debugging.session, debugging.places)}\nWrite help to see what can be said.`);
  reader.prompt();
  for await (const line of reader) {
    try {
      const came = debug(debugging, line);
      if (came === null) break;
      process.stdout.write(`${came.text}\n`);
    } catch (error) {
      if (!isCordonError(error)) throw error;
      process.stdout.write(`${safeLines(error.message)}\n`);
    }
    reader.prompt();
  }
  reader.close();
}

async function debuggingOf(session: Session, options: Options, name: string): Promise<Debugging> {
  if (options.case !== undefined && options.incident !== undefined)
    throw new InputError("cli.one-of-both", "Name a case or an incident, not both.");
  const { DebugSession: Debug } = await import("../../playbook/debug-session.ts");
  const { fillFacts } = await import("../../taxonomy/example-facts.ts");
  const { program, places, test } = await soundOne(session, name);
  const made = async (): Promise<DebugSession> => {
    if (options.incident !== undefined) return ofPast(session, Debug, program, options.incident);
    if (options.case === undefined) return new Debug(program, fillFacts({}));
    const { answersOfCase } = await import("../../playbook/debug-answers.ts");
    const found = await caseOf(options.case, test);
    return new Debug(program, fillFacts(found.incident), answersOfCase(found), found.inputs);
  };
  return { session: await made(), places };
}

interface Sound {
  program: Program;
  places: CheckedPlaybook["places"];
  test: { file: string; source: string } | null;
}

/** The playbook of a folder, or the one in force of that name. */
async function soundOne(session: Session, name: string): Promise<Sound> {
  const { checkPlaybook } = await import("../../playbook/check.ts");
  const found = existsSync(name) ? await ofFolder(name) : await ofServer(session, name);
  const { program, places, findings } = checkPlaybook(found.source, found);
  if (program !== undefined) return { program, places, test: found.test };
  sayChecked(session, findings.map(playbookFinding));
  throw new InputError("cli.unreadable", `${name} has errors.`);
}

async function ofFolder(path: string) {
  const [one, ...others] = await playbooksAt([path]);
  if (one !== undefined && others.length === 0) return one;
  throw new InputError("cli.unreadable", `${path} is not one playbook; expected a folder with playbook.yaml.`);
}

async function ofServer({ client }: Session, name: string) {
  const found = (await playbooksInForceWith(client)).find((one) => one.name === name);
  if (found !== undefined) return { ...found, test: null };
  throw new InputError("cli.unreadable", `There is no folder ${name}, and no playbook of that name in force.`);
}

async function caseOf(name: string, test: Sound["test"]): Promise<PlaybookCase> {
  if (test === null) throw new InputError("cli.no-cases", "There is no playbook.test.yaml beside it.");
  const { caseNamed, parseTestFile } = await import("../../playbook/test-file.ts");
  return caseNamed(name, parseTestFile(test.source, { file: test.file }).cases);
}

async function ofPast(
  { client }: Session,
  Debug: typeof DebugSession,
  program: Program,
  ref: string,
): Promise<DebugSession> {
  const { AnswerBook } = await import("../../playbook/answer-book.ts");
  const { answersOfBook } = await import("../../playbook/debug-answers.ts");
  const { recall } = await import("../../playbook/recall.ts");
  type Recorded = Pick<PastIncident, "facts" | "runs" | "effects"> & { programs: Record<string, Program> };
  const { facts, runs, effects, programs } = await client.get<Recorded>(`/v1/incidents/${part(ref)}/record`);
  const book = new AnswerBook(effects);
  for (const run of runs) {
    const pinned = programs[run.programId];
    if (pinned !== undefined) recall(pinned, facts, run, book);
  }
  return new Debug(program, facts, answersOfBook(book));
}
