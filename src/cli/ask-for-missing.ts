/** Asks at a terminal for what a command cannot do without and was not given: so a command that somebody was told works as it stands. */
import { createInterface } from "node:readline";
import type { Argument, Command, CommanderError, Option } from "commander";

/** Thrown in place of the complaint, by a command that was called with too little. */
export class Incomplete extends Error {
  readonly command: Command;
  readonly complaint: CommanderError;

  constructor(command: Command, complaint: CommanderError) {
    super(complaint.message);
    this.command = command;
    this.complaint = complaint;
  }
}

const LACKS = new Set(["commander.missingArgument", "commander.missingMandatoryOptionValue"]);

/** Has a command, and all below it, throw `Incomplete` where something is missing. */
export function throwIncomplete(command: Command): void {
  command.exitOverride((error) => {
    throw LACKS.has(error.code) ? new Incomplete(command, error) : error;
  });
  for (const sub of command.commands) throwIncomplete(sub);
}

/** Puts one question; null when the answer is empty, or nobody answers. */
export type Ask = (question: string) => Promise<string | null>;

/** What has to be added to the command line, as it was answered; null when something was not. Asks in the order of the usage. */
export async function askForMissing(command: Command, ask: Ask): Promise<string[] | null> {
  const operands: string[] = [];
  for (const argument of command.registeredArguments.slice(command.args.length)) {
    if (!argument.required) continue;
    const answer = await ask(questionOf(argument.name(), argument));
    if (answer === null) return null;
    operands.push(...(argument.variadic ? wordsOf(answer) : [answer]));
  }
  const options: string[] = [];
  for (const option of command.options) {
    if (!option.mandatory || command.getOptionValue(option.attributeName()) !== undefined) continue;
    const answer = await ask(questionOf(option.attributeName(), option));
    if (answer === null) return null;
    const values = option.variadic ? wordsOf(answer) : [answer];
    // With "=", for a value that looks like an option itself.
    options.push(...values.map((value) => `${option.long}=${value}`));
  }
  return [...options, ...operands];
}

/** Asks at this terminal. */
export async function askHere(question: string): Promise<string | null> {
  const reader = createInterface({ input: process.stdin, output: process.stderr, terminal: true });
  try {
    const answer = await new Promise<string>((resolve) => {
      reader.once("close", () => resolve(""));
      reader.question(question, resolve);
    });
    return answer.trim() === "" ? null : answer.trim();
  } finally {
    reader.close();
  }
}

function questionOf(name: string, { description, argChoices }: Argument | Option): string {
  const said = description.includes("choices:") || argChoices === undefined ? "" : argChoices.join(", ");
  const explained = [description, said].filter((text) => text !== "").join(": ");
  return explained === "" ? `${name}: ` : `${name} (${explained}): `;
}

function wordsOf(answer: string): string[] {
  return answer.split(/[\s,]+/).filter((word) => word !== "");
}
