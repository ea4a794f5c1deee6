/** The `cordon` command: every door of the REST API from the terminal, and the checkers offline. */
import { Command } from "commander";
import { completionCommand } from "./commands/completion.ts";
import { report } from "./exit.ts";
import { groupsFor } from "./groups.ts";
import { safeLines } from "./safe-text.ts";

async function program(args: readonly string[]): Promise<Command> {
  const cordon = new Command("cordon")
    .description("Security incident response automation, from the terminal.")
    .version("0.1.0", "-V", "print this program's version, as --version does before any command")
    .option("--json", "print one JSON value instead of text")
    .option("--url <url>", "the server, instead of CORDON_URL or the one logged in to")
    .exitOverride()
    // What it complains of may be somebody else's text, pasted.
    .configureOutput({ writeErr: (text) => void process.stderr.write(safeLines(text)) })
    .addHelpText(
      "after",
      "\nExit codes: 0 done, 1 failed or refused, 2 wrong usage or input, 3 not reachable, 4 not authorized.",
    );
  for (const add of await Promise.all(groupsFor(args).map((group) => group.load()))) add(cordon);
  completionCommand(cordon);
  pointToHelp(cordon, "cordon");
  return cordon;
}

/** After a wrong word, to the help of the command it was said to. */
function pointToHelp(command: Command, path: string): void {
  command.showHelpAfterError(`(try "${path} --help")`);
  for (const sub of command.commands) pointToHelp(sub, `${path} ${sub.name()}`);
}

const json = process.argv.includes("--json");
// A reader that has seen enough (`| head`) is no fault.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));
try {
  // After a command, --version says which version of a playbook is meant.
  const args = process.argv.slice(2);
  const cordon = await program(args);
  await cordon.parseAsync(args[0] === "--version" ? ["-V"] : args, { from: "user" });
} catch (error) {
  process.exitCode = report(error, json);
}
