/** What a command fetches, into a file that was not there before, whole or not at all. */
import { closeSync, existsSync, rmSync } from "node:fs";
import { InputError, TransientError } from "../errors.ts";
import { isBreak, opened, writeAll } from "./export.ts";

/**
 * Writes the pieces to a new file, or to standard output where none is named; answers how many lines there were.
 * @throws InputError `cli.exists`, `cli.cannot-write`; TransientError `cli.broken-off`, with nothing left of the file.
 */
export async function writeNew(
  out: string | undefined,
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<number> {
  if (out !== undefined && existsSync(out))
    throw new InputError("cli.exists", `${out} is there already; name another file.`);
  const descriptor = out === undefined ? 1 : opened(out, "wx");
  let lines = 0;
  try {
    for await (const piece of pieces) {
      writeAll(descriptor, piece);
      for (const byte of piece) if (byte === 10) lines += 1;
    }
    return lines;
  } catch (error) {
    if (out !== undefined) rmSync(out, { force: true });
    if (!isBreak(error)) throw error;
    throw new TransientError("cli.broken-off", `The export broke off after ${lines} lines. Ask for it again.`, {
      cause: error,
    });
  } finally {
    if (out !== undefined) closeSync(descriptor);
  }
}
