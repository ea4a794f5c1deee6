/** A .docx as a document: its styles become HTML, and that is read. */
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
  // A third of a second to load, so it is loaded when the first such file comes.
  const { default: mammoth } = await import("mammoth");
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
