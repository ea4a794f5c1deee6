/** ARCHITECTURE.md and the rule file say the same, and no room stands outside of both. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ROOT } from "./tree.ts";

const rules: { MAY_IMPORT: Record<string, string[]>; GROUND: string[] } = await import(
  `${ROOT}/.dependency-cruiser.mjs`
);
const page = readFileSync(`${ROOT}/ARCHITECTURE.md`, "utf8");

/** `| \`room/\` | holds | may import |`, only where the third column exists. */
const ROW = /^\| `([a-z]+)\/` *\|[^|]+\| ([^|]+?) *\|$/gm;

describe("ARCHITECTURE.md", () => {
  test("has the rooms of the rule file, with what each may import", () => {
    const written = [...page.matchAll(ROW)].map(([, room, allowed]) => [
      room,
      allowed === "–" ? [] : allowed?.split(", "),
    ]);
    const sorted = (entries: [unknown, unknown][]) =>
      entries.map(([room, list]) => [room, [...(list as string[])].sort()]).sort();
    expect(sorted(written as [unknown, unknown][])).toEqual(sorted(Object.entries(rules.MAY_IMPORT)));
  });

  test("names the ground", () => {
    for (const file of rules.GROUND) expect(page).toContain(`\`${file}\``);
  });
});

describe("every room", () => {
  test("of src/ is in the rule file", () => {
    const found = readdirSync(`${ROOT}/src`, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(found.map((entry) => entry.name).filter((name) => !(name in rules.MAY_IMPORT))).toEqual([]);
  });
});
