import { Command } from "commander";
import { describe, expect, test } from "vitest";
import { GROUPS, groupsFor } from "./groups.ts";

describe("the groups of commands", () => {
  test.each(GROUPS.map((group) => ({ name: group.words.join(", "), group })))(
    "$name are the words that the file of the group adds",
    async ({ group }) => {
      const cordon = new Command();
      (await group.load())(cordon);
      expect(cordon.commands.flatMap((command) => [command.name(), ...command.aliases()])).toEqual(group.words);
    },
  );

  test("have each word once", () => {
    const words = GROUPS.flatMap((group) => group.words);
    expect(words).toEqual([...new Set(words)]);
  });

  test("are loaded one alone where it is called, whatever options stand before it", () => {
    for (const before of [
      [],
      ["--json"],
      ["--in", "alerts"],
      ["--url", "http://127.0.0.1:1"],
      ["--url=http://127.0.0.1:1", "--json"],
    ])
      expect(groupsFor([...before, "alerts", "list", "incidents"]).map((group) => group.words)).toEqual([["alerts"]]);
  });

  test("are left out where only the version is asked for", () => {
    for (const args of [["--version"], ["-V"]]) expect(groupsFor(args)).toEqual([]);
  });

  test("are all there for help, for completion and after a wrong word", () => {
    for (const args of [[], ["--help"], ["help", "alerts"], ["completion", "bash"], ["alert"], ["--url", "alerts"]])
      expect(groupsFor(args)).toBe(GROUPS);
  });
});
