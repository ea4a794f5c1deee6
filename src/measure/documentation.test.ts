/** docs/reviews.md is held to the code: each figure's line is written from its formula. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { SHARES, SPREADS } from "./figures.ts";

const page = readFileSync(fileURLToPath(new URL("../../docs/reviews.md", import.meta.url)), "utf8");
const lines = (table: Record<string, { says: readonly [string, string] }>) =>
  Object.entries(table).map(([name, { says }]) => `| \`${name}\` | ${says.join(" | ")} |`);

describe("docs/reviews.md", () => {
  it.each([...lines(SHARES), ...lines(SPREADS)])("has %s", (line) => {
    expect(page.split("\n")).toContain(line);
  });
});
