import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { loadConsole } from "./console-files.ts";

const folder = mkdtempSync(join(tmpdir(), "cordon-dist-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("is nothing where nothing was built", () => expect(loadConsole(join(folder, "none"))).toBeNull());

it("holds every file that browsers ask for, with its compressed forms, and none of the notes of the build", () => {
  mkdirSync(join(folder, "assets"));
  mkdirSync(join(folder, ".vite"));
  for (const [name, text] of Object.entries({
    "index.html": "the page",
    "theme.js": "theme",
    sources: "a hash",
    ".vite/manifest.json": "{}",
    "assets/main-abc.js": "script",
    "assets/main-abc.js.gz": "gzipped",
    "assets/main-abc.js.br": "brotlied",
  }))
    writeFileSync(join(folder, name), text);
  const loaded = loadConsole(folder);
  expect(loaded?.page).toBe("the page");
  expect([...(loaded?.files.keys() ?? [])].sort()).toEqual(["/assets/main-abc.js", "/theme.js"]);
  const script = loaded?.files.get("/assets/main-abc.js");
  expect([script?.gzip?.toString(), script?.brotli?.toString()]).toEqual(["gzipped", "brotlied"]);
  expect([script?.immutable, loaded?.files.get("/theme.js")?.immutable]).toEqual([true, false]);
});
