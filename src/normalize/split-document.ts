import type { Source } from "../connector/connector.ts";
import { cleanLine } from "./clean-text.ts";

/** The raw alerts of one document, or why it cannot be taken apart. */
export type Split = { ok: true; raws: unknown[] } | { ok: false; code: string; reason: string };

/** Takes one parsed document apart as its source says; without a word from the source an array is its items. Never throws. */
export function splitDocument<S>(source: Source<S>, document: unknown, settings: S): Split {
  try {
    if (source.split !== undefined) return { ok: true, raws: source.split(document, settings) };
    return { ok: true, raws: Array.isArray(document) ? document : [document] };
  } catch (error) {
    const reason = error instanceof Error ? error.message : "the source threw something that is no error";
    return { ok: false, code: "normalize.unreadable-envelope", reason: cleanLine(reason, 500) };
  }
}
