import { gunzipSync } from "node:zlib";
import { InputError } from "../errors.ts";

/**
 * The gzipped bytes unpacked; never more than `maxBytes` are held, however much the archive claims to hold.
 * @throws InputError `ingest.too-large` beyond `maxBytes`, `ingest.bad-gzip` when it is no gzip or ends early.
 */
export function gunzipLimited(bytes: Uint8Array, maxBytes: number): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: maxBytes });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") {
      throw new InputError(
        "ingest.too-large",
        `The body is larger than ${maxBytes} bytes when unpacked; send it in several requests.`,
      );
    }
    throw new InputError(
      "ingest.bad-gzip",
      "The body is said to be gzip and cannot be unpacked; expected a whole gzip stream.",
    );
  }
}
