/** What no product's source recognizes: read by the names, shapes and values of its fields. */
import type { Source } from "../../src/connector/connector.ts";
import { openEnvelope } from "../../src/connector/infer/envelope.ts";
import { inferDraft } from "../../src/connector/infer/infer-draft.ts";
import { documentOfText } from "../../src/connector/infer/infer-text.ts";
import { isRaw, kindOf } from "../../src/connector/raw-fields.ts";
import { isTextMessage } from "../../src/connector/text-message.ts";
import { InputError } from "../../src/errors.ts";

export const autoSource: Source = {
  text: "lines",
  defers: true,
  split: (document) => (isTextMessage(document) ? [document] : openEnvelope(document)),

  normalize(raw, _settings, context) {
    const receivedAt = context?.receivedAt ?? new Date(0);
    if (isTextMessage(raw)) return inferDraft(documentOfText(raw), receivedAt);
    if (isRaw(raw) && Object.keys(raw).length > 0) return inferDraft(raw, receivedAt);
    throw new InputError(
      "normalize.unrecognized",
      `Expected an object with fields or a line of text, found ${kindOf(raw)}.`,
    );
  },
};
