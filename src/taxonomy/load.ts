/** Reads a taxonomy's files. The only file of this room that touches the disk. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { InputError } from "../errors.ts";
import { namedFromFolder } from "./name-files.ts";
import { type ParsedTaxonomy, parseTaxonomy, type TaxonomyFile } from "./parse.ts";

const MAX_FILE_BYTES = 1_000_000;

export interface LoadedTaxonomy extends ParsedTaxonomy {
  /** As they were read, named from the folder. */
  files: TaxonomyFile[];
}

/**
 * Reads and parses `taxonomy.yaml` and `types/*.yaml` of a folder; findings name the files as `<folder>/…`. Throws `taxonomy.unreadable`
 * when the folder or a file cannot be read.
 */
export async function loadTaxonomy(folder: string): Promise<LoadedTaxonomy> {
  const names = await attempt(join(folder, "types"), () => readdir(join(folder, "types")));
  const paths = names.filter((name) => name.endsWith(".yaml")).map((name) => join(folder, "types", name));
  const main = await read(join(folder, "taxonomy.yaml"));
  const classFiles = await Promise.all(paths.map(read));
  return { ...parseTaxonomy(main, classFiles), files: namedFromFolder(main, classFiles) };
}

async function read(file: string): Promise<TaxonomyFile> {
  const bytes = await attempt(file, () => readFile(file));
  if (bytes.length > MAX_FILE_BYTES) {
    throw new InputError(
      "taxonomy.unreadable",
      `${file} has ${bytes.length} bytes; at most ${MAX_FILE_BYTES} are read. Split it.`,
    );
  }
  try {
    return { file, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch (cause) {
    throw new InputError("taxonomy.unreadable", `${file} is not UTF-8. Save it as UTF-8.`, { cause });
  }
}

async function attempt<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (cause) {
    throw new InputError(
      "taxonomy.unreadable",
      `${path} cannot be read. A taxonomy is a folder with taxonomy.yaml and types/*.yaml.`,
      { cause },
    );
  }
}
