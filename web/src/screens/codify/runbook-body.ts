/** A file that somebody brings, as the API takes it. */
import type { RunbookToCodify } from "../../../../src/api/contract/codify.ts";

/** As much as the API reads of a file that is no text. */
export const MOST_BYTES = 5_000_000;
const TEXT = /\.(md|markdown|txt|html?)$/i;
const AT_ONCE = 0x8000;

/** Text as it is where its name says that it is text, any other file's bytes in Base64. */
export async function bodyOf(file: File, queue: string): Promise<RunbookToCodify> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const said = { file: file.name, ...(queue.trim() === "" ? {} : { queue: queue.trim() }) };
  return TEXT.test(file.name)
    ? { ...said, text: new TextDecoder().decode(bytes) }
    : { ...said, base64: base64Of(bytes) };
}

function base64Of(bytes: Uint8Array): string {
  let text = "";
  for (let from = 0; from < bytes.length; from += AT_ONCE)
    text += String.fromCharCode(...bytes.subarray(from, from + AT_ONCE));
  return btoa(text);
}
