import { Argument, Command, Option } from "commander";
import { expect, test } from "vitest";
import { askForMissing, Incomplete, throwIncomplete } from "./ask-for-missing.ts";

const ran: unknown[] = [];

function program(): Command {
  const cordon = new Command("cordon").exitOverride().configureOutput({ writeErr: () => undefined });
  cordon
    .command("add")
    .argument("<name>", "what it is called")
    .addArgument(new Argument("<answer>").choices(["yes", "no"]))
    .argument("[note]")
    .addOption(new Option("--role <roles...>", "what they may do").choices(["viewer", "admin"]).makeOptionMandatory())
    .requiredOption("--reason <text>", "why")
    .option("--mail <mail>")
    .action((...given) => void ran.push([...given.slice(0, 3), given[3]]));
  throwIncomplete(cordon);
  return cordon;
}

/** Runs a command line as the terminal does, with these answers. */
async function atTerminal(args: string[], answers: (string | null)[]): Promise<{ asked: string[]; ran: unknown }> {
  const asked: string[] = [];
  const ask = async (question: string) => {
    asked.push(question);
    return answers.shift() ?? null;
  };
  const error = await program()
    .parseAsync(args, { from: "user" })
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Incomplete);
  const added = await askForMissing((error as Incomplete).command, ask);
  if (added === null) return { asked, ran: null };
  await program().parseAsync([...args, ...added], { from: "user" });
  return { asked, ran: ran.pop() };
}

test("asks for all that is missing in the order of the usage, and runs with the answers", async () => {
  const { asked, ran } = await atTerminal(["add"], ["ada", "yes", "viewer, admin", "--she works here"]);
  expect(asked).toEqual([
    "name (what it is called): ",
    "answer (yes, no): ",
    "role (what they may do: viewer, admin): ",
    "reason (why): ",
  ]);
  expect(ran).toEqual(["ada", "yes", undefined, { role: ["viewer", "admin"], reason: "--she works here" }]);
});

test("asks for nothing that was given", async () => {
  const { asked, ran } = await atTerminal(["add", "ada", "--reason", "new"], ["no", "viewer"]);
  expect(asked).toEqual(["answer (yes, no): ", "role (what they may do: viewer, admin): "]);
  expect(ran).toEqual(["ada", "no", undefined, { role: ["viewer"], reason: "new" }]);
});

test("leaves it where an answer stays empty", async () => {
  expect(await atTerminal(["add"], ["ada", null])).toMatchObject({ ran: null });
});
