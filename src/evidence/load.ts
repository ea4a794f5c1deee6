/** Reads the frameworks of `controls/`. The only file of this room that touches the disk. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { InputError } from "../errors.ts";
import { FRAMEWORKS, type Framework, parseFramework } from "./control.ts";

/** All that there are, in the order of {@link FRAMEWORKS}. @throws InputError `evidence.bad-controls` when one cannot be read or is none. */
export async function loadFrameworks(folder: string): Promise<Framework[]> {
  return Promise.all(
    FRAMEWORKS.map(async (id) => {
      const path = join(folder, `${id}.json`);
      const text = await readFile(path, "utf8").catch((cause: unknown) => {
        throw new InputError("evidence.bad-controls", `${path} cannot be read.`, { cause });
      });
      return parseFramework(text, path);
    }),
  );
}
