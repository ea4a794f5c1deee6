/** The `cordon` command: every door of the REST API from the terminal, and the checkers offline. */
import { Command } from "commander";
import { askForMissing, askHere, Incomplete, throwIncomplete } from "./ask-for-missing.ts";
import { completionCommand } from "./commands/completion.ts";
import { report } from "./exit.ts";
import { groupsFor } from "./groups.ts";
import { safeLines } from "./safe-text.ts";

const json = process.argv.includes("--json");
/** Whether somebody is there to be asked. A program is told what is missing, and not asked. */
const asks = process.stdin.isTTY && process.stderr.isTTY && !json;
/** Complaints about the command line, held back while what is missing may still be asked for. */
let held = "";

async function program(args: readonly string[]): Promise<Command> {
  const cordon = new Command("cordon")
    .description("Security incident response automation, from the terminal.")
    .version("0.1.0", "-V", "print this program's version, as --version does before any command")
    .option("--json", "print one JSON value instead of text")
    .option("--url <url>", "the server, instead of CORDON_URL or the one logged in to")
    .option("--in <workspace>", "another of the workspaces that you logged in to")
    .exitOverride()
    // What it complains of may be somebody else's text, pasted.
    .configureOutput({
      writeErr: (text) => {
        held += safeLines(text);
      },
    })
    .addHelpText(
      "after",
      "\nExit codes: 0 done, 1 failed or refused, 2 wrong usage or input, 3 not reachable, 4 not authorized.",
    );
  for (const add of await Promise.all(groupsFor(args).map((group) => group.load()))) add(cordon);
  completionCommand(cordon);
  pointToHelp(cordon, "cordon");
  if (asks) throwIncomplete(cordon);
  return cordon;
}

async function run(args: readonly string[]): Promise<void> {
  const cordon = await program(args);
  try {
    await cordon.parseAsync(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof Incomplete)) throw error;
    const answers = await askForMissing(error.command, askHere);
    if (answers === null) throw error.complaint;
    held = "";
    await (await program(args)).parseAsync([...args, ...answers], { from: "user" });
  }
}

/** After a wrong word, to the help of the command it was said to. */
function pointToHelp(command: Command, path: string): void {
  command.showHelpAfterError(`(try "${path} --help")`);
  for (const sub of command.commands) pointToHelp(sub, `${path} ${sub.name()}`);
}

// A reader that has seen enough (`| head`) is no fault.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));
try {
  // After a command, --version says which version of a playbook is meant.
  const args = process.argv.slice(2);
  await run(args[0] === "--version" ? ["-V"] : args);
} catch (error) {
  process.stderr.write(held);
  process.exitCode = report(error, json);
}
