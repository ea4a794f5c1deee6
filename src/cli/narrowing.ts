/** The options by which alerts and incidents are found, alike on list, count and export. */
import type { Command } from "commander";
import { moment } from "./options.ts";

/** What the options below leave, by the names of the API's query. */
export interface Narrowing {
  filter?: string;
  text?: string;
  since?: string;
  until?: string;
  view?: string;
  incident?: string;
  [discrete: string]: string | number | undefined;
}

/** Adds them to a command; `verb` says what happens to a record at its moment: received, opened. */
export function addNarrowing(command: Command, verb: string): Command {
  return command
    .option("--filter <condition>", 'in CEL: severity >= "high" && entity.key == "ann@example.com"')
    .option("--text <words>", "words that begin words of its text, all of them")
    .option("--since <time>", `${verb} since: a time, or 7d for a week ago`, moment)
    .option("--until <time>", `${verb} before`, moment)
    .option("--view <name>", "a saved view, narrowed down by the rest");
}

/** The options as the API takes them. */
export function narrowed({ text, ...rest }: Narrowing): Record<string, string | number | undefined> {
  return text === undefined ? rest : { ...rest, q: text };
}
