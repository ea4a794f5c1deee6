/** Reads folders of playbooks. The only file of this room that touches the disk. */
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { InputError } from "../errors.ts";

const MAX_FILE_BYTES = 1_000_000;

export interface PlaybookFolder {
  /** The folder's name. */
  name: string;
  file: string;
  source: string;
  /** The cases beside it; null when it has none. */
  test: { file: string; source: string } | null;
}

/** The playbooks `<folder>/<name>/playbook.yaml`, by name. Throws InputError `playbook.unreadable` when one cannot be read. */
export async function loadPlaybooks(folder: string): Promise<PlaybookFolder[]> {
  const entries = await attempt(folder, () => readdir(folder, { withFileTypes: true }));
  const names = entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
    .map((entry) => entry.name);
  return Promise.all(names.sort().map((name) => loadPlaybook(join(folder, name))));
}

/** One folder with a playbook. */
export async function loadPlaybook(folder: string): Promise<PlaybookFolder> {
  const file = join(folder, "playbook.yaml");
  const testFile = join(folder, "playbook.test.yaml");
  const names = await attempt(folder, () => readdir(folder));
  const test = names.includes("playbook.test.yaml") ? { file: testFile, source: await read(testFile) } : null;
  return { name: basename(folder), file, source: await read(file), test };
}

async function read(file: string): Promise<string> {
  const bytes = await attempt(file, () => readFile(file));
  if (bytes.length > MAX_FILE_BYTES) {
    throw new InputError(
      "playbook.unreadable",
      `${file} has ${bytes.length} bytes; at most ${MAX_FILE_BYTES} are read.`,
    );
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new InputError("playbook.unreadable", `${file} is not UTF-8. Save it as UTF-8.`, { cause });
  }
}

async function attempt<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (cause) {
    throw new InputError("playbook.unreadable", `${path} cannot be read. A playbook is a folder with playbook.yaml.`, {
      cause,
    });
  }
}
