/** Any JSON, and any line of text with its envelopes opened, as an alert: by a mapping written in the connection's settings. */
import type { Source } from "../../src/connector/connector.ts";
import { alertsIn, draftByMapping } from "../../src/connector/mapping/draft-by-mapping.ts";
import { type GenericSettings, mappingOf } from "./settings.ts";
import { checkSignature } from "./verify.ts";

export const genericSource: Source<GenericSettings> = {
  text: "lines",
  split: (document, settings) => alertsIn(document, mappingOf(settings)),
  normalize: (raw, settings, context) => draftByMapping(raw, mappingOf(settings), context?.receivedAt ?? new Date(0)),
  verify: { secret: "signingSecret", check: checkSignature },
};
