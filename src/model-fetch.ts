/** The way to a language model: the connectors' guarded connections, one deadline, a bounded answer, no redirects. */
import type { ModelFetch } from "./ai/provider.ts";
import type { EgressPolicy } from "./connector/egress.ts";
import { guardedFetch } from "./connector/guarded-fetch.ts";

/** More is no answer to a question of ours. */
const MAX_ANSWER_BYTES = 2 * 1024 * 1024;
/** The port's own deadline is shorter and ends the call; this is for a port that forgot. */
const LONGEST_MS = 300_000;

/** A `fetch` for model providers. @throws what the guard throws, `connector.egress-refused` above all */
export function newModelFetch(egress: EgressPolicy): ModelFetch {
  return guardedFetch(egress, { what: "the model", timeoutMs: LONGEST_MS, maxResponseBytes: MAX_ANSWER_BYTES });
}
