/** Bodies of deliveries as they are kept: large ones packed, which costs a burst less than writing them to the disk as they are. Word for word either way. */
import { constants, zstdCompressSync, zstdDecompressSync } from "node:zlib";

/** Packing a smaller body costs more than it saves. */
const LEAST_BYTES = 16_384;
/** Packing is done in between everything else: a larger body would hold it up, there and wherever it is read. */
const MOST_BYTES = 8_000_000;
/** The quickest level: of messages that are much alike the others save little more. */
const LEVEL = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

export interface KeptBody {
  body: Uint8Array;
  /** How many bytes it came with; null when it is kept as it came. */
  unpackedBytes: number | null;
}

/** The body as it is written. */
export function packBody(body: Uint8Array): KeptBody {
  if (body.byteLength < LEAST_BYTES || body.byteLength > MOST_BYTES) return { body, unpackedBytes: null };
  return { body: zstdCompressSync(body, LEVEL), unpackedBytes: body.byteLength };
}

/** The body as it came. */
export function unpackBody({ body, unpackedBytes }: KeptBody): Buffer {
  if (unpackedBytes === null) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return zstdDecompressSync(body, { maxOutputLength: unpackedBytes });
}
