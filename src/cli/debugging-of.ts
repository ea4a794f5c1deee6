/** The playbook that a person goes through, with the answers of a case or of the past. */
import { existsSync } from "node:fs";
import { InvalidArgumentError } from "commander";
import { playbookFinding } from "../api/content-findings.ts";
import { InputError } from "../errors.ts";
import type { PastIncident } from "../playbook/backtest.ts";
import type { CheckedPlaybook } from "../playbook/check.ts";
import type { DebugSession } from "../playbook/debug-session.ts";
import type { Program } from "../playbook/program.ts";
import type { PlaybookCase } from "../playbook/test-file.ts";
import { sayChecked } from "./checked.ts";
import type { Debugging } from "./debug-commands.ts";
import { findingLine } from "./exit.ts";
import { part } from "./options.ts";
import { playbooksInForceWith } from "./playbooks-in-force.ts";
import { playbooksAt } from "./read-content.ts";
import type { Session } from "./session.ts";

/** Where incident and answers come from; of neither an example that answers nothing. */
export interface From {
  case?: string;
  incident?: string;
}

/** An incident's number or id, as an option. */
export function incident(text: string): string {
  if (/^(\d{1,15}|[0-9a-f-]{36})$/i.test(text)) return text;
  throw new InvalidArgumentError("Expected an incident's number or id.");
}

/** The session of a debugger, before its first step. @throws InputError `cli.unreadable` for a playbook with errors, which are said before. */
export async function debuggingOf(session: Session, from: From, name: string): Promise<Debugging> {
  return debuggingSound(session, from, await soundOne(session, name));
}

/** The same, of a playbook that is read already. It goes on where the trigger does not hold, and says so. */
export async function debuggingSound(session: Session, from: From, sound: Sound): Promise<Debugging> {
  if (from.case !== undefined && from.incident !== undefined)
    throw new InputError("cli.one-of-both", "Name a case or an incident, not both.");
  const { isTriggered } = await import("../playbook/backtest-run.ts");
  const { program, places } = sound;
  const made = await sessionFor(session, from, sound);
  if (!isTriggered(program, made.facts))
    session.note(
      `Of ${from.case === undefined && from.incident === undefined ? "an incident that nobody described" : "this incident"} no run would begin: its trigger, ${program.trigger}, does not hold. It is gone through all the same.`,
    );
  return { session: made, places };
}

async function sessionFor(session: Session, from: From, { program, test }: Sound): Promise<DebugSession> {
  const { DebugSession: Debug } = await import("../playbook/debug-session.ts");
  const { fillFacts } = await import("../taxonomy/example-facts.ts");
  if (from.incident !== undefined) return ofPast(session, Debug, program, from.incident);
  if (from.case === undefined) return new Debug(program, fillFacts({}));
  const { answersOfCase } = await import("../playbook/debug-answers.ts");
  const found = await caseOf(from.case, test);
  return new Debug(program, fillFacts(found.incident), answersOfCase(found), found.inputs);
}

export interface Sound {
  program: Program;
  places: CheckedPlaybook["places"];
  test: { file: string; source: string } | null;
}

/** The playbook of a folder, or the one in force of that name. */
export async function soundOne(session: Session, name: string): Promise<Sound> {
  const { checkPlaybook } = await import("../playbook/check.ts");
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
  const { caseNamed } = await import("../playbook/test-file.ts");
  return caseNamed(name, await casesOf(test));
}

/** The cases beside a playbook. @throws InputError `cli.no-cases` where there are none, and where they cannot be read. */
export async function casesOf(test: Sound["test"]): Promise<PlaybookCase[]> {
  if (test === null) throw new InputError("cli.no-cases", "There is no playbook.test.yaml beside it.");
  const { parseTestFile } = await import("../playbook/test-file.ts");
  const { cases, findings } = parseTestFile(test.source, { file: test.file });
  const [first] = findings.map(playbookFinding);
  if (first !== undefined) throw new InputError("cli.no-cases", findingLine(first));
  return cases;
}

async function ofPast(
  { client }: Session,
  Debug: typeof DebugSession,
  program: Program,
  ref: string,
): Promise<DebugSession> {
  const { AnswerBook } = await import("../playbook/answer-book.ts");
  const { answersOfBook } = await import("../playbook/debug-answers.ts");
  const { recall } = await import("../playbook/recall.ts");
  type Recorded = Pick<PastIncident, "facts" | "runs" | "effects"> & { programs: Record<string, Program> };
  const { facts, runs, effects, programs } = await client.get<Recorded>(`/v1/incidents/${part(ref)}/record`);
  const book = new AnswerBook(effects);
  for (const run of runs) {
    const pinned = programs[run.programId];
    if (pinned !== undefined) recall(pinned, facts, run, book);
  }
  return new Debug(program, facts, answersOfBook(book));
}
