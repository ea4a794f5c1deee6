/** A file as a document: which kind it is decides its bytes and its name together, so that nothing is read as what it is not. */
import { InputError } from "../../errors.ts";
import type { RunbookDocument } from "./document.ts";
import { readDocx } from "./read-docx.ts";
import { readHtml } from "./read-html.ts";
import { readMarkdown } from "./read-markdown.ts";
import { readPdf } from "./read-pdf.ts";

export const RUNBOOK_KINDS = ["markdown", "html", "docx", "pdf"] as const;
export type RunbookKind = (typeof RUNBOOK_KINDS)[number];

/** The largest file, and the longest text in one: the longest runbook in the open has 70,000 characters. */
export const MAX_FILE_BYTES = 20_000_000;
const MAX_TEXT = 400_000;

const BY_ENDING: Readonly<Record<string, RunbookKind>> = {
  md: "markdown",
  markdown: "markdown",
  txt: "markdown",
  html: "html",
  htm: "html",
  docx: "docx",
  pdf: "pdf",
};

/** What a file's name says it is; null where none of ours. */
export function kindByName(file: string): RunbookKind | null {
  const ending = /\.([a-z]{2,8})$/i.exec(file)?.[1]?.toLowerCase() ?? "";
  return BY_ENDING[ending] ?? null;
}

/**
 * Reads a runbook. @throws InputError `codify.unknown-kind`, `codify.unreadable`, `codify.encrypted`, `codify.no-text`, `codify.too-large`,
 * `codify.too-deep`: each says what to do with the file.
 */
export async function readRunbook(bytes: Uint8Array, file: string, said: RunbookKind | null): Promise<RunbookDocument> {
  if (bytes.byteLength > MAX_FILE_BYTES)
    throw new InputError(
      "codify.too-large",
      `${file} has ${bytes.byteLength} bytes; at most ${MAX_FILE_BYTES} are read.`,
    );
  if (bytes.byteLength === 0) throw new InputError("codify.no-text", `${file} is empty.`);
  const kind = kindOf(bytes, file, said);
  if (kind === "docx") return readDocx(bytes, file);
  if (kind === "pdf") return readPdf(bytes, file);
  const text = decoded(bytes, file);
  if (text.length > MAX_TEXT)
    throw new InputError(
      "codify.too-large",
      `${file} has ${text.length} characters; at most ${MAX_TEXT} are read. Split it.`,
    );
  const document = kind === "html" ? readHtml(text) : readMarkdown(text);
  if (document.blocks.length === 0) throw new InputError("codify.no-text", `${file} holds no text.`);
  return document;
}

function kindOf(bytes: Uint8Array, file: string, said: RunbookKind | null): RunbookKind {
  const start = Buffer.from(bytes.subarray(0, 8));
  if (start.toString("latin1", 0, 5) === "%PDF-") return "pdf";
  if (start.toString("hex", 0, 4) === "d0cf11e0") throw oldWord(file);
  const zipped = start.length >= 4 && start.readUInt32BE(0) === 0x504b0304;
  if (zipped && (said === "docx" || said === null)) return "docx";
  if (said === "docx" || said === "pdf")
    throw new InputError("codify.unreadable", `${file} is no ${said}, whatever its name says; save it again.`);
  if (said !== null && !zipped) return said;
  throw new InputError(
    "codify.unknown-kind",
    `${file} is no kind of file that is read; expected .md, .txt, .html, .docx or .pdf with text in it.`,
  );
}

/** The one kind in which both a .doc of old and an encrypted .docx come. */
function oldWord(file: string): InputError {
  return new InputError(
    "codify.unknown-kind",
    `${file} is a document of an older Word, or an encrypted one; open it there and save it as .docx without a password.`,
  );
}

function decoded(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new InputError("codify.unreadable", `${file} is not UTF-8. Save it as UTF-8.`, { cause });
  }
}
