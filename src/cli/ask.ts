/** Asks the person at the terminal for a secret, which is not shown while it is typed. */
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { InputError } from "../errors.ts";

/** What was typed; `otherwise` says how to give it without a terminal. @throws InputError `cli.no-terminal` when nobody is there to ask. */
export async function askSecret(prompt: string, otherwise: string): Promise<string> {
  if (!process.stdin.isTTY) {
    throw new InputError(
      "cli.no-terminal",
      `${prompt} is needed, and there is no terminal to ask at; give it with ${otherwise}.`,
    );
  }
  process.stderr.write(`${prompt}: `);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  try {
    return await new Promise<string>((resolve) => reader.question("", resolve));
  } finally {
    reader.close();
    process.stderr.write("\n");
  }
}

/** A secret from `@file` or `-` (standard input), without the line break at its end; undefined for any other text. */
export function secretFrom(reference: string): string | undefined {
  if (reference !== "-" && !reference.startsWith("@")) return undefined;
  return readInput(reference === "-" ? "-" : reference.slice(1))
    .toString("utf8")
    .replace(/\r?\n$/, "");
}

/** The bytes of a file, or of standard input for `-`. @throws InputError `cli.unreadable`. */
export function readInput(path: string): Buffer {
  try {
    return readFileSync(path === "-" ? 0 : path);
  } catch (error) {
    throw new InputError(
      "cli.unreadable",
      `${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown"}).`,
    );
  }
}
