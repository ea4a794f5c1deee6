/** Reads policy files. The only file of this room that touches the disk. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { InputError } from "../errors.ts";
import type { PolicyFile } from "./compile-policies.ts";

const MAX_FILE_BYTES = 1_000_000;

/** The `*.cedar` files of a folder, in order of their names. Throws `guard.unreadable` when it, or one of them, cannot be read. */
export async function loadPolicies(folder: string): Promise<PolicyFile[]> {
  const names = await attempt(folder, () => readdir(folder));
  const files = names.filter((name) => name.endsWith(".cedar")).sort();
  if (files.length === 0)
    throw new InputError(
      "guard.unreadable",
      `${folder} holds no *.cedar files; without policies nothing could be done.`,
    );
  return Promise.all(files.map((name) => readPolicyFile(join(folder, name))));
}

async function readPolicyFile(file: string): Promise<PolicyFile> {
  const bytes = await attempt(file, () => readFile(file));
  if (bytes.length > MAX_FILE_BYTES) {
    throw new InputError(
      "guard.unreadable",
      `${file} has ${bytes.length} bytes; at most ${MAX_FILE_BYTES} are read. Split it.`,
    );
  }
  try {
    return { file, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch (cause) {
    throw new InputError("guard.unreadable", `${file} is not UTF-8. Save it as UTF-8.`, { cause });
  }
}

async function attempt<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (cause) {
    throw new InputError("guard.unreadable", `${path} cannot be read. Policies are *.cedar files in one folder.`, {
      cause,
    });
  }
}
