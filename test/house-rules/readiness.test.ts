/** readiness/*.yaml: each probe names a command that the command line has, and the page names every measure. */
import { readFileSync } from "node:fs";
import { Command } from "commander";
import { describe, expect, test } from "vitest";
import { groupsFor } from "../../src/cli/groups.ts";
import { MEASURE_NAMES } from "../../src/readiness/measures.ts";
import { files, ROOT } from "./tree.ts";

const commands = files("readiness/*.yaml").flatMap(({ path, text }) =>
  [...text.matchAll(/^ +next: cordon ([a-z-]+ [a-z-]+)/gm)].map(([, words]) => ({ path, words: words!.split(" ") })),
);

describe("readiness", () => {
  test("leads to commands that there are", () => {
    const defined = files("src/cli/**/*.ts").flatMap((file) =>
      [...file.text.matchAll(/[.](?:command|alias)\(\s*"([a-z-]+)/g)].map(([, name]) => name),
    );
    expect(commands.length).toBeGreaterThan(20);
    const unknown = commands.filter(({ words }) => words.some((word) => !defined.includes(word)));
    expect(unknown).toEqual([]);
  });

  // At a terminal what is missing is asked for; so nothing is made up here that would go to the record as it stands.
  test("leads to commands that say of all that they ask for what it is", async () => {
    const unsaid = await Promise.all(
      files("readiness/*.yaml", "src/readiness/measures.ts").flatMap(({ text }) =>
        [...text.matchAll(/next: "?(cordon [^"\n]+)/g)].map(([, next]) => unsaidOf(next!)),
      ),
    );
    expect(unsaid.length).toBeGreaterThan(30);
    expect(unsaid.flat()).toEqual([]);
  });

  test("has every measure on its page", () => {
    const page = readFileSync(`${ROOT}/docs/readiness.md`, "utf8");
    expect(MEASURE_NAMES.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});

/** What is wrong with a command line, and what it lacks and does not explain. */
async function unsaidOf(next: string): Promise<string[]> {
  const words = next.split(" ").slice(1);
  let command = new Command("cordon");
  for (const group of groupsFor(words)) (await group.load())(command);
  for (let sub: Command | undefined = command; sub !== undefined && words.length > 0; ) {
    sub = command.commands.find((one) => one.name() === words[0] || one.aliases().includes(words[0]!));
    if (sub === undefined) break;
    command = sub;
    words.shift();
  }
  const { operands, unknown } = command.parseOptions(words);
  const lacks = [
    ...command.registeredArguments.slice(operands.length).filter(({ required }) => required),
    ...command.options.filter((one) => one.mandatory && command.getOptionValue(one.attributeName()) === undefined),
  ];
  const silent = lacks.filter((one) => one.description === "" && one.argChoices === undefined);
  const tooMany = operands.slice(command.registeredArguments.length);
  return [...silent.map((one) => one.name()), ...unknown, ...tooMany].map((what) => `${next}: ${what}`);
}
