/** docs/connectors.md: its table is the registry's, what it calls proved has the test for it, and its examples are taken. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import connectors from "../../connectors/index.ts";
import { connectorsDocument, proofFaults, realTests } from "../../scripts/connector-table.mjs";
import { ROOT } from "./tree.ts";

const page = readFileSync(`${ROOT}/docs/connectors.md`, "utf8");

/** Words of the `cordon connections add` commands, as a shell would give them. */
const examples = [...page.replaceAll("\\\n", " ").matchAll(/^cordon connections add (.+)$/gm)].map(([, line = ""]) =>
  [...line.matchAll(/'[^']*'|\S+/g)].map(([word]) => word.replace(/^'(.*)'$/, "$1")),
);

/** `name=value` after each `--set` or `--secret`. */
function given(words: string[], option: string): [string, string][] {
  return words.flatMap((word, index) => {
    const pair = words[index + 1] ?? "";
    return word === option ? [[pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]] : [];
  });
}

describe("docs/connectors.md", () => {
  test("has the table that the registry makes; else run: node scripts/connector-table.mjs --write", () => {
    expect(connectorsDocument(connectors, page)).toBe(page);
  });

  test("says of each connector how it was proved, and has the test for what it says", () => {
    expect(proofFaults(connectors, page, (id) => realTests(ROOT, id))).toEqual([]);
    expect(proofFaults(connectors, page, () => []).length).toBeGreaterThan(0);
  });

  test("shows one example for every connector that needs settings or secrets and is no simulation", () => {
    const shown = new Set(examples.map(([, connector]) => connector));
    const asking = [...connectors.values()].filter(
      ({ simulated, settings, secrets }) =>
        !simulated && (!settings.safeParse({}).success || secrets.some(({ optional }) => !optional)),
    );
    expect(asking.length).toBeGreaterThan(3);
    expect(asking.map(({ id }) => id).filter((id) => !shown.has(id))).toEqual([]);
  });

  test.each(examples.map((words) => [words.join(" "), words] as const))("%s", (_line, words) => {
    const connector = connectors.get(words[1] ?? "");
    const settings = words.includes("--settings")
      ? parse(/^```yaml\n(.*?)^```/ms.exec(page)?.[1] ?? "")
      : Object.fromEntries(given(words, "--set").map(([name, text]) => [name, parse(text)]));
    expect(connector?.settings.safeParse(settings).error?.issues ?? []).toEqual([]);
    const secrets = given(words, "--secret").map(([name]) => name);
    const declared = connector?.secrets ?? [];
    expect(secrets.filter((name) => !declared.some((one) => one.name === name))).toEqual([]);
    expect(declared.filter(({ name, optional }) => !optional && !secrets.includes(name))).toEqual([]);
  });
});
