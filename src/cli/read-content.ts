/** Content from folders, as its checkers and the API take it; files are named from where the person stands. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import type { SourceFile } from "../api/contract/content.ts";
import { InputError } from "../errors.ts";
import { loadPolicies } from "../guard/load.ts";
import { type Library, libraryOf } from "../playbook/library.ts";
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

/** A UTF-8 text, with the name that findings give its file; `-` is standard input. */
export function textFile(path: string): SourceFile {
  try {
    return { file: shown(path), text: new TextDecoder("utf-8", { fatal: true }).decode(readInput(path)) };
  } catch (error) {
    if (error instanceof TypeError) throw new InputError("cli.unreadable", `${path} is not UTF-8. Save it as UTF-8.`);
    throw error;
  }
}

/** A playbook with those that lie beside it, which it may call. */
export interface FoundPlaybook extends PlaybookFolder {
  library: Library;
}

/** The playbooks at paths: each a folder with playbook.yaml, such a file, a folder of such folders, or a folder of content with `playbooks/` in it. */
export async function playbooksAt(paths: string[]): Promise<FoundPlaybook[]> {
  const found = await Promise.all(
    paths.map(async (path) => {
      if (!existsSync(path)) throw new InputError("cli.unreadable", `There is no file or folder ${path}.`);
      const folder = statSync(path).isDirectory() ? path : join(path, "..");
      if (!existsSync(join(folder, "playbook.yaml")) && folder === path)
        return together(await loadPlaybooks(holdingFolder(path)));
      if (!existsSync(join(folder, "playbook.yaml")))
        throw new InputError("cli.unreadable", `${path} is no playbook; expected a folder with playbook.yaml.`);
      return [{ ...(await loadPlaybook(folder)), library: besides(folder) }];
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

/** Where the playbooks' folders lie: in a folder of content they are one further down. */
function holdingFolder(path: string): string {
  const within = join(path, "playbooks");
  return existsSync(within) && !existsSync(join(within, "playbook.yaml")) ? within : path;
}

function together(playbooks: PlaybookFolder[]): FoundPlaybook[] {
  const library = libraryOf(playbooks);
  return playbooks.map((one) => ({ ...one, library }));
}

/** Playbooks in the folders beside one, read when they are called. */
function besides(folder: string): Library {
  return (name) => {
    const file = join(folder, "..", name, "playbook.yaml");
    if (!/^[a-z][a-z0-9-]*$/.test(name) || !existsSync(file)) return null;
    const { file: shownAs, text } = textFile(file);
    return { source: text, file: shownAs };
  };
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
