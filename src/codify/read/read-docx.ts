/** A .docx as a document: its styles become HTML, and that is read. */
import { createRequire } from "node:module";
import { InputError } from "../../errors.ts";
import type { RunbookDocument } from "./document.ts";
import { unpacksToMore } from "./docx-size.ts";
import { readHtml } from "./read-html.ts";

/** What unpacks to more than this is a bomb rather than a runbook. */
const MAX_UNPACKED = 50_000_000;

/** Reads a Word document. Nothing outside of it is fetched. @throws InputError `codify.unreadable`, `codify.too-large`. */
export async function readDocx(bytes: Uint8Array, file: string): Promise<RunbookDocument> {
  if (unpacksToMore(bytes, MAX_UNPACKED))
    throw new InputError(
      "codify.too-large",
      `${file} unpacks to more than ${MAX_UNPACKED} bytes; leave its pictures out.`,
    );
  const mammoth = await loadMammoth();
  try {
    const options = { convertImage: mammoth.images.imgElement(async () => ({ src: "" })), externalFileAccess: false };
    const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) }, options);
    return readHtml(value, "paragraph");
  } catch (cause) {
    throw new InputError("codify.unreadable", `${file} is no Word document that can be read; save it as .docx again.`, {
      cause,
    });
  }
}

/**
 * It takes a third of a second to load, so it is loaded when the first such file comes. It gives its promises another prototype by `__proto__`, which this program runs without: the call would throw, and what
 * it had begun fail with nobody there to hear it, which ends the process. A plain promise does.
 */
async function loadMammoth() {
  const { default: mammoth } = await import("mammoth");
  const inside = createRequire(import.meta.url)("mammoth/lib/promises.js") as { toExternalPromise: <T>(of: T) => T };
  inside.toExternalPromise = (promise) => promise;
  return mammoth;
}
