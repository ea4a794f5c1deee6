/** What a .docx unpacks to, so that a small file cannot fill the memory. */
import { inflateRawSync } from "node:zlib";

const DIRECTORY_ENTRY = 0x02014b50;
const DEFLATED = 8;

/** Whether the archive's entries (PKWARE APPNOTE 4.3) unpack to more than `most` bytes together; what their headers announce is not believed. */
export function unpacksToMore(bytes: Uint8Array, most: number): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let left = most;
  for (let at = 0; at + 46 <= bytes.byteLength && left >= 0; ) {
    if (view.getUint32(at, true) !== DIRECTORY_ENTRY) {
      at += 1;
      continue;
    }
    left -= sizeOf(view, bytes, at, left);
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return left < 0;
}

/** The size of one entry; more than there is left where it does not fit. */
function sizeOf(view: DataView, bytes: Uint8Array, at: number, left: number): number {
  const [packed, local] = [view.getUint32(at + 20, true), view.getUint32(at + 42, true)];
  if (local + 30 > bytes.byteLength) return 0;
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  if (view.getUint16(at + 10, true) !== DEFLATED) return packed;
  try {
    return inflateRawSync(bytes.subarray(start, start + packed), { maxOutputLength: Math.max(1, left) }).byteLength;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE" ? left + 1 : 0;
  }
}
