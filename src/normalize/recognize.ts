/** Which product a document is of, told by its shape: for connections that do not say. Pure. */
import type { Source } from "../connector/connector.ts";
import { splitDocument } from "./split-document.ts";

export interface Candidate {
  /** The connector's id. */
  id: string;
  source: Source;
  /** Settings with every default, as a connection without any would have them. */
  settings: Record<string, unknown>;
}

/** How many of a document's alerts are looked at: envelopes hold alerts of one product. */
const LOOKED_AT = 3;

/**
 * The candidate whose source recognizes the document, or undefined when none does. Recognizers exclude one another, so the order only decides
 * how soon the answer is found: `likely`, the one that answered last, is asked first.
 */
export function recognize(
  candidates: readonly Candidate[],
  document: unknown,
  likely?: Candidate,
): Candidate | undefined {
  if (likely !== undefined && claims(likely, document)) return likely;
  return candidates.find((candidate) => candidate !== likely && claims(candidate, document));
}

/** Whether this candidate takes the document for its own. A recognizer that throws has not recognized anything. */
export function claims({ source, settings }: Candidate, document: unknown): boolean {
  if (source.recognizes === undefined) return false;
  const split = splitDocument(source, document, settings);
  if (!split.ok) return false;
  try {
    return split.raws.slice(0, LOOKED_AT).some((raw) => source.recognizes?.(raw) === true);
  } catch {
    return false;
  }
}
