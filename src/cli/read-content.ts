/** Content from folders, as its checkers and the API take it; files are named from where the person stands. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import type { SourceFile } from "../api/contract/content.ts";
import { InputError } from "../errors.ts";
import { loadPolicies } from "../guard/load.ts";
import { loadPlaybook, loadPlaybooks, type PlaybookFolder } from "../playbook/load.ts";
import { readInput } from "./ask.ts";

/** `taxonomy.yaml` and `types/*.yaml` of a folder. */
export function taxonomyFiles(folder: string): SourceFile[] {
  const types = join(folder, "types");
  if (!existsSync(join(folder, "taxonomy.yaml")) || !existsSync(types)) {
    throw new InputError(
      "cli.unreadable",
      `${folder} is no taxonomy; expected a folder with taxonomy.yaml and types/*.yaml.`,
    );
  }
  const names = readdirSync(types)
    .filter((name) => name.endsWith(".yaml"))
    .sort();
  return [join(folder, "taxonomy.yaml"), ...names.map((name) => join(types, name))].map(textFile);
}

function textFile(path: string): SourceFile {
  try {
    return { file: shown(path), text: new TextDecoder("utf-8", { fatal: true }).decode(readInput(path)) };
  } catch (error) {
    if (error instanceof TypeError) throw new InputError("cli.unreadable", `${path} is not UTF-8. Save it as UTF-8.`);
    throw error;
  }
}

/** The playbooks at paths: each a folder with playbook.yaml, such a file, or a folder of such folders. */
export async function playbooksAt(paths: string[]): Promise<PlaybookFolder[]> {
  const found = await Promise.all(
    paths.map((path) => {
      if (!existsSync(path)) throw new InputError("cli.unreadable", `There is no file or folder ${path}.`);
      if (!statSync(path).isDirectory()) return loadPlaybook(join(path, "..")).then((one) => [one]);
      return existsSync(join(path, "playbook.yaml")) ? loadPlaybook(path).then((one) => [one]) : loadPlaybooks(path);
    }),
  );
  const all = found.flat();
  if (all.length === 0)
    throw new InputError(
      "cli.unreadable",
      `There are no playbooks in ${paths.join(", ")}; expected folders with playbook.yaml.`,
    );
  return all.map((one) => ({
    ...one,
    file: shown(one.file),
    test: one.test === null ? null : { ...one.test, file: shown(one.test.file) },
  }));
}

/** The names of the playbooks in a folder; null when there is no such folder. */
export function playbookNames(folder: string): Set<string> | null {
  if (!existsSync(folder)) return null;
  return new Set(readdirSync(folder).filter((name) => existsSync(join(folder, name, "playbook.yaml"))));
}

/** The `*.cedar` files of a folder. */
export async function policyFiles(folder: string): Promise<SourceFile[]> {
  return (await loadPolicies(folder)).map(({ file, text }) => ({ file: shown(file), text }));
}

function shown(path: string): string {
  return relative(process.cwd(), path).replaceAll("\\", "/") || path;
}
