/** The way to a language model: the connectors' guarded connections, one deadline, a bounded answer, no redirects. */
import type { ModelFetch } from "./ai/provider.ts";
import type { EgressPolicy } from "./connector/egress.ts";
import { exchange } from "./connector/http-exchange.ts";
import { InputError } from "./errors.ts";

/** More is no answer to a question of ours. */
const MAX_ANSWER_BYTES = 2 * 1024 * 1024;
/** The port's own deadline is shorter and ends the call; this is for a port that forgot. */
const LONGEST_MS = 300_000;

/** A `fetch` for model providers. @throws what the guard throws, `connector.egress-refused` above all */
export function newModelFetch(egress: EgressPolicy): ModelFetch {
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.protocol !== "https:" && url.protocol !== "http:")
      throw new InputError("connector.bad-url", "The model's address is not an http or https URL.");
    const headers = Object.fromEntries(new Headers(init.headers));
    const answer = await exchange({
      dispatcher: egress.dispatcher,
      origin: url.origin,
      path: url.pathname + url.search,
      method: init.method ?? "GET",
      headers: { ...headers, "accept-encoding": "identity" },
      body: init.body == null ? null : await new Response(init.body).text(),
      where: `${init.method ?? "GET"} ${url.origin}${url.pathname}`,
      timeoutMs: LONGEST_MS,
      maxResponseBytes: MAX_ANSWER_BYTES,
      signal: init.signal ?? undefined,
    });
    return new Response(new Uint8Array(answer.body), { status: answer.status, headers: answer.headers });
  };
}
