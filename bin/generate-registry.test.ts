import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { expect, it } from "vitest";
// @ts-expect-error: a plain script, without types.
import { connectorFolders, registryText } from "../scripts/generate-registry.mjs";

function folderWith(...names: string[]): string {
  const root = mkdtempSync(`${tmpdir()}/registry-`);
  for (const name of names) {
    mkdirSync(`${root}/${name}`);
    writeFileSync(`${root}/${name}/connector.ts`, "");
  }
  return root;
}

it("takes the folders that hold a connector, sorted", () => {
  const root = folderWith("b-two", "a");
  mkdirSync(`${root}/half-done`);
  writeFileSync(`${root}/index.ts`, "");
  expect(connectorFolders(root)).toEqual(["a", "b-two"]);
});

it("refuses a folder whose name could not be an id", () => {
  expect(() => connectorFolders(folderWith("Bad_Name"))).toThrow(/Bad_Name/);
});

it("imports each statically", () => {
  expect(registryText(["a", "b-two"])).toContain('import bTwoConnector from "./b-two/connector.ts";');
});

it("is what connectors/index.ts holds", () => {
  const root = new URL("../connectors", import.meta.url).pathname;
  expect(existsSync(`${root}/index.ts`)).toBe(true);
  expect(readFileSync(`${root}/index.ts`, "utf8")).toBe(registryText(connectorFolders(root)));
});
