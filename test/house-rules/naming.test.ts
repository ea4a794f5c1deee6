/** One word, one thing: names that say nothing, and notes to oneself, are refused. */
import { parseSync } from "@swc/core";
import { describe, expect, test } from "vitest";
import { files, isTest, linesMatching, type RepositoryFile } from "./tree.ts";

const code = files(
  "{src,connectors,range,bench,test,playbooks}/**/*.ts",
  "web/src/**/*.{ts,tsx}",
  "{bin,scripts,bench}/**/*.mjs",
);
const SHAPELESS_FILE = /(^|\/)(types|type|utils?|helpers?|common|misc|shared|constants|interfaces)[.](tsx?|mjs)$/;
const SHAPELESS_NAME = /^[A-Za-z0-9]*(Manager|Helper|Helpers|Util|Utils|Service|Impl)$/;
const INTERFACE_PREFIX = /^I[A-Z][a-z]/;

describe("files", () => {
  test("are named by what they do", () => {
    expect(code.map((file) => file.path).filter((path) => SHAPELESS_FILE.test(path))).toEqual([]);
  });

  test("are imported themselves, through no barrel", () => {
    const barrels = code.map((file) => file.path).filter((path) => /(^|\/)index[.]tsx?$/.test(path));
    expect(barrels.filter((path) => path !== "connectors/index.ts")).toEqual([]);
  });
});

describe("identifiers", () => {
  test("of our own carry no empty suffix and no interface prefix", () => {
    const bad = code
      .filter((file) => /[.]tsx?$/.test(file.path))
      .flatMap((file) =>
        declaredNames(file)
          .filter((name) => SHAPELESS_NAME.test(name) || INTERFACE_PREFIX.test(name))
          .map((name) => `${file.path}: ${name}`),
      );
    expect(bad).toEqual([]);
  });
});

describe("notes to oneself", () => {
  // Put together here so that this file does not refuse itself.
  const note = new RegExp(`\\b(${["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"].join("|")})\\b`);

  test("are finished or deleted", () => {
    expect(linesMatching([...code, ...files("*.md", "docs/**/*.md")], note)).toEqual([]);
  });

  test("are not left in tests as switched-off or singled-out ones", () => {
    const switched = /(^|[^.\w])(describe|test|it)[.](only|skip|todo|fails)\b/;
    expect(linesMatching(code.filter(isTest), switched)).toEqual([]);
  });
});

/** Names this file declares: functions, classes, interfaces, types, constants at its top level. */
function declaredNames(file: RepositoryFile): string[] {
  return parseSync(file.text, { syntax: "typescript", tsx: file.path.endsWith("x"), target: "es2024" }).body.flatMap(
    (item) => {
      const declaration = item.type === "ExportDeclaration" ? item.declaration : item;
      if (declaration.type === "FunctionDeclaration" || declaration.type === "ClassDeclaration")
        return [declaration.identifier.value];
      if (declaration.type === "TsInterfaceDeclaration" || declaration.type === "TsTypeAliasDeclaration")
        return [declaration.id.value];
      if (declaration.type !== "VariableDeclaration") return [];
      return declaration.declarations.flatMap(({ id }) => (id.type === "Identifier" ? [id.value] : []));
    },
  );
}
