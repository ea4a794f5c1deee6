/** The tests that a mapping carries: messages, and what is to be read from them. */
import type { ReadMessages } from "../../api/contract/source.ts";
import { InputError } from "../../errors.ts";

type Item = ReadMessages["items"][number];

export interface Tested {
  passed: boolean;
  /** What was read from the file of samples. */
  samples: Item[];
  tests: { name: string; differences: string[] }[];
}

/** Reads a mapping file, its samples and its tests through `read`. @throws InputError with line and column where the YAML is none. */
export async function testMapping(
  text: string,
  file: string,
  samples: string | undefined,
  read: (settings: unknown, text: string) => Promise<ReadMessages>,
): Promise<Tested> {
  const { tests, ...settings } = await parseMapping(text, file);
  const list = Array.isArray(tests) ? tests : [];
  const results: Tested["tests"] = [];
  for (const [index, one] of list.entries())
    results.push(await runTest(one, index, (message) => read(settings, message)));
  const found = samples === undefined ? [] : (await read(settings, samples)).items;
  const passed =
    results.every(({ differences }) => differences.length === 0) && found.every(({ what }) => what !== "refused");
  return { passed, samples: found, tests: results };
}

async function parseMapping(text: string, file: string): Promise<Record<string, unknown>> {
  const { LineCounter, parseDocument } = await import("yaml");
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const fault = document.errors[0];
  if (fault !== undefined) {
    const { line, col } = lines.linePos(fault.pos[0]);
    throw new InputError("cli.bad-yaml", `${file}:${line}:${col}: ${fault.message.split("\n")[0]}`);
  }
  const value: unknown = document.toJS();
  if (value === null || typeof value !== "object" || Array.isArray(value))
    throw new InputError(
      "cli.bad-yaml",
      `${file}:1:1: expected a mapping with the key "mapping", as "cordon source learn" writes it.`,
    );
  return value as Record<string, unknown>;
}

async function runTest(
  one: unknown,
  index: number,
  read: (message: string) => Promise<ReadMessages>,
): Promise<Tested["tests"][number]> {
  const test = (one ?? {}) as { name?: unknown; input?: unknown; expect?: unknown };
  const name = typeof test.name === "string" ? test.name : `test ${index + 1}`;
  if (test.input === undefined || test.expect === undefined)
    return { name, differences: ["a test has an input and what to expect of it"] };
  const message = typeof test.input === "string" ? test.input : JSON.stringify(test.input);
  const { items } = await read(message);
  const [item] = items;
  if (item === undefined) return { name, differences: ["nothing was read"] };
  if (test.expect === "no-alert")
    return { name, differences: item.what === "no-alert" ? [] : [`expected no alert, was ${item.what}`] };
  if (item.alert === null) return { name, differences: [`${item.what}: ${item.reason}`] };
  return { name, differences: differencesOf(test.expect, item.alert, "") };
}

/** Where what was read differs from what was expected; what is not expected may be anything. A list expects its items among those read. */
export function differencesOf(expected: unknown, found: unknown, path: string): string[] {
  if (Array.isArray(expected)) {
    const items = Array.isArray(found) ? found : [];
    return expected.flatMap((one) =>
      items.some((item) => differencesOf(one, item, "").length === 0)
        ? []
        : [`${path}: ${JSON.stringify(one)} is not among what was read`],
    );
  }
  if (expected !== null && typeof expected === "object") {
    const holder = (found ?? {}) as Record<string, unknown>;
    return Object.entries(expected).flatMap(([key, value]) =>
      differencesOf(value, Object.hasOwn(holder, key) ? holder[key] : undefined, path === "" ? key : `${path}.${key}`),
    );
  }
  return expected === found
    ? []
    : [`${path}: expected ${JSON.stringify(expected)}, read ${JSON.stringify(found) ?? "nothing"}`];
}
