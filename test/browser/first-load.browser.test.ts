/** What a browser fetches before the queue is there, by the manifest of the build. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { NO_BROWSER } from "../support/console.ts";

const DIST = join(import.meta.dirname, "../../web/dist");
const MOST = 300_000;

interface Chunk {
  file: string;
  imports?: string[];
  css?: string[];
}

function firstLoad(): number {
  const manifest = JSON.parse(readFileSync(join(DIST, ".vite/manifest.json"), "utf8")) as Record<string, Chunk>;
  const files = new Set<string>(["index.html"]);
  const add = (name: string) => {
    const chunk = manifest[name];
    if (chunk === undefined || files.has(chunk.file)) return;
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    chunk.imports?.forEach(add);
  };
  for (const entry of ["index.html", "src/screens/home/home-screen.tsx"]) add(entry);
  expect(files.size).toBeGreaterThan(3);
  return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(DIST, file))).length, 0);
}

// The browser's tests build the console before; without it there is nothing to weigh.
describe.skipIf(NO_BROWSER !== "")(`the first load of the queue ${NO_BROWSER}`, () => {
  test("is under 300 kB, compressed", () => expect(firstLoad()).toBeLessThan(MOST));
});
