/** A PDF as a document, as far as it holds text. */
import { InputError } from "../../errors.ts";
import type { RunbookDocument } from "./document.ts";
import { blocksOfLines } from "./pdf-blocks.ts";
import { linesOf } from "./pdf-lines.ts";

const MAX_PAGES = 300;

/**
 * Reads a PDF. @throws InputError `codify.encrypted`, `codify.no-text` for pictures of pages, `codify.too-large`, `codify.unreadable`.
 */
export async function readPdf(bytes: Uint8Array, file: string): Promise<RunbookDocument> {
  // Half a second to load, so it is loaded when the first such file comes.
  const { getDocumentProxy, extractTextItems } = await import("unpdf");
  let pages: Awaited<ReturnType<typeof extractTextItems>>["items"];
  try {
    // The parser takes the bytes for itself, and no Buffer.
    const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 });
    if (pdf.numPages > MAX_PAGES)
      throw new InputError(
        "codify.too-large",
        `${file} has ${pdf.numPages} pages; at most ${MAX_PAGES} are read. Split it.`,
      );
    ({ items: pages } = await extractTextItems(pdf));
    await pdf.loadingTask.destroy();
  } catch (cause) {
    throw cause instanceof InputError ? cause : unreadable(file, cause);
  }
  const lines = linesOf(pages);
  if (lines.length === 0)
    throw new InputError(
      "codify.no-text",
      `${file} holds no text: its pages are pictures. Run it through text recognition, or give the file that it was made from.`,
    );
  return { blocks: blocksOfLines(lines) };
}

function unreadable(file: string, cause: unknown): InputError {
  // PDF.js names what it throws; its classes are not those of this module's realm.
  const name = cause instanceof Error ? cause.name : "";
  if (name === "PasswordException")
    return new InputError("codify.encrypted", `${file} is encrypted; save it without a password first.`, { cause });
  return new InputError("codify.unreadable", `${file} is no PDF that can be read; save it again.`, { cause });
}
