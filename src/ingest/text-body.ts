/** A body that is text, cut into lines or frames, each decoded. Pure. */

export interface TextLine {
  /** Counts from 1; a frame that holds several lines counts as they do. */
  number: number;
  text: string;
}

/** UTF-8 where it is UTF-8, else Latin-1, which old devices still write: any bytes are text in it. */
export function decodeTolerant(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  }
}

/** The lines that are not empty; with octet counting (RFC 6587 3.4.1) the frames. A count that does not fit ends the counting. */
export function* textLines(body: Uint8Array): Generator<TextLine> {
  let number = 1;
  let at = 0;
  while (at < body.length) {
    const frame = frameAt(body, at);
    const lineEnd = body.indexOf(0x0a, at);
    const [start, end, next] = frame ?? [
      at,
      lineEnd === -1 ? body.length : lineEnd,
      (lineEnd === -1 ? body.length : lineEnd) + 1,
    ];
    const text = decodeTolerant(body.subarray(start, end)).replace(/[\r\n\0]{1,4}$/, "");
    if (text.trim() !== "") yield { number, text };
    for (let byte = at; byte < Math.min(next, body.length); byte += 1) if (body[byte] === 0x0a) number += 1;
    at = next;
  }
}

const SPACE = 0x20;
const LESS_THAN = 0x3c;
const DIGITS = 6;

/** Start, end and what follows of the frame `123 <14>…`, or undefined when none begins here. */
function frameAt(body: Uint8Array, from: number): [number, number, number] | undefined {
  let at = from;
  let length = 0;
  while (at < body.length && at - from < DIGITS && (body[at] ?? 0) >= 0x30 && (body[at] ?? 0) <= 0x39) {
    length = length * 10 + ((body[at] ?? 0) - 0x30);
    at += 1;
  }
  if (at === from || body[at] !== SPACE || body[at + 1] !== LESS_THAN) return undefined;
  const end = at + 1 + length;
  if (length === 0 || end > body.length) return undefined;
  return [at + 1, end, end];
}
