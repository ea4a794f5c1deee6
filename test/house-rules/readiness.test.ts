/** readiness/*.yaml: each probe names a command that the command line has, and the page names every measure. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
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

  test("has every measure on its page", () => {
    const page = readFileSync(`${ROOT}/docs/readiness.md`, "utf8");
    expect(MEASURE_NAMES.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});
