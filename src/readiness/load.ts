/** Reads the files of the readiness model. The only file of this room that touches the disk. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { InputError } from "../errors.ts";
import type { Dimension } from "./model.ts";
import { parseReadiness } from "./parse.ts";

/** The model of a folder. Throws `readiness.not-sound` with the findings, and `readiness.unreadable` when the folder cannot be read. */
export async function loadReadiness(folder: string): Promise<Dimension[]> {
  const { dimensions, findings } = parseReadiness(await filesOf(folder));
  if (dimensions !== null) return dimensions;
  throw new InputError("readiness.not-sound", `The readiness model in ${folder} is not sound.`, {
    details: { findings },
  });
}

async function filesOf(folder: string): Promise<{ file: string; text: string }[]> {
  try {
    const names = (await readdir(folder)).filter((name) => name.endsWith(".yaml")).sort();
    return await Promise.all(
      names.map(async (name) => ({ file: join(folder, name), text: await readFile(join(folder, name), "utf8") })),
    );
  } catch (cause) {
    throw new InputError("readiness.unreadable", `${folder} cannot be read. The model is a folder with *.yaml.`, {
      cause,
    });
  }
}
