/** Lines of JSON as a server streams them. */
import { DefectError } from "../errors.ts";

/** Longer no line is that we stream. */
const LONGEST_LINE = 16 * 1024 * 1024;

/** The values, each when its line is whole. What is left over without an end of line is no value. */
export async function* jsonLines<T>(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<T> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let rest = "";
  for await (const piece of pieces) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split("\n");
    rest = lines.pop()!;
    if (rest.length > LONGEST_LINE)
      throw new DefectError("cli.line-too-long", "The server streams a line without an end.");
    for (const line of lines) if (line !== "") yield JSON.parse(line) as T;
  }
}
