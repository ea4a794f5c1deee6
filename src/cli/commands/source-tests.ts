/** A mapping held to its own tests, and tried on samples. */
import type { ReadMessages } from "../../api/contract/source.ts";
import { UNKNOWN_PRODUCT } from "../../connector/draft-parts.ts";
import { type MappingTest, readMappingFile } from "../../connector/mapping/mapping-file.ts";
import { InputError } from "../../errors.ts";

type Item = ReadMessages["items"][number];

/** Messages to read: a text, or what a connection received. */
export type Samples = { text: string } | { connection: string; deliveries: number };
export type ReadSamples = (settings: unknown, samples: Samples) => Promise<ReadMessages>;

/** How many of the alerts had each of the discrete fields that people query by. */
export interface Discrete {
  severity: number;
  entity: number;
  source: number;
  initialDisposition: number;
}

export interface Tried {
  alerts: number;
  noAlert: number;
  refused: number;
  had: Discrete;
  items: Item[];
}

export interface Tested {
  passed: boolean;
  tests: { name: string; differences: string[] }[];
  /** Null without samples. */
  against: Tried | null;
}

/**
 * Reads a mapping file, its tests and the samples through `read`. Passed: every test, and every sample could be read.
 * @throws InputError `cli.bad-mapping` with every fault in the file, `cli.no-tests` when there is nothing to hold it to.
 */
export async function testMapping(
  text: string,
  file: string,
  samples: Samples | undefined,
  read: ReadSamples,
): Promise<Tested> {
  const { settings, tests, faults } = readMappingFile(text, file);
  const [first] = faults;
  if (first !== undefined)
    throw new InputError(
      "cli.bad-mapping",
      `The mapping cannot work. ${first.file}:${first.line}:${first.column} ${first.message}; ${first.fix}`,
      { details: { findings: faults } },
    );
  if (tests.length === 0 && samples === undefined)
    throw new InputError(
      "cli.no-tests",
      `${file} has no tests, and there are no samples to read: write some under "tests", or give --against <file or connection>.`,
    );
  const results: Tested["tests"] = [];
  for (const test of tests) results.push(await runTest(test, (message) => read(settings, { text: message })));
  const against = samples === undefined ? null : triedOn((await read(settings, samples)).items);
  const passed = results.every(({ differences }) => differences.length === 0) && (against?.refused ?? 0) === 0;
  return { passed, tests: results, against };
}

function triedOn(items: Item[]): Tried {
  const alerts = items.flatMap(({ alert }) => alert ?? []);
  const had = (has: (alert: (typeof alerts)[number]) => boolean) => alerts.filter(has).length;
  return {
    alerts: alerts.length,
    noAlert: items.filter(({ what }) => what === "no-alert").length,
    refused: items.filter(({ what }) => what === "refused").length,
    had: {
      severity: had(({ severity }) => severity !== "unknown"),
      entity: had(({ entities }) => entities.some(({ role }) => role === "affected")),
      source: had(({ source }) => source !== UNKNOWN_PRODUCT),
      initialDisposition: had(({ initialDisposition }) => initialDisposition !== "unknown"),
    },
    items,
  };
}

async function runTest(
  { name, input, expect }: MappingTest,
  read: (message: string) => Promise<ReadMessages>,
): Promise<Tested["tests"][number]> {
  const message = typeof input === "string" ? input : JSON.stringify(input);
  const { items } = await read(message);
  const [item] = items;
  if (item === undefined) return { name, differences: ["nothing was read"] };
  if (expect === "no-alert")
    return { name, differences: item.what === "no-alert" ? [] : [`expected no alert, was ${item.what}`] };
  if (item.alert === null) return { name, differences: [`${item.what}: ${item.reason}`] };
  return { name, differences: differencesOf(expect, item.alert, "") };
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
