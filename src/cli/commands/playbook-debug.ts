/** `cordon playbook debug`: a playbook gone through step by step, with effects cut off. At the terminal, or from a script. */

import { createInterface } from "node:readline/promises";
import type { Command } from "commander";
import { InputError, isCordonError, toErrorJson } from "../../errors.ts";
import { type Debugged, type Debugging, debug } from "../debug-commands.ts";
import { standingText } from "../debug-text.ts";
import { debuggingOf, type From, incident } from "../debugging-of.ts";
import { Ended, report } from "../exit.ts";
import { textFile } from "../read-content.ts";
import { safeLines } from "../safe-text.ts";
import { does, type Session } from "../session.ts";

interface Options extends From {
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
