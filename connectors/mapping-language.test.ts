/** docs/sources.md promises what the mapping language does: its example is run, and its lists are held to the language. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { testMapping } from "../src/cli/commands/source-tests.ts";
import { MAPPING_KEYS } from "../src/connector/mapping/read-mapping.ts";
import { TRANSFORM_NAMES } from "../src/connector/mapping/read-steps.ts";
import { OBSERVABLE_TYPES } from "../src/model/observable.ts";
import { ENTITY_TYPES } from "../src/model/words.ts";
import { readingWith } from "../src/reading.ts";
import registry from "./index.ts";

const page = readFileSync(new URL("../docs/sources.md", import.meta.url), "utf8");
const block = (language: string) => new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "ms").exec(page)?.[1] ?? "";
const { preview } = readingWith(registry);
const read = async (settings: unknown, samples: object) => ({
  items: preview("generic", settings as Record<string, unknown>, [
    Buffer.from("text" in samples ? String(samples.text) : ""),
  ]),
});

describe("docs/sources.md", () => {
  it("shows a mapping that passes its own tests, and reads the message beside it", async () => {
    const result = await testMapping(block("yaml"), "docs/sources.md", { text: block("json") }, read);
    expect(result.tests.map(({ name, differences }) => [name, ...differences])).toEqual([
      ["a forced door"],
      ["a heartbeat is no alert"],
    ]);
    expect(result).toMatchObject({ passed: true, against: { alerts: 1, had: { severity: 1, entity: 1, source: 1 } } });
  });

  it("names every step, field and type", () => {
    const named = (words: readonly string[]) =>
      words.filter((word) => !page.includes(`\`${word}\``) && !page.includes(`\`${word}:`));
    expect(TRANSFORM_NAMES.length).toBeGreaterThan(10);
    expect(named(TRANSFORM_NAMES)).toEqual([]);
    expect(named(ENTITY_TYPES)).toEqual([]);
    expect(named(OBSERVABLE_TYPES)).toEqual([]);
    expect(MAPPING_KEYS.filter((key) => !new RegExp(`\`${key}\`|^  ${key}:`, "m").test(page))).toEqual([]);
  });
});
