/**
 * A message that is too large is kept as its beginning, with a line before it that says so. The line is ours only where it stands first: a whole
 * message that begins with such a line gets one of ours before it, so that nobody can have what is whole taken for a part.
 */
const NAME = "X-Cordon-Kept";
const LINE = /^X-Cordon-Kept: (\d{1,15}) of (\d{1,15}) bytes\r\n/;
/** Room for the line. */
export const NOTE_BYTES = 80;

/** The message as it is kept, at most `limit` and {@link NOTE_BYTES} long. `size`: of the whole, as the server gave it. */
export function keptPart(fetched: Uint8Array, size: number, limit: number): Uint8Array {
  if (fetched.length <= limit) return beginsLikeNote(fetched) ? noted(fetched, fetched.length) : fetched;
  return noted(toLineEnd(fetched.subarray(0, limit)), Math.max(size, fetched.length));
}

/** The message without the line, and what the line says; `kept` is undefined for a whole message. */
export function readKept(raw: string): { message: string; kept: { bytes: number; of: number } | undefined } {
  const match = LINE.exec(raw.slice(0, NOTE_BYTES));
  if (match === null) return { message: raw, kept: undefined };
  const [bytes, of] = [Number(match[1]), Number(match[2])];
  return { message: raw.slice(match[0].length), kept: bytes < of ? { bytes, of } : undefined };
}

function beginsLikeNote(message: Uint8Array): boolean {
  return Buffer.from(message.subarray(0, NAME.length)).toString("latin1").toLowerCase() === NAME.toLowerCase();
}

function noted(part: Uint8Array, of: number): Uint8Array {
  return Buffer.concat([Buffer.from(`${NAME}: ${part.length} of ${of} bytes\r\n`), part]);
}

/** A character cut in two would make all of the text unreadable as UTF-8. */
function toLineEnd(part: Uint8Array): Uint8Array {
  const end = part.lastIndexOf(0x0a);
  return end === -1 ? part : part.subarray(0, end + 1);
}
