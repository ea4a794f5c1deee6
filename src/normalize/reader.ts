/** Which source reads a document: the connection's own, or, where that one defers, the one that recognizes it. */
import type { Source } from "../connector/connector.ts";
import { isTextMessage } from "../connector/text-message.ts";
import type { NormalizeContext } from "./normalize-alert.ts";
import { type Reading, readDocument } from "./read-document.ts";
import { type Candidate, claims, recognize } from "./recognize.ts";

/** A connector as far as reading goes. */
interface Sender {
  id: string;
  source?: Source;
  settings: { safeParse(value: unknown): { success: boolean; data?: unknown } };
}

export interface Reader {
  /** The alerts of one document. Never throws. */
  read(own: Source, document: unknown, settings: Record<string, unknown>, context: NormalizeContext): Reading[];
  /** Whether a body that is no JSON is one message to a source that reads whole bodies. */
  isWhole(text: string): boolean;
  /** The product whose shape the document has; undefined when no source recognizes it. */
  productOf(document: unknown): Candidate | undefined;
}

function isRefusal(reading: Reading): boolean {
  return reading !== null && "code" in reading;
}

/** How many connections are remembered by what answered last. */
const MAX_REMEMBERED = 10_000;

/** Makes the reader over all connectors that recognize their messages and need no settings for it. */
export function newReader(connectors: Iterable<Sender>): Reader {
  const candidates: Candidate[] = [...connectors].flatMap(({ id, source, settings }) => {
    if (source === undefined || source.defers || (source.recognizes === undefined && !source.anyText)) return [];
    // Where settings are needed, it is for acting: a source that recognizes its messages reads them without.
    const defaults = settings.safeParse({});
    return [{ id, source, settings: defaults.success ? (defaults.data as Record<string, unknown>) : {} }];
  });
  const wholes = candidates.filter(({ source }) => source.text === "whole");
  const anyText = candidates.find(({ source }) => source.anyText);
  const last = new Map<string, Candidate>();

  function productOf(document: unknown, likely?: Candidate): Candidate | undefined {
    const found = recognize(candidates, document, likely);
    return found ?? (anyText !== undefined && isTextMessage(document) ? anyText : undefined);
  }

  return {
    read(own, document, settings, context) {
      if (!own.defers) return readDocument(own, document, settings, context);
      const product = productOf(document, last.get(context.connectionId));
      if (product === undefined) return readDocument(own, document, settings, context);
      if (last.size >= MAX_REMEMBERED) last.clear();
      last.set(context.connectionId, product);
      const readings = readDocument(product.source, document, product.settings, context);
      // What looks like a product's message and lacks what that product always sends is read by its fields, as if nobody knew it.
      return readings.length > 0 && readings.every(isRefusal)
        ? readDocument(own, document, settings, context)
        : readings;
    },
    isWhole: (text) => wholes.some((candidate) => claims(candidate, text)),
    productOf,
  };
}
