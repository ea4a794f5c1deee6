/** docs/running.md names every environment variable that src/config.ts reads, and no other, with the default it has. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readClientConfig, readConfig } from "../../src/config.ts";
import { ROOT } from "./tree.ts";

const page = readFileSync(`${ROOT}/docs/running.md`, "utf8");
const rows = new Map(
  [...page.matchAll(/^\| `([A-Z_]+)` \| ([^|]*) \|/gm)].map(([, name = "", byDefault = ""]) => [name, byDefault]),
);

describe("docs/running.md", () => {
  test("lists every environment variable, and none that nobody reads", () => {
    const source = readFileSync(`${ROOT}/src/config.ts`, "utf8");
    const read = new Set([...source.matchAll(/\benv[.]([A-Z][A-Z_]*)/g)].map(([, name]) => name));
    expect(read.size).toBeGreaterThan(5);
    expect([...rows.keys()].sort()).toEqual([...read].sort());
  });

  test("says the defaults that hold", () => {
    const { host, port, logLevel, maxBodyBytes, syncPollMs } = readConfig({});
    const defaults = {
      CORDON_HOST: host,
      CORDON_PORT: port,
      CORDON_LOG_LEVEL: logLevel,
      CORDON_MAX_BODY_BYTES: maxBodyBytes,
      CORDON_SYNC_SECONDS: syncPollMs / 1000,
    };
    for (const [name, value] of Object.entries(defaults)) expect(rows.get(name)).toBe(`\`${value}\``);
    expect(rows.get("CORDON_URL")).toContain(readClientConfig({ HOME: "/nowhere" }).url);
  });
});
