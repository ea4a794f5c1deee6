/** Transfer encodings and charsets of mail. Nothing here throws: what is broken is decoded as far as it goes. */

/** RFC 2045 6.7. A broken escape stays as it is written. */
export function fromQuotedPrintable(text: string): Buffer {
  const source = Buffer.from(text.replace(/=[ \t]{0,100}\r?\n/g, ""));
  const bytes = Buffer.alloc(source.length);
  let length = 0;
  for (let at = 0; at < source.length; at += 1) {
    const value = source[at] === 0x3d ? hexAt(source, at + 1) : -1;
    bytes[length] = value === -1 ? (source[at] ?? 0) : value;
    if (value !== -1) at += 2;
    length += 1;
  }
  return bytes.subarray(0, length);
}

function hexAt(bytes: Buffer, at: number): number {
  const pair = bytes.subarray(at, at + 2).toString("latin1");
  return /^[0-9a-f]{2}$/i.test(pair) ? Number.parseInt(pair, 16) : -1;
}

/** The text of bytes in a charset by its name in mail; an unknown one is read as UTF-8. */
export function bytesToText(bytes: Uint8Array, charset: string): string {
  try {
    return new TextDecoder(charset || "utf-8").decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}
