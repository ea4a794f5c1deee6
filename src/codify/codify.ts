/** A runbook as the draft of a playbook, in the order of its stages. */
import { type Drafted, type DraftOptions, draftPlaybook } from "./draft/draft-playbook.ts";
import type { RunbookDocument } from "./read/document.ts";
import { outlineOf } from "./understand/outline.ts";

/**
 * Codifies a runbook that was read. The same document becomes the same draft, byte by byte, and every sentence of it is accounted for once.
 * @throws InputError `codify.too-large`.
 */
export function codify(document: RunbookDocument, options: DraftOptions): Drafted {
  return draftPlaybook(outlineOf(document), options);
}
