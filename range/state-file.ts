/** Keeps the range's state in one JSON file, so that a demo started twice still knows who is suspended. */
import { readFile, rename, writeFile } from "node:fs/promises";
import { InputError } from "../src/errors.ts";
import type { PartName } from "./part.ts";
import type { SavedPart } from "./serve-part.ts";

export type SavedRange = Partial<Record<PartName, SavedPart>>;

const VERSION = 1;

/** What the file holds, or nothing when there is none. @throws InputError `range.bad-state-file` when it is no state file of this version. */
export async function readStateFile(path: string): Promise<SavedRange> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw error;
  }
  const saved = parse(text);
  if (saved?.version !== VERSION || typeof saved.parts !== "object") {
    throw new InputError(
      "range.bad-state-file",
      `${path} is not a range state file of version ${VERSION}; delete it to start afresh`,
    );
  }
  return saved.parts;
}

function parse(text: string): { version: number; parts: SavedRange } | null {
  try {
    return JSON.parse(text) as { version: number; parts: SavedRange } | null;
  } catch {
    return null;
  }
}

/** Writes soon after each change, many changes at once, and never half a file. */
export function stateWriter(path: string, save: () => SavedRange): { changed(): void; flush(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();
  const write = async () => {
    await writeFile(`${path}.new`, JSON.stringify({ version: VERSION, parts: save() }), { mode: 0o600 });
    await rename(`${path}.new`, path);
  };
  const begin = () => {
    timer = undefined;
    // A write that failed is reported by whoever asked for it, and does not stop the next.
    writing = writing.catch(() => {}).then(write);
    return writing;
  };
  return {
    changed() {
      timer ??= setTimeout(
        () => begin().catch((error: unknown) => console.error(`range: ${path} was not written: ${String(error)}`)),
        50,
      );
    },
    async flush() {
      clearTimeout(timer);
      await begin();
    },
  };
}
